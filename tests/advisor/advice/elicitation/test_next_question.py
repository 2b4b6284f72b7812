"""The order of the wizard's questions: what decides comes first, and it stops when the rest hardly matters."""

from itertools import combinations

import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import NextQuestion, asked_path, decides_between, next_question
from advisor.advice.recommendation import totals
from advisor.advice.track_record import Walk, walks
from advisor.advice.tuning import tuning_of
from advisor.answers.flow import askable_questions, asked_questions, topics_are_due
from advisor.answers.query import Answers
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Choice,
    Condition,
    Effect,
    Importance,
    Question,
    Requirement,
    Scenario,
    Strength,
)
from tests.catalogues import CRITERIA, GROUPS, SOURCES, framework, score
from tests.strategies.catalogues import catalogues
from tests.strategies.questions import answers_to
from tests.strategies.values import few


def question(slug, **choices):
    """Return a question whose choices make one criterion decisive each, or none."""
    made = [
        Choice(slug=name, text=name, effects=(Effect(criterion, Importance.DECISIVE),) if criterion else ())
        for name, criterion in choices.items()
    ]
    return Question(slug=slug, text=slug, help="", why="", choices=tuple(made))


def decision(number, **answers):
    return Scenario(
        slug=f"decision-{number}",
        title="",
        story="",
        answers=tuple(Answer(slug, tuple(made.split())) for slug, made in answers.items()),
        right=("alder",),
        unacceptable=(),
        group=str(number),
        strength=Strength.STRONG,
    )


# Alder has an admin, Birch is fast. 'kind' opens; 'colour' changes nothing; 'need' decides; 'more' depends on it.
ALDER = framework("alder", score("admin", 9.0), score("speed", 100.0))
BIRCH = framework("birch", score("admin", 1.0), score("speed", 900.0))
KIND = question("kind", shop=None, game=None)
COLOUR = question("colour", red=None, blue=None)
NEED = question("need", staff="admin", speed="speed")
MORE = replace(question("more", staff="admin", nothing=None), asked_after=Condition("need", ("speed",)))
DECISIONS = (
    decision(1, kind="shop", colour="red", need="staff"),
    decision(2, kind="shop", colour="blue", need="staff"),
    decision(3, kind="game", colour="blue", need="speed", more="nothing"),
    decision(4, kind="game", colour="red", need="speed", more="staff"),
)
PLAIN = (
    decision(1, kind="shop", need="staff"),
    decision(2, kind="shop", need="staff"),
    decision(3, kind="shop", need="speed"),
)
FOREST = Catalogue(
    groups=GROUPS,
    criteria=CRITERIA,
    sources=SOURCES,
    frameworks=(ALDER, BIRCH),
    questions=(KIND, COLOUR, NEED, MORE),
    scenarios=DECISIONS,
)


def given_answers(**choices):
    return Answers(choices={slug: tuple(made.split()) for slug, made in choices.items()})


def asked(answers, catalogue=FOREST):
    found = next_question(catalogue, answers).question
    return found.slug if found else None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (Answers(), "kind"),
        (given_answers(kind="shop"), "need"),
        (given_answers(colour="blue"), "need"),
        (given_answers(kind="shop").with_choices("need", []), "colour"),
        (given_answers(kind="game", need="speed"), "more"),
        (given_answers(kind="game", need="staff"), "colour"),
        (given_answers(kind="game", need="staff", colour="red"), None),
        (given_answers(need="speed").with_choices("more", []), "kind"),
    ],
)
def test_what_changes_the_first_place_is_asked_before_what_does_not(answers, expected):
    assert asked(answers) == expected


def test_decisions_that_answered_alike_count_for_more():
    shop, game = (next_question(FOREST, given_answers(kind=kind)) for kind in ("shop", "game"))
    assert shop.stays != game.stays
    assert decides_between(FOREST, given_answers(kind="game"), NEED) == ("alder", "birch")
    assert decides_between(FOREST, given_answers(kind="game"), COLOUR) == ()


def test_an_answer_already_given_does_not_hide_what_its_question_decides():
    answers = given_answers(kind="game", need="speed")
    assert decides_between(FOREST, answers, NEED) == decides_between(FOREST, given_answers(kind="game"), NEED)


def test_it_is_enough_when_nothing_that_is_left_moves_anything():
    found = next_question(FOREST, given_answers(kind="shop", need="staff"))
    assert found == NextQuestion(question=COLOUR, stays=1.0, is_enough=True, is_settled=True)
    assert found.of_20 == 20
    assert not next_question(FOREST, given_answers(kind="shop")).is_settled


@pytest.mark.parametrize(("stays", "of_20"), [(0.849, 16), (0.85, 17), (0.999, 19), (1, 20)])
def test_shares_are_told_in_twentieths_rounded_down(stays, of_20):
    assert NextQuestion(question=KIND, stays=stays).of_20 == of_20


@pytest.mark.parametrize("questions", [1, 5, 15])
def test_since_topics_are_picked_19_of_20_is_enough_at_any_time(questions):
    assert tuning_of(FOREST).enough_after(questions) == pytest.approx(0.95)


@pytest.mark.parametrize(("questions", "share"), [(1, 1.02), (5, 0.9), (10, 0.75), (15, 0.6)])
def test_the_more_questions_were_met_the_sooner_it_is_enough(questions, share):
    assert tuning_of(replace(FOREST, method=1)).enough_after(questions) == pytest.approx(share)


