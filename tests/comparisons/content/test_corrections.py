import pytest

from comparisons.catalogue.names import STATEMENTS, fact_key, subject_name
from comparisons.content.corrections import Passage, passage
from comparisons.content.facts import facts_of, main_names
from tests.catalogues import changed, small_catalogue

SMALL = small_catalogue()


def test_a_score_is_found_with_what_pages_say_of_it():
    score = SMALL.framework_by_slug["alder"].score_by_criterion["admin"]
    assert passage(SMALL, "score/alder/admin") == Passage(
        name="score/alder/admin",
        title="Alder: Admin",
        said=f"{score.value:g} out of 10. {score.reason}",
        route="comparisons:framework",
        slug="alder",
        anchor="score-admin",
    )


def test_an_unknown_score_can_be_corrected_too():
    found = passage(SMALL, "score/birch/admin")
    assert (found.title, found.said) == ("Birch: Admin", "Unknown.")


def test_a_fact_is_found_by_its_label():
    fact = SMALL.framework_by_slug["alder"].facts[0]
    found = passage(SMALL, f"fact/alder/{fact_key(fact)}")
    assert (found.title, found.said, found.anchor) == (f"Alder: {fact.label}", fact.text, "identity")


def test_a_list_of_statements_is_found_under_its_heading():
    found = passage(SMALL, "drawbacks/Alder")
    said = " ".join(one.text for one in SMALL.framework_by_slug["alder"].drawbacks)
    assert (found.name, found.title, found.said) == ("drawbacks/alder", "Alder: drawbacks", said)


def test_a_claim_is_found_with_its_verdict():
    claim = SMALL.claims[0]
    found = passage(SMALL, f"claim/{claim.slug}")
    assert found.said == f"{(claim.verdict or 'not checked').capitalize()}. {claim.evidence}"
    assert (found.route, found.anchor) == ("comparisons:claims", f"claim-{claim.slug}")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("framework/alder", "framework/alder"),
        ("framework/Alder", "framework/alder"),
        ("framework/old-alder", "framework/alder"),
        ("score/old-alder/Admin", "score/alder/admin"),
        ("framework/dogwood", "framework/dogwood"),  # retired, and public
        ("framework/cedar", None),  # a draft
        ("score/cedar/admin", None),
        ("framework/nothing", None),
        ("score/alder/nothing", None),
        ("score/alder", None),
        ("fact/alder/nothing", None),
        ("claim/nothing", None),
        ("claim", None),
        ("nothing/alder", None),
        ("", None),
        ("score/alder/admin/", None),
        ("score//", None),
    ],
)
def test_names_lead_to_one_passage_or_none(typed, name):
    catalogue = changed(SMALL, "frameworks", "alder", aliases=("old-alder",))
    found = passage(catalogue, typed)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("fact/django/licence", "framework/django"),
        ("strengths/django", "framework/django"),
        ("not-suited-for/django", "framework/django"),
        ("framework/django", "framework/django"),
        ("score/django/admin", "score/django/admin"),
        ("claim/slow", "claim/slow"),
    ],
)
def test_the_thing_that_an_editor_changes_is_named(name, subject):
    assert subject_name(name) == subject


def test_every_passage_of_the_shipped_catalogue_is_found(shipped):
    for framework in shipped.public_frameworks.values():
        keys = [fact_key(fact) for fact in framework.facts]
        assert len(keys) == len({*keys}), framework.slug
        names = [f"fact/{framework.slug}/{key}" for key in keys]
        names += [f"score/{framework.slug}/{criterion.slug}" for criterion in shipped.criteria]
        names += main_names(shipped, facts_of(shipped, framework))
        names += [f"{word}/{framework.slug}" for word in STATEMENTS]
        assert [passage(shipped, name).name for name in names] == names
