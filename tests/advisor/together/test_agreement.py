import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.answers.query import Answers
from advisor.together.agreement import (
    RequirementAgreement,
    SharedWeight,
    disagreements,
    excluded_by_all,
    in_all_first,
    requirement_agreements,
    shared_weights,
)
from advisor.together.group import group_of
from advisor.together.query import Person
from comparisons.catalogue.value import Importance, Requirement
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named
from tests.catalogues import ALDER, BIRCH, small_catalogue, with_choice
from tests.strategies.questions import answers_to
from tests.strategies.values import few

A_LITTLE, SOMEWHAT, A_LOT, DECISIVE = list(Importance)[1:]

FAST = Requirement("speed", at_least=500.0)
FEW_PACKAGES = Requirement("packages", at_most=50.0)


def test_the_disagreement_of_two_people_as_worked_out_by_hand():
    (found,) = disagreements(TREES, group(ADA, LINUS))
    assert (found.one, found.other) == ("elm", "alder")
    # Ada: Elm 70, Alder 90. Linus: Elm 100, Alder 50.
    assert found.leads == (-20, 50)
    assert (found.most.name, found.least.name, found.points) == ("Linus", "Ada", 70)
    assert [(difference.criterion, difference.points) for difference in found.differences] == [
        ("packages", 50),
        ("admin", 20),
    ]
    assert [difference.exact for difference in found.differences] == pytest.approx([0.5, 0.2])


def test_the_members_with_the_largest_and_the_smallest_lead_are_compared():
    between = named("Between", levels={"admin": A_LOT, "packages": A_LITTLE})
    (found,) = disagreements(TREES, group(between, ADA, LINUS))
    assert (found.most.name, found.least.name) == ("Linus", "Ada")
    assert found.leads == (-6, -20, 50)


def test_a_criterion_on_which_both_frameworks_are_equal_makes_no_difference():
    # Elm and Alder are equally fast, so the weight of speed makes no difference.
    fast = named("Fast", levels={"speed": DECISIVE, "packages": A_LITTLE})
    (found,) = disagreements(
        TREES, group(ADA, replace(fast, answers=replace(fast.answers, requirements={"admin": 6.0})))
    )
    assert {difference.criterion for difference in found.differences} == {"admin", "packages"}


def test_a_criterion_may_reduce_the_disagreement():
    two = small_catalogue(frameworks=(ALDER, BIRCH))
    one = named("One", levels={"packages": A_LOT, "speed": A_LITTLE})
    other = named("Other", levels={"packages": A_LITTLE, "speed": A_LOT})
    (found,) = disagreements(two, group(one, other, catalogue=two))
    # Birch is ahead by 0.5 on packages and by 0.4 on speed.
    assert (found.leads, found.points) == ((48, 42), 6)
    assert [(difference.criterion, difference.points) for difference in found.differences] == [
        ("packages", 30),
        ("speed", -24),
    ]


def test_with_one_common_favourite_the_second_under_the_mean_is_the_rival():
    (found,) = disagreements(TREES, group(ADA, named("Too", choices={"build": ("site",)})))
    assert (found.one, found.other) == ("alder", "elm")
    assert (found.leads, found.points, found.differences) == ((20, 20), 0, ())


def test_every_member_s_favourite_is_a_rival_and_the_highest_ranked_comes_first():
    fast = named("Fast", levels={"speed": DECISIVE})
    found = disagreements(TREES, group(ADA, LINUS, fast))
    assert [(one.one, one.other) for one in found] == [("birch", "alder")]
    lean = named("Lean", levels={"packages": A_LOT, "admin": A_LITTLE})
    assert [(one.one, one.other) for one in disagreements(TREES, group(ADA, lean, fast, fast))] == [
        ("birch", "elm"),
        ("birch", "alder"),
    ]


def test_with_one_ranked_framework_there_is_no_disagreement():
    assert disagreements(TREES, group(ADA, GUIDO)) == ()


def test_weights_at_most_half_a_level_apart_are_shared():
    # Weights of admin: 4/8, 4/6 and 4/5. A level doubles the weight, so half a level is a factor of sqrt(2).
    half = named("Half", levels={"admin": A_LOT, "speed": A_LOT})
    more = named("More", levels={"admin": A_LOT, "speed": SOMEWHAT})
    most = named("Most", levels={"admin": A_LOT, "speed": A_LITTLE})
    assert shared_weights(group(half, more)) == (SharedWeight(criterion="admin", lowest=0.5, highest=2 / 3),)
    assert shared_weights(group(half, most)) == ()


