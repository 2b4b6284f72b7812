"""What is said of a decision between two editions: nothing unless it matters, and always something if it does."""

from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from advisor.advice.recommendation import recommend
from advisor.advice.robustness import verdict_of
from advisor.advice.since.decision_events import EventKind, events_between, standing
from advisor.answers.query import Answers, read_answers
from comparisons.catalogue.changes.renaming import with_slugs_of
from comparisons.catalogue.value import Catalogue, Requirement
from comparisons.performance import meets
from comparisons.ranking.screening import Outcome
from tests.advisor.advice.editions import (
    A_SITE,
    RETIRED,
    SITE,
    SMALL,
    WITH_ELM,
    WITH_FIR,
    answers,
    edited,
    given_by_visitors,
)
from tests.catalogues import changed, with_choice, with_score, without, without_score

LEAN = answers(build="site", parts="lean")
LOWER = with_score(SMALL, "alder", "admin", value=8.0)
# Alder and Birch are level on Admin, and Birch is ahead on the rest.
MOVED = with_score(SMALL, "alder", "admin", value=3.0)


def told(then, today, given_answers):
    """Return what is said of a decision between two catalogues."""
    pairs = given_answers.pairs(then)
    return [(event.kind, event.words) for event in events_between(standing(then, pairs), standing(today, pairs))]


@pytest.mark.parametrize(
    ("then", "today", "given_answers"),
    [
        (SMALL, SMALL, SITE),
        (SMALL, with_score(SMALL, "alder", "admin", reason="Read again."), SITE),
        (SMALL, changed(SMALL, "frameworks", "birch", summary="Another."), SITE),
        (SMALL, changed(SMALL, "frameworks", "alder", name="Elder"), SITE),
        (SMALL, with_score(SMALL, "alder", "admin", value=9.1), SITE),
        (SMALL, WITH_ELM, SITE),
        # A must-have that every framework meets, as before without it
        (SMALL, with_choice(SMALL, "build", "site", requirements=(Requirement("speed", at_least=1.0),)), A_SITE),
        # Retired then as today
        (SMALL, without(SMALL, "frameworks", "dogwood"), SITE),
        (Catalogue(), Catalogue(), Answers()),
    ],
)
def test_nothing_is_said_if_nothing_that_matters_changed(then, today, given_answers):
    assert told(then, today, given_answers) == []


def test_a_renamed_framework_is_the_same_first_place():
    elder = changed(SMALL, "frameworks", "alder", slug="elder", name="Elder", aliases=("alder",))
    elder = changed(elder, "frameworks", "birch", alternatives=("elder",))
    assert told(SMALL, elder, SITE) == []


LEANING, ROBUST = "leaning (look at the runner-up too)", "fairly robust"


@pytest.mark.parametrize(
    ("then", "today", "given_answers", "expected"),
    [
        (
            SMALL,
            with_score(SMALL, "alder", "packages", value=30.0),
            answers(build="site", requirements={"packages": 20.0}),
            [
                (
                    EventKind.FIRST_PLACE,
                    "First place has moved from Alder to Birch; Alder now misses Packages at most 20 packages.",
                ),
                (EventKind.REQUIREMENT, "Alder now misses the must-have “Packages at most 20 packages”."),
            ],
        ),
        (
            SMALL,
            changed(SMALL, "frameworks", "birch", **RETIRED),
            answers(build="api"),
            [
                (EventKind.FIRST_PLACE, "Birch came first; today no framework meets all your must-haves."),
                (EventKind.RETIRED, "Birch has been retired."),
            ],
        ),
        (
            SMALL,
            without(changed(SMALL, "frameworks", "alder", alternatives=()), "frameworks", "birch"),
            answers(parts="editors"),
            [(EventKind.RETIRED, "Birch is no longer in the catalogue.")],
        ),
    ],
)
def test_what_matters_is_said(then, today, given_answers, expected):
    found = told(then, today, given_answers)
    assert [event for event in found if event[0] is not EventKind.VERDICT] == expected


def test_the_verdict_alone_is_said_with_both_verdicts():
    today = with_score(SMALL, "alder", "admin", value=6.9)
    then_verdict, today_verdict = (standing(one, SITE.pairs(SMALL)).verdict for one in (SMALL, today))
    expected = f"How sure this is has changed from “{then_verdict}” to “{today_verdict}”."
    kinds = dict(told(SMALL, today, SITE))
    assert (EventKind.VERDICT in kinds) is (then_verdict != today_verdict)
    assert kinds.get(EventKind.VERDICT, expected) == expected


