import pytest
from hypothesis import given

from advisor.answers.priorities import (
    Level,
    Origin,
    StatedRequirement,
    levels_of,
    requirements_of,
    without_redundant_levels,
)
from advisor.answers.query import Answers
from comparisons.catalogue.value import Effect, Importance, Requirement
from comparisons.ranking.weights import SWING_POINTS
from tests.catalogues import changed, small_catalogue, with_choice
from tests.strategies.questions import answers_to

SMALL = small_catalogue()
NOT_AT_ALL, A_LITTLE, SOMEWHAT, A_LOT, DECISIVE = Importance

SITE, API = Origin("build", "site"), Origin("build", "api")
EDITORS, LEAN = Origin("parts", "editors"), Origin("parts", "lean")
FRAMEWORK, OWN = Origin("screens", "framework"), Origin("screens", "own")


def answers(levels=None, requirements=None, **choices):
    made = {question: tuple(chosen.split()) for question, chosen in choices.items()}
    return Answers(choices=made, levels=levels or {}, requirements=requirements or {})


def levels(catalogue=SMALL, **given_answers):
    """Return each criterion's importance and the choices that set it."""
    found = levels_of(catalogue, answers(**given_answers))
    return {level.criterion: (level.importance, level.set_by) for level in found}


LEVELS = [
    ({}, {"admin": (NOT_AT_ALL, ()), "packages": (NOT_AT_ALL, ()), "speed": (NOT_AT_ALL, ())}),
    ({"build": "site"}, {"admin": (A_LOT, (SITE,)), "packages": (NOT_AT_ALL, ()), "speed": (NOT_AT_ALL, ())}),
    # The highest level wins, and the lower one set nothing.
    (
        {"build": "site", "parts": "editors"},
        {"admin": (DECISIVE, (EDITORS,)), "packages": (NOT_AT_ALL, ()), "speed": (A_LITTLE, (EDITORS,))},
    ),
    (
        {"build": "api", "parts": "editors lean"},
        {"admin": (DECISIVE, (EDITORS,)), "packages": (SOMEWHAT, (LEAN,)), "speed": (DECISIVE, (API,))},
    ),
    # Two answers of the same level have both set it.
    (
        {"build": "site", "screens": "framework"},
        {"admin": (A_LOT, (SITE, FRAMEWORK)), "packages": (NOT_AT_ALL, ()), "speed": (NOT_AT_ALL, ())},
    ),
    # An answer to a question that is not asked does not count.
    (
        {"build": "api", "screens": "own"},
        {"admin": (NOT_AT_ALL, ()), "packages": (NOT_AT_ALL, ()), "speed": (DECISIVE, (API,))},
    ),
    ({"parts": "none"}, {"admin": (NOT_AT_ALL, ()), "packages": (NOT_AT_ALL, ()), "speed": (NOT_AT_ALL, ())}),
    # By hand: up, down and to the same.
    (
        {"build": "site", "levels": {"admin": NOT_AT_ALL, "speed": A_LITTLE}},
        {"admin": (NOT_AT_ALL, (SITE,)), "packages": (NOT_AT_ALL, ()), "speed": (A_LITTLE, ())},
    ),
]


@pytest.mark.parametrize(("given_answers", "expected"), LEVELS)
def test_a_criterion_has_the_highest_level_that_any_answer_gives_it(given_answers, expected):
    assert levels(**given_answers) == expected


def test_a_level_has_points_weight_and_origin():
    assert levels_of(SMALL, answers(build="site", parts="lean", levels={"speed": SOMEWHAT})) == (
        Level("admin", importance=A_LOT, answered=A_LOT, points=4, weight=0.5, set_by=(SITE,)),
        Level("packages", importance=SOMEWHAT, answered=SOMEWHAT, points=2, weight=0.25, set_by=(LEAN,)),
        Level("speed", importance=SOMEWHAT, answered=NOT_AT_ALL, points=2, weight=0.25, set_by=()),
    )


def test_a_level_knows_whether_it_was_set_by_hand():
    found = levels_of(SMALL, answers(build="site", levels={"admin": A_LOT, "speed": A_LITTLE}))
    assert {level.criterion: level.by_hand for level in found} == {"admin": False, "packages": False, "speed": True}


def test_without_answers_all_weights_are_equal():
    assert [level.weight for level in levels_of(SMALL, Answers())] == [1 / 3] * 3


def test_a_criterion_about_knowing_a_framework_counts_only_if_it_is_asked_for():
    catalogue = changed(SMALL, "criteria", "speed", name="Ease for Birch developers")
    assert [level.weight for level in levels_of(catalogue, Answers())] == [0.5, 0.5, 0]
    asked = levels_of(catalogue, answers(levels={"speed": A_LITTLE}))
    assert [level.weight for level in asked] == [0, 0, 1]


