import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.answers.query import Answers
from advisor.together.agreement import Alike, MustHave, alike, divisions, excluded_by_all, in_all_first, must_haves
from advisor.together.group import group_of
from advisor.together.people import Person
from comparisons.catalogue.value import Importance, Requirement
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named
from tests.catalogues import ALDER, BIRCH, small_catalogue, with_choice
from tests.strategies import answers_to, few

A_LITTLE, SOMEWHAT, A_LOT, DECISIVE = list(Importance)[1:]

FAST = Requirement("speed", at_least=500.0)
FEW_PACKAGES = Requirement("packages", at_most=50.0)


def test_what_divides_two_people_by_hand():
    (found,) = divisions(TREES, group(ADA, LINUS))
    assert (found.one, found.other) == ("elm", "alder")
    # Ada: Elm 70, Alder 90. Linus: Elm 100, Alder 50.
    assert found.leads == (-20, 50)
    assert (found.most.name, found.least.name, found.points) == ("Linus", "Ada", 70)
    assert [(pull.criterion, pull.points) for pull in found.pulls] == [("packages", 50), ("admin", 20)]
    assert [pull.exact for pull in found.pulls] == pytest.approx([0.5, 0.2])


def test_of_several_the_two_furthest_apart_are_taken():
    between = named("Between", levels={"admin": A_LOT, "packages": A_LITTLE})
    (found,) = divisions(TREES, group(between, ADA, LINUS))
    assert (found.most.name, found.least.name) == ("Linus", "Ada")
    assert found.leads == (-6, -20, 50)


def test_a_criterion_on_which_the_two_are_the_same_divides_nobody():
    # Elm and Alder are equally fast: however differently speed weighs, it moves nothing.
    fast = named("Fast", levels={"speed": DECISIVE, "packages": A_LITTLE})
    (found,) = divisions(TREES, group(ADA, replace(fast, answers=replace(fast.answers, needs={"admin": 6.0}))))
    assert {pull.criterion for pull in found.pulls} == {"admin", "packages"}


def test_a_criterion_may_hold_two_people_together():
    two = small_catalogue(frameworks=(ALDER, BIRCH))
    one = named("One", levels={"packages": A_LOT, "speed": A_LITTLE})
    other = named("Other", levels={"packages": A_LITTLE, "speed": A_LOT})
    (found,) = divisions(two, group(one, other, catalogue=two))
    # Birch is ahead by 0.5 on packages and by 0.4 on speed.
    assert (found.leads, found.points) == ((48, 42), 6)
    assert [(pull.criterion, pull.points) for pull in found.pulls] == [("packages", 30), ("speed", -24)]


def test_when_all_would_take_the_same_the_second_is_the_rival():
    (found,) = divisions(TREES, group(ADA, named("Too", choices={"build": ("site",)})))
    assert (found.one, found.other) == ("alder", "elm")
    assert (found.leads, found.points, found.pulls) == ((20, 20), 0, ())


def test_each_rival_that_somebody_would_take_is_told_the_nearest_first():
    fast = named("Fast", levels={"speed": DECISIVE})
    found = divisions(TREES, group(ADA, LINUS, fast))
    assert [(one.one, one.other) for one in found] == [("birch", "alder")]
    lean = named("Lean", levels={"packages": A_LOT, "admin": A_LITTLE})
    assert [(one.one, one.other) for one in divisions(TREES, group(ADA, lean, fast, fast))] == [
        ("birch", "elm"),
        ("birch", "alder"),
    ]


def test_one_framework_that_is_left_divides_nobody():
    assert divisions(TREES, group(ADA, GUIDO)) == ()


def test_weights_less_than_half_a_step_apart_are_alike():
    # Shares of admin: 4 of 8, 4 of 6 and 4 of 5; a step doubles, half a step is the root of 2.
    half = named("Half", levels={"admin": A_LOT, "speed": A_LOT})
    more = named("More", levels={"admin": A_LOT, "speed": SOMEWHAT})
    most = named("Most", levels={"admin": A_LOT, "speed": A_LITTLE})
    assert alike(group(half, more)) == (Alike(criterion="admin", lowest=0.5, highest=2 / 3),)
    assert alike(group(half, most)) == ()


