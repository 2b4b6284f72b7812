"""Numbers agree with what they count, on all pages and in all files."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from tests.catalogues import with_score
from tests.pages.editions import add_edition

# Nouns that stand after a number here; a one before their plural is a fault.
NOUNS = "package|answer|framework|score|source|criterion|claim|question|change|month|year|point|other|reason|edition"
FAULT = re.compile(rf"(?<![\d.,–-])1 (?:(?:{NOUNS})s|criteria)\b")
ADDRESSES = [
    "/",
    "/frameworks/",
    "/frameworks/alder/",
    "/criteria/",
    "/criteria/packages/",
    "/criteria/speed/",
    "/sources/",
    "/claims/",
    "/editions/",
    "/editions/2/",
    "/find/?q=packages",
    "/compare/alder-vs-birch/",
    "/compare/alder-vs-birch/?axes=swapped",
    "/compare/alder-vs-birch/embed/",
    "/method/",
    "/advise/",
    "/advise/review/?build=site",
    "/advise/build/",
    "/advise/result/?build=site&need.packages=1",
    "/advise/result/?level.packages=decisive",
    "/advise/result.md?build=site&need.packages=1",
    "/advise/result-table.md?level.packages=decisive",
    "/advise/together/?1=Ada&1.level.packages=decisive&2=Linus&2.level.speed=decisive",
    "/editions/feed.atom",
]


@pytest.fixture
def single(db, small):
    """There is one of everything that can be one: packages, answers, sources."""
    add_edition(1, small)
    one = with_score(small, "alder", "packages", value=1.0, relative_error=0.0)
    one = with_score(one, "birch", "speed", value=1.0, relative_error=0.0)
    return add_edition(2, replace(one, sources=small.sources, scenarios=small.scenarios[1:]))


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_is_followed_by_a_singular(client, single, address):
    response = client.get(address)
    assert response.status_code == 200
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
    assert [text[max(0, fault.start() - 40) : fault.end() + 20] for fault in FAULT.finditer(text)] == []


def test_a_score_of_one_has_its_unit_in_the_singular(client, single):
    body = client.get("/advise/result/?level.packages=decisive").content.decode()
    assert re.search(r'<span class="score-value">1</span>\s*<span class="score-unit">package</span>', body)
    assert "Packages at most 1 package\n" in client.get("/advise/result.md?need.packages=1").content.decode()