def test_what_was_passed_counts_as_met():
    # Two decisions of three keep the first place: too few after two questions, enough after thirteen.
    many = tuple(question(f"other-{n}", yes=None, no=None) for n in range(12))
    catalogue = replace(FOREST, questions=(KIND, NEED, *many), scenarios=PLAIN, method=1)
    answers = given_answers(kind="shop").with_choices("other-0", [])
    assert not next_question(catalogue, answers).is_enough
    for one in many:
        answers = answers.with_choices(one.slug, [])
    found = next_question(catalogue, answers)
    assert (found.question, round(found.stays, 2), found.is_enough, found.is_settled) == (NEED, 0.67, True, False)


def test_where_no_framework_is_left_no_answer_brings_one_back():
    must = Choice(slug="must", text="", requirements=(Requirement("admin", at_least=10.0),))
    questions = (KIND, replace(NEED, choices=(*NEED.choices, must)))
    found = next_question(replace(FOREST, questions=questions, scenarios=()), given_answers(need="must"))
    assert not found.is_enough
    with_decisions = replace(FOREST, questions=questions, scenarios=(decision(1, kind="shop", need="staff"),))
    assert next_question(with_decisions, given_answers(need="must")).is_settled


@pytest.mark.parametrize("lacking", ["scenarios", "frameworks"])
def test_without_decisions_or_frameworks_the_catalogue_s_order_holds(lacking):
    catalogue = replace(FOREST, **{lacking: ()})
    answers, order = Answers(), []
    while (slug := asked(answers, catalogue)) is not None:
        order.append(slug)
        answers = answers.with_choices(slug, ["speed"] if slug == "need" else [])
    assert order == ["kind", "colour", "need", "more"]
    assert next_question(Catalogue(), Answers()).question is None


def test_a_choice_among_few_asks_what_decides_between_them():
    one = replace(given_answers(kind="game"), among=("alder",))
    assert next_question(FOREST, one).is_settled


def first(catalogue, answers):
    ranked = totals(catalogue, answers)
    best = max(ranked.values(), default=None)
    return {slug for slug, total in ranked.items() if total == best}


@given(answers_to(FOREST.questions), answers_to(FOREST.questions))
def test_what_is_called_settled_no_further_answer_changes(now, later):
    answers = Answers(choices=now)
    if next_question(FOREST, answers).is_settled:
        assert first(FOREST, Answers(choices=later | now)) == first(FOREST, answers)


@few
@given(catalogues())
def test_every_question_is_asked_at_most_once_and_the_path_leads_back(catalogue):
    answers, order = Answers(), []
    while (found := next_question(catalogue, answers)).question is not None:
        assert 0 <= found.stays <= 1
        assert len(decides_between(catalogue, answers, found.question)) in (0, 2)
        order.append(found.question.slug)
        choices = found.question.choices[len(order) % 3 : len(order) % 3 + 1]
        answers = answers.with_choices(found.question.slug, [choice.slug for choice in choices])
        assert [question.slug for question in asked_path(catalogue, answers)][: len(order)] == order
    assert len(order) == len(set(order))
    assert {question.slug for question in asked_questions(catalogue, answers)} <= set(order)


def test_the_order_of_decisions_and_of_choices_does_not_matter():
    answers = given_answers(kind="game")
    expected = next_question(FOREST, answers)
    turned = replace(FOREST, scenarios=DECISIONS[::-1])
    assert next_question(turned, answers) == expected
    for pair in combinations(DECISIONS, 2):
        assert next_question(replace(FOREST, scenarios=pair), answers).question is not None


# Topics

TOPICS = replace(FOREST, questions=(KIND, replace(COLOUR, topic="Colours"), replace(NEED, topic="Needs"), MORE))
SHOP = given_answers(kind="shop")


def test_topics_are_picked_once_right_after_the_first_question():
    assert not topics_are_due(TOPICS, Answers())
    assert topics_are_due(TOPICS, SHOP)
    assert topics_are_due(TOPICS, Answers().with_choices("kind", []))
    assert not topics_are_due(TOPICS, replace(SHOP, topics=("colour",)))
    assert not topics_are_due(TOPICS, SHOP.with_choices("colour", ["red"]))
    assert not topics_are_due(FOREST, SHOP)


def test_only_the_questions_on_the_topics_picked_are_asked_and_those_without_a_topic():
    assert [q.slug for q in askable_questions(TOPICS, replace(SHOP, topics=("colour",)))] == ["colour"]
    needs = replace(given_answers(kind="shop", need="speed"), topics=("need",))
    assert [q.slug for q in askable_questions(TOPICS, needs)] == ["more"]


def test_what_is_on_a_topic_left_out_can_change_nothing_any_more():
    assert next_question(TOPICS, SHOP).question == TOPICS.questions[2]
    found = next_question(TOPICS, replace(SHOP, topics=("colour",)))
    assert (found.question, found.stays) == (TOPICS.questions[1], 1)


def test_a_decision_walks_through_the_topics_on_which_it_says_something():
    (walk,) = walks(replace(TOPICS, scenarios=(decision(1, kind="shop", need="staff"),)))
    assert walk == Walk(questions=3, told=1.0, is_same=True)
