"""What is tuned belongs to the edition: a release that tunes it changes no pinned link."""

from html import unescape

import pytest
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.robustness import robustness
from advisor.advice.tuning import VERSIONS, Tuning, tuning_of
from advisor.answers.query import Answers
from comparisons.catalogue import codec
from comparisons.catalogue.codec import CatalogueFormatError, decode, encode
from comparisons.catalogue.public import public_changes
from comparisons.catalogue.value import METHOD, Catalogue, Importance
from comparisons.ranking.bands import Band
from comparisons.ranking.smaa import Bounds
from tests.pages.editions import add_edition

# Birch comes first in every draw.
CERTAIN = Answers(levels={"packages": Importance.DECISIVE})
QUERY = "level.packages=decisive"
LATER = METHOD + 1


@pytest.fixture
def later_release(monkeypatch):
    """A later release, whose version calls nothing clear."""
    monkeypatch.setattr(codec, "METHOD", LATER)
    monkeypatch.setitem(VERSIONS, LATER, replace(VERSIONS[1], bounds=Bounds(clear=101, fairly=101, leaning=50)))


def test_the_first_version_never_changes():
    assert VERSIONS[1] == Tuning(
        bounds=Bounds(clear=90, fairly=70, leaning=50),
        shortlisted=0.05,
        too_close=0.65,
        draws=2,
        enough=105,
        patience=3,
    )


def test_the_second_version_never_changes():
    assert VERSIONS[2] == replace(VERSIONS[1], enough=95, patience=0)


def test_the_newest_version_is_published_now():
    assert max(VERSIONS) == METHOD == Catalogue().method
    assert tuning_of(Catalogue()) is VERSIONS[METHOD]


def test_editions_without_a_version_have_the_first_and_keep_their_bytes(small, later_release):
    first = encode(replace(small, method=1))
    assert b'"method"' not in first
    assert decode(first).method == 1
    later = encode(replace(small, method=LATER))
    assert later == first[:-1] + f',"method":{LATER}}}'.encode()
    assert decode(later) == replace(decode(first), method=LATER)


def test_a_version_that_is_not_known_here_is_refused(small):
    with pytest.raises(CatalogueFormatError, match="method 99 is not known here"):
        decode(encode(replace(small, method=99)))


def test_the_verdict_is_that_of_the_catalogue_s_version(small, later_release):
    later = replace(small, method=LATER)
    bands = [robustness(one, recommend(one, CERTAIN)).band for one in (small, later)]
    assert bands == [Band.CLEAR, Band.LEANING]


def test_a_pinned_link_keeps_its_verdict_when_a_later_release_tunes_it(db, small, client, later_release):
    add_edition(1, small)
    before = client.get(f"/advise/result.json?edition=1&{QUERY}").content
    page_before = client.get(f"/advise/result/?edition=1&{QUERY}").content.decode()
    add_edition(2, replace(small, method=LATER))
    assert client.get(f"/advise/result.json?edition=1&{QUERY}").content == before
    page = unescape(client.get(f"/advise/result/?edition=1&{QUERY}").content.decode())
    today = unescape(client.get(f"/advise/result/?{QUERY}").content.decode())
    assert "comes first, clearly" in page_before
    assert "comes first, clearly" in page
    assert "comes first, but only just" in today


def test_a_new_version_is_told_among_the_changes_of_an_edition(small):
    (change,) = public_changes(small, replace(small, method=LATER))
    numbers = f"version {LATER} replaces {METHOD}"
    assert change.words == f"Method: {numbers}: when a verdict is given, and when the wizard stops."
    assert public_changes(small, small) == ()
