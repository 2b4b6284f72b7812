from msgspec.structs import replace

from comparisons.catalogue.value import Status
from comparisons.telling import Told, told
from tests.catalogues import changed, with_score, without


def test_each_change_is_told_with_what_it_concerns(small):
    claim = small.claims[0]
    newer = with_score(small, "alder", "admin", value=3.0)
    newer = changed(newer, "frameworks", "birch", licence="BSD")
    newer = changed(newer, "criteria", "speed", name="Pace")
    newer = changed(newer, "claims", claim.slug, text="Something else.")
    newer = without(newer, "scenarios", small.scenarios[0].slug)
    assert told(small, newer) == (
        Told("Criterion Pace: name 'Speed' becomes 'Pace'.", criteria=frozenset({"speed"})),
        Told(
            "Score of Alder on Admin: value 9 becomes 3.",
            frameworks=frozenset({"alder"}),
            criteria=frozenset({"admin"}),
        ),
        Told("Framework Birch: licence 'MIT' becomes 'BSD'.", frameworks=frozenset({"birch"})),
        Told(
            f"Claim '{claim.slug}': text '{claim.text}' becomes 'Something else.'.",
            frameworks=frozenset(claim.frameworks),
            criteria=frozenset({claim.criterion} if claim.criterion else ()),
        ),
        Told(f"Scenario '{small.scenarios[0].slug}' is gone."),
    )


def test_nothing_is_told_of_a_draft_and_one_that_is_published_is_new(small):
    assert told(small, changed(small, "frameworks", "cedar", summary="More.")) == ()
    found = told(small, changed(small, "frameworks", "cedar", status=Status.PUBLISHED))
    assert found[0] == Told("Framework Cedar is new.", frameworks=frozenset({"cedar"}))


def test_one_that_becomes_a_draft_again_is_gone(small):
    assert (
        told(small, changed(small, "frameworks", "birch", status=Status.DRAFT))[0].words == "Framework Birch is gone."
    )


def test_alike_catalogues_have_nothing_to_tell(small):
    assert told(small, replace(small)) == ()
