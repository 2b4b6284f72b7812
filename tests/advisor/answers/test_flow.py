import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.answers.flow import applicable_answers, asked_questions, is_asked
from advisor.answers.query import Answers
from comparisons.catalogue.reachability import never_asked
from comparisons.catalogue.value import Catalogue, Condition
from tests.catalogues import small_catalogue
from tests.questions import BUILD, PARTS, SCREENS
from tests.strategies.questions import answers_to

SMALL = small_catalogue()
# A chain: 'last' is asked after 'own', which is asked after 'site'.
LAST = replace(SCREENS, slug="last", asked_after=Condition(question="screens", choices=("own",)))
CHAIN = small_catalogue(questions=(BUILD, PARTS, SCREENS, LAST))


def asked(catalogue, **choices):
    answers = Answers(choices={slug: tuple(made.split()) for slug, made in choices.items()})
    return [question.slug for question in asked_questions(catalogue, answers)]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, ["build", "parts"]),
        ({"build": "site"}, ["build", "parts", "screens"]),
        ({"build": "api"}, ["build", "parts"]),
        ({"build": "site", "screens": "own"}, ["build", "parts", "screens", "last"]),
        ({"build": "site", "screens": "framework"}, ["build", "parts", "screens"]),
        # 'own' was chosen before 'site' was taken back: neither question is asked.
        ({"build": "api", "screens": "own"}, ["build", "parts"]),
        ({"screens": "own"}, ["build", "parts"]),
    ],
)
def test_conditions_decide_which_questions_are_asked(choices, expected):
    assert asked(CHAIN, **choices) == expected


def test_any_of_the_choices_of_a_condition_is_enough():
    condition = Condition(question="parts", choices=("editors", "lean"))
    catalogue = small_catalogue(questions=(BUILD, PARTS, replace(SCREENS, asked_after=condition)))
    assert asked(catalogue, parts="lean") == ["build", "parts", "screens"]
    assert asked(catalogue, parts="editors lean") == ["build", "parts", "screens"]
    assert asked(catalogue, parts="none") == ["build", "parts"]


# 'both' is asked after 'site' and one of the parts, and 'end' after it and 'lean'.
BOTH = replace(SCREENS, slug="both", also_after=(Condition("parts", ("editors", "lean")),))
END = replace(SCREENS, slug="end", asked_after=Condition("parts", ("lean",)), also_after=(Condition("both", ("own",)),))
SEVERAL = small_catalogue(questions=(BUILD, PARTS, BOTH, END))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, []),
        ({"build": "site"}, []),
        ({"build": "api"}, []),
        ({"build": "api", "parts": "lean"}, []),
        ({"build": "site", "parts": "none"}, []),
        ({"build": "site", "parts": "lean"}, ["both"]),
        ({"build": "site", "parts": "editors"}, ["both"]),
        ({"build": "site", "parts": "lean", "both": "own"}, ["both", "end"]),
        ({"build": "api", "parts": "lean", "both": "own"}, []),
    ],
)
def test_all_conditions_of_a_question_must_hold(choices, expected):
    assert asked(SEVERAL, **choices) == ["build", "parts", *expected]


def test_is_asked_checks_only_the_question_s_own_condition():
    assert is_asked(BUILD, Answers())
    assert is_asked(LAST, Answers(choices={"screens": ("own",)}))
    assert not is_asked(LAST, Answers(choices={"screens": ("framework",)}))


def test_an_empty_catalogue_asks_no_questions():
    assert asked_questions(Catalogue(), Answers()) == ()


def test_only_answers_to_questions_that_are_asked_count():
    answers = Answers(choices={"build": ("api",), "screens": ("own",), "last": ("own",), "gone": ("x",)})
    assert applicable_answers(CHAIN, answers) == {"build": ("api",)}


def test_an_answer_that_does_not_count_now_counts_again_when_its_question_is_asked():
    answers = Answers(choices={"build": ("api",), "screens": ("own",)})
    assert applicable_answers(SMALL, answers.with_choices("build", ["site"])) == {
        "build": ("site",),
        "screens": ("own",),
    }


@given(answers_to(CHAIN.questions))
def test_questions_come_in_the_catalogue_s_order_and_none_before_its_condition(choices):
    slugs = [question.slug for question in CHAIN.questions]
    found = asked(CHAIN, **{slug: " ".join(made) for slug, made in choices.items()})
    assert found == sorted(found, key=slugs.index)
    for slug in found:
        condition = CHAIN.question_by_slug[slug].asked_after
        assert condition is None or condition.question in found[: found.index(slug)]


@given(answers_to(CHAIN.questions))
def test_answers_that_do_not_count_change_no_question(choices):
    answers = Answers(choices=choices)
    counted = Answers(choices=applicable_answers(CHAIN, answers))
    assert asked_questions(CHAIN, counted) == asked_questions(CHAIN, answers)


@given(st.permutations(CHAIN.questions))
def test_questions_that_are_never_asked_are_found(questions):
    catalogue = small_catalogue(questions=tuple(questions))
    everything = {question.slug: tuple(choice.slug for choice in question.choices) for question in questions}
    asked_some_time = {question.slug for question in asked_questions(catalogue, Answers(choices=everything))}
    assert never_asked(catalogue) == everything.keys() - asked_some_time
