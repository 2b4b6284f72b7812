"""Counterfactuals, compared with an exhaustive search."""

from itertools import combinations

import pytest
from msgspec.structs import replace

from advisor.advice.counterfactuals import AnswerChange, counterfactuals, other_answers
from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance


def first_place(catalogue, answers):
    ranking = recommend(catalogue, answers).ranking
    return ranking[0].framework if ranking else None


def applied(answers, changes):
    for change in changes:
        answers = answers.with_choices(change.question, change.choices)
    return answers


def firsts_by_hand(catalogue, answers, count):
    """Return every first place that `count` changed answers lead to, by exhaustive search."""
    before, found = first_place(catalogue, answers), set()
    steps = [
        (question, choices)
        for question in catalogue.questions
        for choices in other_answers(question, answers.choices.get(question.slug, ()))
    ]
    for changes in combinations(steps, count):
        changed = answers
        for question, choices in changes:
            if question not in asked_questions(catalogue, changed):
                break
            changed = changed.with_choices(question.slug, choices)
        else:
            after = first_place(catalogue, changed)
            if after is not None and after != before:
                found.add(after)
    return found


def test_every_single_answer_that_changes_the_first_place_is_found(shipped):
    for scenario in shipped.scenarios_in_use[::3]:
        answers = answers_of(scenario)
        found = counterfactuals(shipped, answers, most=99)
        by_hand = firsts_by_hand(shipped, answers, 1)
        if by_hand:
            assert {counterfactual.first for counterfactual in found} == by_hand, scenario.slug
            assert all(len(counterfactual.changes) == 1 for counterfactual in found)


def test_a_counterfactual_s_first_place_and_lead_are_those_of_the_changed_answers(shipped):
    for scenario in shipped.scenarios_in_use:
        answers = answers_of(scenario)
        for counterfactual in counterfactuals(shipped, answers, most=99):
            ranking = recommend(shipped, applied(answers, counterfactual.changes)).ranking
            assert ranking[0].framework == counterfactual.first
            if len(ranking) > 1:
                assert ranking[0].total - ranking[1].total == pytest.approx(counterfactual.lead, abs=1e-8)


def test_pairs_are_tried_if_no_single_change_is_enough(shipped):
    strong = Answers(
        choices={
            "build": ("api",),
            "interface": ("programs",),
            "async": ("asynchronous",),
            "api-docs": ("api-description",),
        },
        levels={"typing": Importance.DECISIVE},
    )
    found = counterfactuals(shipped, strong, most=99)
    by_hand = firsts_by_hand(shipped, strong, 1) or firsts_by_hand(shipped, strong, 2)
    assert {counterfactual.first for counterfactual in found} == by_hand


def test_levels_and_requirements_set_by_hand_apply_in_every_trial(shipped):
    answers = Answers(choices={"build": ("site",)}, requirements={"admin": 5.0}, levels={"admin": Importance.DECISIVE})
    for counterfactual in counterfactuals(shipped, answers, most=99):
        placed = recommend(shipped, applied(answers, counterfactual.changes)).ranking[0]
        assert placed.framework == counterfactual.first
        assert shipped.framework_by_slug[counterfactual.first].score_by_criterion["admin"].value >= 5


@pytest.mark.parametrize("criterion", ["api", "realtime", "html-support", "python-screens", "from-flask"])
def test_a_looser_requirement_set_by_hand_replaces_those_of_other_answers(shipped, criterion):
    for build in ("site", "api", "data-tool"):
        answers = Answers(choices={"build": (build,)}, requirements={criterion: 0.0})
        found = {counterfactual.first for counterfactual in counterfactuals(shipped, answers, most=99)}
        assert found == (firsts_by_hand(shipped, answers, 1) or firsts_by_hand(shipped, answers, 2))


def test_the_small_catalogue_has_one_counterfactual(small):
    # A service needs speed 500: only Birch passes. Without that answer, or for a site, Alder can lead.
    answers = Answers(choices={"build": ("api",)})
    (found,) = counterfactuals(small, answers)
    assert (found.changes, found.first) == (
        (AnswerChange(question="build", choices=("site",)),),
        "alder",
    )


def test_each_new_first_place_is_listed_once_sorted_by_lead(shipped):
    for scenario in shipped.scenarios_in_use[:10]:
        found = counterfactuals(shipped, answers_of(scenario), most=99)
        assert len({counterfactual.first for counterfactual in found}) == len(found)
        assert [counterfactual.lead for counterfactual in found] == sorted(
            (counterfactual.lead for counterfactual in found), reverse=True
        )


@pytest.mark.parametrize(
    ("question", "made", "others"),
    [
        ("build", (), [("site",), ("api",)]),
        ("build", ("site",), [("api",), ()]),
        ("parts", (), [("editors",), ("lean",), ("none",)]),
        ("parts", ("lean",), [("editors", "lean"), (), ("none",)]),
        ("parts", ("none",), [("editors",), ("lean",), ()]),
    ],
)
def test_other_answers_are_one_step_away(small, question, made, others):
    assert list(other_answers(small.question_by_slug[question], made)) == others


def test_only_considered_frameworks_come_first(shipped):
    among = ("flask", "quart", "starlette")
    for scenario in shipped.scenarios_in_use[::3]:
        answers = replace(answers_of(scenario), among=among)
        found = counterfactuals(shipped, answers, most=99)
        assert {counterfactual.first for counterfactual in found} <= set(among)
        by_hand = firsts_by_hand(shipped, answers, 1)
        if by_hand:
            assert {counterfactual.first for counterfactual in found} == by_hand, scenario.slug