def test_an_effect_of_not_at_all_has_no_origin():
    catalogue = with_choice(SMALL, "build", "site", effects=(Effect("admin", NOT_AT_ALL),))
    assert levels(catalogue, build="site")["admin"] == (NOT_AT_ALL, ())


@given(answers_to(SMALL.questions))
def test_one_more_answer_never_lowers_a_level(choices):
    def points(made):
        return {level.criterion: level.points for level in levels_of(SMALL, Answers(choices=made))}

    everything = points(choices)
    for question in choices:
        # Without 'build' its condition would take another question away.
        if question != "build":
            fewer = points({slug: made for slug, made in choices.items() if slug != question})
            assert all(fewer[criterion] <= everything[criterion] for criterion in fewer)


@given(answers_to(SMALL.questions))
def test_weights_are_shares_of_the_points(choices):
    found = levels_of(SMALL, Answers(choices=choices))
    assert sum(level.weight for level in found) == pytest.approx(1, abs=1e-12)
    assert [level.points for level in found] == [SWING_POINTS[level.importance] for level in found]


# Must-haves


def requirements(catalogue=SMALL, **given_answers):
    return requirements_of(catalogue, answers(**given_answers))


SPEED_500 = Requirement("speed", at_least=500.0)
PACKAGES_50 = Requirement("packages", at_most=50.0)
FULL = Requirement("type", one_of=("full",))

NEEDS = [
    ({}, ()),
    ({"build": "site"}, ()),
    ({"build": "api"}, (StatedRequirement(SPEED_500, API),)),
    ({"build": "api", "parts": "lean"}, (StatedRequirement(SPEED_500, API), StatedRequirement(PACKAGES_50, LEAN))),
    ({"build": "site", "screens": "framework"}, (StatedRequirement(FULL, FRAMEWORK),)),
    # 'screens' is not asked.
    ({"build": "api", "screens": "framework"}, (StatedRequirement(SPEED_500, API),)),
    # A requirement set by hand replaces those of choices on its criterion, stricter or not.
    (
        {"build": "api", "requirements": {"speed": 100.0}},
        (StatedRequirement(Requirement("speed", at_least=100.0), None),),
    ),
    (
        {"build": "api", "requirements": {"admin": 5.0}},
        (StatedRequirement(SPEED_500, API), StatedRequirement(Requirement("admin", at_least=5.0), None)),
    ),
    # If less is better, a requirement is an upper bound.
    ({"requirements": {"packages": 20.0}}, (StatedRequirement(Requirement("packages", at_most=20.0), None),)),
]


@pytest.mark.parametrize(("given_answers", "expected"), NEEDS)
def test_requirements_come_from_choices_and_from_those_set_by_hand(given_answers, expected):
    assert requirements(**given_answers) == expected


def bounded(*bounds):
    """Return a catalogue in which the choices of 'parts' require these of speed, one after the other."""
    catalogue = SMALL
    for slug, bound in zip(("editors", "lean"), bounds, strict=True):
        catalogue = with_choice(catalogue, "parts", slug, requirements=(Requirement("speed", **bound),))
    return catalogue


STRICTEST = [
    ({"at_least": 5.0}, {"at_least": 3.0}, [5.0]),
    ({"at_least": 3.0}, {"at_least": 5.0}, [5.0]),
    ({"at_most": 5.0}, {"at_most": 3.0}, [3.0]),
    ({"at_most": 3.0}, {"at_most": 5.0}, [3.0]),
    ({"at_least": 3.0}, {"at_most": 5.0}, [3.0, 5.0]),
    ({"at_most": 0.0}, {"at_least": 3.0}, [0.0, 3.0]),
    ({"at_most": 0.0}, {"at_least": 0.0}, [0.0, 0.0]),
    ({"at_least": 0.0}, {"at_least": 0.0}, [0.0]),
]


@pytest.mark.parametrize(("one", "other", "strictest"), STRICTEST)
def test_the_strictest_bound_in_each_direction_is_kept(one, other, strictest):
    found = [stated.requirement for stated in requirements(bounded(one, other), parts="editors lean")]
    assert [r.at_most if r.at_least is None else r.at_least for r in found] == strictest


def test_requirements_of_different_kinds_are_all_kept():
    catalogue = with_choice(SMALL, "build", "site", requirements=(Requirement("type", one_of=("full", "micro")),))
    found = [stated.requirement.one_of for stated in requirements(catalogue, build="site", screens="framework")]
    assert found == [("full", "micro"), ("full",)]


def test_a_level_set_by_hand_that_equals_the_answers_is_removed():
    given_levels = {"admin": A_LOT, "packages": NOT_AT_ALL, "speed": A_LITTLE}
    found = without_redundant_levels(SMALL, answers(build="site", levels=given_levels, requirements={"admin": 5.0}))
    assert found == answers(build="site", levels={"speed": A_LITTLE}, requirements={"admin": 5.0})
