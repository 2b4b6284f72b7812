"""Errors in questions, requirements and scenarios."""

import math

import pytest
from msgspec.structs import replace

from comparisons.catalogue.checks import check, errors, storage_errors
from comparisons.catalogue.value import Answer, Condition, Effect, Importance, Requirement, StoryFact, TurnedDown
from tests.catalogues import changed, with_choice
from tests.comparisons.catalogue.checks.mistakes import SMALL, answered, question, required, shop
from tests.questions import SCREENS, STARTING_POINTS


def shop_start(**fields):
    return changed(replace(SMALL, starting_points=STARTING_POINTS), "starting_points", "web-shop", **fields)


RETIRED = changed(SMALL, "criteria", "packages", retired=True)

BROKEN = {
    # Questions
    "a retired criterion": (
        RETIRED,
        [
            "question parts, choice lean: gives importance to 'packages', which is retired",
            "question parts, choice lean: requires 'packages', which is retired",
        ],
    ),
    "one choice": (
        question("screens", choices=SMALL.questions[2].choices[:1]),
        ["question screens: a question has at least two choices"],
    ),
    "depends on nothing": (
        question("screens", asked_after=Condition(question="gone", choices=("site",))),
        ["question screens: depends on 'gone', which is not a question asked before it"],
    ),
    "depends on a later one": (
        question("parts", asked_after=Condition(question="screens", choices=("own",))),
        ["question parts: depends on 'screens', which is not a question asked before it"],
    ),
    "depends on itself": (
        question("build", asked_after=Condition(question="build", choices=("site",))),
        [
            "question build: depends on 'build', which is not a question asked before it",
            "question screens: is never asked, because 'build' never is; change what it is asked after",
        ],
    ),
    "depends on the same question twice": (
        question("screens", also_after=(Condition(question="build", choices=("api",)),)),
        ["question screens: gives the condition on 'build' 2 times"],
    ),
    "depends on a later one besides": (
        question("screens", also_after=(Condition(question="later", choices=("api",)),)),
        ["question screens: depends on 'later', which is not a question asked before it"],
    ),
    "depends on no choice": (
        question("screens", asked_after=Condition(question="build", choices=())),
        ["question screens: depends on 'build' without naming a choice"],
    ),
    "depends on an unknown choice": (
        question("screens", asked_after=Condition(question="build", choices=("gone",))),
        ["question screens: names the choice 'gone', which does not exist"],
    ),
    "depends on a choice twice": (
        question("screens", asked_after=Condition(question="build", choices=("site", "site"))),
        ["question screens: gives the choice 'site' 2 times"],
    ),
    "effect on a fact": (
        with_choice(SMALL, "build", "site", effects=(Effect("type", Importance.A_LOT),)),
        ["question build, choice site: names the scored criterion 'type', which does not exist"],
    ),
    "effect twice": (
        with_choice(SMALL, "build", "site", effects=(Effect("admin", Importance.A_LOT),) * 2),
        ["question build, choice site: gives the effect on 'admin' 2 times"],
    ),
    # Requirements
    "requirement on nothing": (
        required("gone", at_least=1.0),
        ["question build, choice api: requires 'gone', which is not a criterion"],
    ),
    "requirement twice": (
        with_choice(SMALL, "build", "api", requirements=(Requirement("speed", at_least=1.0),) * 2),
        ["question build, choice api: gives the requirement on 'speed' 2 times"],
    ),
    "no bound": (
        required("speed"),
        ["question build, choice api: a requirement gives one of: at_least, at_most, one_of"],
    ),
    "two bounds": (
        required("speed", at_least=1.0, at_most=2.0),
        ["question build, choice api: a requirement gives one of: at_least, at_most, one_of"],
    ),
    "a bound for kinds": (
        required("type", at_least=1.0),
        ["question build, choice api: Type has kinds: the requirement gives one_of"],
    ),
    "kinds for numbers": (
        required("speed", one_of=("full",)),
        ["question build, choice api: Speed has numbers: the requirement gives at_least or at_most"],
    ),
    "unknown kind required": (
        required("type", one_of=("nano",)),
        ["question build, choice api: names the kind 'nano', which does not exist"],
    ),
    "kind required twice": (
        required("type", one_of=("full", "full")),
        ["question build, choice api: gives the kind 'full' 2 times"],
    ),
    "at least not a number": (
        required("speed", at_least=math.nan),
        ["question build, choice api: the bound on Speed is not a finite number"],
    ),
    "at most infinite": (
        required("speed", at_most=math.inf),
        ["question build, choice api: the bound on Speed is not a finite number"],
    ),
    # Scenarios
    "answers no question": (
        answered(("gone", ("x",))),
        ["scenario shop: answers the question 'gone', which does not exist"],
    ),
    "answers with an unknown choice": (
        answered(("build", ("gone",))),
        ["scenario shop: names the choice 'gone', which does not exist"],
    ),
    "answers with a choice twice": (
        answered(("build", ("site", "site"))),
        ["scenario shop: gives the choice 'site' 2 times"],
    ),
    "answers with nothing": (
        answered(("build", ())),
        ["scenario shop: answers 'build' with no choice; leave it out for 'not sure'"],
    ),
    "answers twice": (
        answered(("build", ("site",)), ("build", ("api",))),
        ["scenario shop: gives the answer to 'build' 2 times"],
    ),
    "two answers where one is asked": (
        answered(("build", ("site", "api"))),
        ["scenario shop: gives answers to 'build' that cannot stand together"],
    ),
    "none of these and one of these": (
        answered(("parts", ("none", "lean"))),
        ["scenario shop: gives answers to 'parts' that cannot stand together"],
    ),
    "unknown place": (
        shop(chosen=("gone",)),
        ["scenario shop: names the framework 'gone', which does not exist"],
    ),
    "place twice": (
        shop(chosen=("alder", "alder")),
        ["scenario shop: gives the framework 'alder' 2 times"],
    ),
    "an option weighed in two lines": (
        shop(weighed=("Alder\nBirch",)),
        ["scenario shop: an option weighed is one line, and not blank"],
    ),
    "a blank option weighed": (
        shop(weighed=(" ",)),
        ["scenario shop: an option weighed is one line, and not blank"],
    ),
    "a fact without a topic": (
        shop(facts=(StoryFact(topic=" ", text="Three people."),)),
        ["scenario shop: a fact has a topic and a text"],
    ),
    "a fact without a text": (
        shop(facts=(StoryFact(topic="Team", text=""),)),
        ["scenario shop: a fact has a topic and a text"],
    ),
    "turned down without a reason": (
        shop(turned_down=(TurnedDown(name="Birch", reason=""),)),
        ["scenario shop: an option turned down has a name and a reason"],
    ),
    "turned down without a name": (
        shop(turned_down=(TurnedDown(name="", reason="Too small."),)),
        ["scenario shop: an option turned down has a name and a reason"],
    ),
    # Starting points
    "starts without a name": (
        shop_start(name=" "),
        ["starting point web-shop: the name is empty"],
    ),
    "starts without answers": (
        shop_start(answers=()),
        ["starting point web-shop: answers no question: give it answers, or delete it"],
    ),
    "starts with no question": (
        shop_start(answers=(Answer("gone", ("x",)),)),
        ["starting point web-shop: answers the question 'gone', which does not exist"],
    ),
    "starts with an unknown choice": (
        shop_start(answers=(Answer("build", ("gone",)),)),
        ["starting point web-shop: names the choice 'gone', which does not exist"],
    ),
    "starts with an answer twice": (
        shop_start(answers=(Answer("build", ("site",)), Answer("build", ("api",)))),
        ["starting point web-shop: gives the answer to 'build' 2 times"],
    ),
    "starts with answers that contradict each other": (
        shop_start(answers=(Answer("parts", ("none", "lean")),)),
        ["starting point web-shop: gives answers to 'parts' that cannot stand together"],
    ),
    "nothing right": (shop(right=()), ["scenario shop: names no right first place"]),
    "right and unacceptable": (
        shop(unacceptable=("alder", "birch")),
        ["scenario shop: calls alder right and unacceptable"],
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_error_is_reported_once_with_its_place(catalogue, expected):
    assert [str(problem) for problem in errors(catalogue)] == expected


def after(question, *choices):
    return Condition(question=question, choices=choices)


def with_follow_up(asked_after, *, screens=SCREENS.asked_after):
    """Return the small catalogue with another question, 'detail', and another condition for 'screens'."""
    detail = replace(SCREENS, slug="detail", asked_after=asked_after)
    catalogue = replace(SMALL, questions=(*SMALL.questions, detail))
    return changed(catalogue, "questions", "screens", asked_after=screens)


NOT_AT_ALL = (Effect("packages", Importance.NOT_AT_ALL),)

DOUBTFUL = {
    # Choices
    "none of these": (with_choice(SMALL, "parts", "none", text="None"), []),
    "no, among single answers": (with_choice(SMALL, "screens", "own", exclusive=True, effects=()), []),
    "no twice, among single answers": (
        changed(SMALL, "questions", "screens", choices=tuple(replace(c, exclusive=True) for c in SCREENS.choices)),
        ["question screens: has 2 choices that say that the others do not apply: one is enough"],
    ),
    "only requires": (with_choice(SMALL, "build", "api", effects=()), []),
    "only leads to a question": (with_choice(SMALL, "build", "site", effects=()), []),
    # Criteria
    "a criterion that answers only call unimportant": (
        with_choice(SMALL, "parts", "lean", effects=NOT_AT_ALL, requirements=(Requirement("speed", at_least=1.0),)),
        ["criterion packages: no answer moves it"],
    ),
    "a criterion that only a question moves that is never asked": (
        with_choice(question("parts", asked_after=after("screens", "own")), "screens", "framework", requirements=()),
        ["criterion packages: no answer moves it"],
    ),
    # Questions
    "asked after a question that is asked after one": (with_follow_up(after("screens", "own")), []),
    "asked, as one choice of the condition is there": (
        with_follow_up(after("screens", "own"), screens=after("build", "gone", "site")),
        [],
    ),
}
IDLE = (
    "question screens, choice own: moves nothing: give it an effect, a requirement or a question asked after it, "
    "or mark it as exclusive if it says that the others do not apply"
)
DETAIL = "question detail: is never asked, because 'screens' never is; change what it is asked after"
UNFINISHED = {
    "moves nothing": (with_choice(SMALL, "screens", "own", effects=()), [IDLE]),
    "only says 'not at all'": (with_choice(SMALL, "screens", "own", effects=NOT_AT_ALL), [IDLE]),
    "never asked, since its condition is on one that leads nowhere": (
        with_follow_up(after("screens", "own"), screens=after("gone", "site")),
        [DETAIL],
    ),
    "never asked, since the choice that leads to the one before is gone": (
        with_follow_up(after("screens", "own"), screens=after("build", "gone")),
        [DETAIL],
    ),
    "never asked, in a circle": (with_follow_up(after("screens", "own"), screens=after("detail", "own")), [DETAIL]),
    "never asked, as its conditions exclude each other": (
        changed(with_follow_up(after("build", "api")), "questions", "detail", also_after=(after("screens", "own"),)),
        [
            "question detail: is never asked, because no answers to earlier questions lead to it; "
            "change what it is asked after"
        ],
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), UNFINISHED.values(), ids=UNFINISHED.keys())
def test_what_is_unfinished_prevents_publishing_but_not_editing(catalogue, expected):
    assert [str(problem) for problem in errors(catalogue) if problem.unfinished] == expected
    assert set(errors(catalogue)) - set(storage_errors(catalogue)) == {p for p in errors(catalogue) if p.unfinished}


USUAL = {str(problem) for problem in check(SMALL)}


@pytest.mark.parametrize(("catalogue", "expected"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_warnings_are_reported(catalogue, expected):
    told = [str(problem) for problem in check(catalogue) if problem.severity == "warning"]
    assert [warning for warning in told if warning not in USUAL] == expected
