from msgspec.structs import replace

from comparisons.catalogue.public import PublicChange, Routine, public_changes
from comparisons.catalogue.value import Status
from tests.catalogues import changed, with_score, without


def test_each_change_has_the_slugs_that_it_concerns(small):
    claim = small.claims[0]
    newer = with_score(small, "alder", "admin", value=3.0)
    newer = changed(newer, "frameworks", "birch", licence="BSD")
    newer = changed(newer, "criteria", "speed", name="Pace")
    newer = changed(newer, "claims", claim.slug, text="Something else.")
    newer = without(newer, "scenarios", small.scenarios[0].slug)
    assert public_changes(small, newer) == (
        PublicChange("Criterion Pace: name 'Speed' becomes 'Pace'.", criteria=frozenset({"speed"}), thing="criterion"),
        PublicChange(
            "Score of Alder on Admin: value 9 becomes 3.",
            frameworks=frozenset({"alder"}),
            criteria=frozenset({"admin"}),
            thing="score",
            moved=(9.0, 3.0),
        ),
        PublicChange(
            "Framework Birch: licence 'MIT' becomes 'BSD'.", frameworks=frozenset({"birch"}), thing="framework"
        ),
        PublicChange(
            f"Claim 'Something else.': text '{claim.text}' becomes 'Something else.'.",
            frameworks=frozenset(claim.frameworks),
            criteria=frozenset({claim.criterion} if claim.criterion else ()),
            thing="claim",
        ),
        PublicChange(f"Scenario '{small.scenarios[0].title}' is gone.", routine=Routine.SCENARIO, thing="scenario"),
    )


def test_drafts_are_left_out_and_count_as_new_when_published(small):
    assert public_changes(small, changed(small, "frameworks", "cedar", summary="More.")) == ()
    found = public_changes(small, changed(small, "frameworks", "cedar", status=Status.PUBLISHED))
    assert found[0] == PublicChange("Framework Cedar is new.", frameworks=frozenset({"cedar"}), thing="framework")


def test_a_framework_that_becomes_a_draft_counts_as_removed(small):
    assert (
        public_changes(small, changed(small, "frameworks", "birch", status=Status.DRAFT))[0].words
        == "Framework Birch is gone."
    )


def test_equal_catalogues_have_no_changes(small):
    assert public_changes(small, replace(small)) == ()