def test_a_criterion_without_weight_for_a_member_is_not_shared():
    assert shared_weights(group(ADA, LINUS)) == ()
    assert [one.criterion for one in shared_weights(group(ADA, named("Too", choices={"build": ("site",)})))] == [
        "admin"
    ]


def test_in_all_first_lists_what_every_member_ranks_among_the_first():
    assert in_all_first(group(ADA, LINUS), places=1) == ()
    assert in_all_first(group(ADA, LINUS), places=2) == ("elm",)
    assert in_all_first(group(ADA, LINUS)) == ("elm", "birch", "alder")
    assert in_all_first(group(ADA, GUIDO)) == ("birch",)


def test_excluded_by_all_counts_different_requirements():
    one = named("One", requirements={"speed": 500.0})
    other = named("Other", requirements={"admin": 8.0})
    assert excluded_by_all(group(one, other)) == ("elm",)
    assert excluded_by_all(group(one, ADA)) == ()


def test_a_requirement_names_who_has_it_who_lacks_it_and_what_it_excludes():
    assert requirement_agreements(group(ADA, LINUS, GUIDO)) == (
        RequirementAgreement(requirement=FEW_PACKAGES, people=("Linus",), others=("Ada", "Guido"), excludes=()),
        RequirementAgreement(requirement=FAST, people=("Guido",), others=("Ada", "Linus"), excludes=("alder", "elm")),
    )


def test_a_requirement_also_excludes_frameworks_that_cannot_be_confirmed():
    found = requirement_agreements(group(EVE, ADA))
    assert [one.excludes for one in found if one.requirement.criterion == "admin"] == [("elm", "birch")]


def test_requirements_that_all_share_come_last():
    found = requirement_agreements(group(LINUS, EVE))
    assert [(one.requirement.criterion, one.others) for one in found] == [("admin", ("Linus",)), ("packages", ())]


STRICTER = [
    ("packages", 50.0, 20.0, ("Loose", "Strict")),
    ("packages", 20.0, 50.0, ("Loose",)),
    ("admin", 5.0, 7.0, ("Loose", "Strict")),
    ("admin", 7.0, 5.0, ("Loose",)),
    ("speed", 100.0, 100.0, ("Loose", "Strict")),
]


@pytest.mark.parametrize(("criterion", "one", "other", "expected"), STRICTER)
def test_a_stricter_requirement_implies_the_looser_one(criterion, one, other, expected):
    found = requirement_agreements(
        group(named("Loose", requirements={criterion: one}), named("Strict", requirements={criterion: other}))
    )
    bound = {agreement.requirement.at_least or agreement.requirement.at_most: agreement for agreement in found}
    assert bound[one].people == expected


def test_fewer_allowed_kinds_are_the_stricter_requirement():
    either = with_choice(TREES, "screens", "own", requirements=(Requirement("type", one_of=("full", "micro")),))
    one = named("One", choices={"build": ("site",), "screens": ("framework",)})
    other = named("Other", choices={"build": ("site",), "screens": ("own",)})
    found = requirement_agreements(group(one, other, catalogue=either))
    assert [(one.requirement.one_of, one.people) for one in found] == [
        (("full",), ("One",)),
        (("full", "micro"), ("One", "Other")),
    ]


@few
@given(st.lists(answers_to(TREES.questions), min_size=2, max_size=5))
def test_differences_add_up_to_the_points_of_the_disagreement(drawn):
    found = group_of(TREES, [Person(name=str(n), answers=Answers(choices=one)) for n, one in enumerate(drawn)])
    for disagreement in disagreements(TREES, found):
        exact = [m.placed[disagreement.one].total - m.placed[disagreement.other].total for m in found.members]
        assert sum(difference.exact for difference in disagreement.differences) == pytest.approx(
            max(exact) - min(exact), abs=1e-8
        )
        if disagreement.differences:
            assert sum(difference.points for difference in disagreement.differences) == disagreement.points
        # `points` comes from four rounded totals.
        assert abs(disagreement.points - 100 * (max(exact) - min(exact))) <= 2
        for difference in disagreement.differences:
            weights = disagreement.most.weights[difference.criterion] - disagreement.least.weights[difference.criterion]
            assert abs(weights) > 0
