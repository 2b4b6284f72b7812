import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Fact
from comparisons.content.facts import facts_of, in_words
from tests.catalogues import small_catalogue


def test_main_facts_have_the_same_labels_for_every_framework_and_cite_the_fact_that_says_more():
    catalogue = small_catalogue()
    own = (
        Fact(label="First public release", text="2005-07, after two years.", sources=("manual",)),
        Fact(label="Python versions", text="3.12 and newer.", sources=("manual",)),
        Fact(label="Maintenance", text="Active."),
    )
    alder = facts_of(catalogue, replace(catalogue.framework_by_slug["alder"], facts=own))
    birch = facts_of(catalogue, replace(catalogue.framework_by_slug["birch"], facts=(), latest_release=""))
    assert [(fact.label, fact.text, fact.sources) for fact in alder.main] == [
        ("Type", "Full-stack", ("manual",)),
        ("Version", "1.0 (Feb 2026)", ()),
        ("First release", "Jul 2005", ("manual",)),
        ("Licence", "MIT", ()),
        ("Server interface", "WSGI", ()),
        ("Python versions", "3.12 and newer.", ("manual",)),
    ]
    assert [fact.label for fact in alder.more] == ["Maintenance"]
    assert [fact.label for fact in birch.main] == [fact.label for fact in alder.main]
    assert (birch.main[1].text, birch.main[5].text, birch.more) == ("1.0", "", ())


@pytest.mark.parametrize(
    ("month", "words"), [("2026-11", "Nov 2026"), ("2026-13", "2026-13"), ("2026", "2026"), ("", "")]
)
def test_a_month_is_written_in_words(month, words):
    assert in_words(month) == words