def test_what_weighs_nothing_for_somebody_is_not_alike():
    assert alike(group(ADA, LINUS)) == ()
    assert [one.criterion for one in alike(group(ADA, named("Too", choices={"build": ("site",)})))] == ["admin"]


def test_in_everybodys_first_places():
    assert in_all_first(group(ADA, LINUS), places=1) == ()
    assert in_all_first(group(ADA, LINUS), places=2) == ("elm",)
    assert in_all_first(group(ADA, LINUS)) == ("elm", "birch", "alder")
    assert in_all_first(group(ADA, GUIDO)) == ("birch",)


def test_excluded_by_all_though_not_by_the_same():
    one = named("One", needs={"speed": 500.0})
    other = named("Other", needs={"admin": 8.0})
    assert excluded_by_all(group(one, other)) == ("elm",)
    assert excluded_by_all(group(one, ADA)) == ()


def test_a_must_have_says_who_has_it_who_lacks_it_and_what_it_leaves_out():
    assert must_haves(group(ADA, LINUS, GUIDO)) == (
        MustHave(requirement=FEW_PACKAGES, people=("Linus",), others=("Ada", "Guido"), leaves_out=()),
        MustHave(requirement=FAST, people=("Guido",), others=("Ada", "Linus"), leaves_out=("alder", "elm")),
    )


def test_one_that_nobody_can_confirm_is_left_out_too():
    found = must_haves(group(EVE, ADA))
    assert [one.leaves_out for one in found if one.requirement.criterion == "admin"] == [("elm", "birch")]


def test_must_haves_that_all_share_come_last():
    found = must_haves(group(LINUS, EVE))
    assert [(one.requirement.criterion, one.others) for one in found] == [("admin", ("Linus",)), ("packages", ())]


STRICTER = [
    ("packages", 50.0, 20.0, ("Loose", "Strict")),
    ("packages", 20.0, 50.0, ("Loose",)),
    ("admin", 5.0, 7.0, ("Loose", "Strict")),
    ("admin", 7.0, 5.0, ("Loose",)),
    ("speed", 100.0, 100.0, ("Loose", "Strict")),
]


@pytest.mark.parametrize(("criterion", "one", "other", "expected"), STRICTER)
def test_a_stricter_must_have_holds_the_looser_one(criterion, one, other, expected):
    found = must_haves(group(named("Loose", needs={criterion: one}), named("Strict", needs={criterion: other})))
    bound = {must_have.requirement.at_least or must_have.requirement.at_most: must_have for must_have in found}
    assert bound[one].people == expected


def test_of_kinds_the_narrower_choice_is_the_stricter_one():
    either = with_choice(TREES, "screens", "own", requirements=(Requirement("type", one_of=("full", "micro")),))
    one = named("One", choices={"build": ("site",), "screens": ("framework",)})
    other = named("Other", choices={"build": ("site",), "screens": ("own",)})
    found = must_haves(group(one, other, catalogue=either))
    assert [(one.requirement.one_of, one.people) for one in found] == [
        (("full",), ("One",)),
        (("full", "micro"), ("One", "Other")),
    ]


@few
@given(st.lists(answers_to(TREES.questions), min_size=2, max_size=5))
def test_what_divides_adds_up_and_nobody_lies_outside(drawn):
    found = group_of(TREES, [Person(name=str(n), answers=Answers(choices=one)) for n, one in enumerate(drawn)])
    for division in divisions(TREES, found):
        exact = [m.placed[division.one].total - m.placed[division.other].total for m in found.members]
        assert sum(pull.exact for pull in division.pulls) == pytest.approx(max(exact) - min(exact), abs=1e-8)
        if division.pulls:
            assert sum(pull.points for pull in division.pulls) == division.points
        # Four totals are rounded.
        assert abs(division.points - 100 * (max(exact) - min(exact))) <= 2
        for pull in division.pulls:
            weights = division.most.weights[pull.criterion] - division.least.weights[pull.criterion]
            assert abs(weights) > 0