def test_a_must_have_that_is_not_known_to_be_met_any_more_is_said():
    needs_speed = answers(build="site", requirements={"speed": 300.0})
    found = dict(told(SMALL, without_score(SMALL, "alder", "speed"), needs_speed))
    assert found[EventKind.REQUIREMENT] == "Alder may or may not meet the must-have “Speed at least 300 answers”."


def test_a_must_have_that_no_longer_applies_is_said_if_it_ruled_something_out():
    strict = with_choice(SMALL, "build", "site", requirements=(Requirement("speed", at_least=500.0),))
    found = dict(told(strict, SMALL, A_SITE))
    assert found[EventKind.REQUIREMENT] == (
        "The must-have “Speed at least 500 answers” no longer applies, so it does not rule out Alder any more."
    )


def test_a_new_framework_is_said_only_if_it_comes_first():
    assert told(SMALL, WITH_ELM, SITE) == []
    assert told(SMALL, WITH_FIR, SITE)[0][0] is EventKind.FIRST_PLACE


# Whatever changes


@st.composite
def courses(draw):
    """Return an edition, a later one and answers to the first; either may be the edited one."""
    given_answers, other = draw(given_by_visitors), draw(edited())
    if draw(st.booleans()):
        return SMALL, other, given_answers
    return other, SMALL, read_answers(given_answers.pairs(SMALL), other).answers


def what_matters(catalogue, pairs, slugs_of):
    """Return all that matters to a decision, worked out from the recommendation alone, with another one's slugs."""
    catalogue = with_slugs_of(catalogue, slugs_of)
    advice = recommend(catalogue, read_answers(pairs, catalogue).answers)
    considered = [*advice.ranking, *advice.excluded, *advice.unconfirmed]
    frameworks = [catalogue.framework_by_slug[one.framework] for one in considered]
    missed = {
        (framework.slug, stated.requirement.criterion, outcome)
        for framework in frameworks
        for stated in advice.requirements
        if (outcome := meets(stated.requirement, framework)) is not Outcome.PASS
    }
    offered = {framework.slug for framework in frameworks}
    return {one.framework for one in advice.first}, verdict_of(catalogue, advice), offered, missed


def kinds_that_matter(then, today, pairs):
    """Return the kinds of what differs and matters."""
    first, verdict, offered, missed = what_matters(then, pairs, today)
    first_now, verdict_now, offered_now, missed_now = what_matters(today, pairs, today)
    published = {framework.slug for framework in today.published_frameworks}
    both = offered & offered_now
    differs = {
        EventKind.FIRST_PLACE: first != first_now,
        EventKind.VERDICT: verdict != verdict_now,
        EventKind.RETIRED: not offered <= published,
        EventKind.REQUIREMENT: {one for one in missed if one[0] in both}
        != {one for one in missed_now if one[0] in both},
    }
    return {kind for kind, is_different in differs.items() if is_different}


@given(courses())
def test_something_is_said_of_exactly_what_matters_and_changed(course):
    then, today, given_answers = course
    kinds = {kind for kind, _ in told(then, today, given_answers)}
    assert kinds == kinds_that_matter(then, today, given_answers.pairs(then))


@given(courses())
def test_a_decision_in_one_edition_has_nothing_to_tell(course):
    then, _, given_answers = course
    assert told(then, then, given_answers) == []


@given(courses())
def test_each_event_is_a_whole_sentence(course):
    then, today, given_answers = course
    for _, words in told(then, today, given_answers):
        assert words.endswith(".")
        assert "Nothing that counts" not in words


@pytest.mark.parametrize("kind", EventKind)
def test_courses_of_each_kind_are_drawn(kind):
    """The property above would say nothing of a kind of which there are no examples."""

    def is_of_kind(course):
        then, today, given_answers = course
        return kind in kinds_that_matter(then, today, given_answers.pairs(then))

    find(courses(), is_of_kind, settings=settings(max_examples=2000, phases=[Phase.generate]), random=Random(1))


def test_an_answer_that_was_not_known_for_a_while_is_told_when_it_counts_again():
    """A feed compares each edition with the one before, which may lack a question of the edition decided with."""
    pairs = SITE.pairs(SMALL)
    unasked = without(SMALL, "questions", "screens")
    slow = with_score(SMALL, "alder", "speed", value=0.0)
    found = events_between(standing(unasked, pairs), standing(with_score(slow, "alder", "admin", value=7.0), pairs))
    assert found[0].kind in (EventKind.FIRST_PLACE, EventKind.VERDICT)
