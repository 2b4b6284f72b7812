from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.admin.questions.question_map import After, Asked, draw, steps
from comparisons.catalogue.value import Catalogue, Condition
from tests.catalogues import changed, small_catalogue
from tests.questions import BUILD, PARTS, SCREENS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = small_catalogue()


def of(*questions):
    return steps(Catalogue(questions=questions))


def after(slug, question, *choices):
    return replace(SCREENS, slug=slug, asked_after=Condition(question, choices))


def always(slug):
    return replace(SCREENS, slug=slug, asked_after=None)


# As text


def test_steps_say_when_each_question_is_asked_and_where_it_leads():
    assert [(step.number, step.question.slug, step.asked, step.when, step.leads_to) for step in steps(SMALL)] == [
        (1, "build", Asked.ALWAYS, "Always asked.", (3,)),
        (2, "parts", Asked.ALWAYS, "Always asked.", ()),
        (3, "screens", Asked.AFTER, "Only after question 1 with “A site”.", ()),
    ]


def test_all_answers_that_lead_to_a_question_are_named():
    screens = of(BUILD, after("screens", "build", "api", "site"))[1]
    assert screens.when == "Only after question 1 with “A site” or “A service”."


def test_a_question_that_is_never_asked_says_so():
    first, second, third = of(after("early", "late", "own"), always("late"), after("deep", "early", "own"))
    assert [step.when for step in (first, second, third)] == [
        "Never asked: no answer leads to it.",
        "Always asked.",
        "Never asked: no answer leads to it.",
    ]
    assert first.leads_to == second.leads_to == ()


def test_a_condition_on_a_missing_question_is_never_met():
    [step] = of(after("lost", "gone", "own"))
    assert (step.asked, step.after) == (Asked.NEVER, (After(0, ()),))


def test_a_question_with_several_conditions_names_them_all():
    both = replace(after("last", "q1", "own", "framework"), also_after=(Condition("q2", ("own",)),))
    *_, step = of(always("q1"), always("q2"), both)
    own, framework = "“Our own people”", "“The framework”"
    assert step.when == f"Only after question 1 with {framework} or {own} and question 2 with {own}."


# The map


def lanes(*questions):
    """Return the lane of each station: 0 is the main line."""
    return [(station.x - 12) // 20 for station in draw(of(*questions)).stations]


def test_the_line_connects_unconditional_questions_and_branches_the_others():
    drawn = draw(steps(SMALL))
    build, parts, screens = drawn.stations
    assert build.x == parts.x < screens.x < drawn.words_x
    assert drawn.line == f"M12 {build.y}V{parts.y}"
    assert drawn.branches == (f"M12 {build.y}H24Q32 {build.y} 32 {build.y + 8}V{screens.y}",)


def test_a_branch_rejoins_a_line_that_continues():
    drawn = draw(of(BUILD, SCREENS, PARTS))
    parts = drawn.stations[2]
    assert drawn.branches[0].endswith(f"H20Q12 {parts.y - 16} 12 {parts.y - 8}")


def test_questions_with_the_same_condition_share_a_branch():
    same = [after(slug, "build", "site") for slug in ("one", "two")]
    assert lanes(BUILD, same[0], always("between"), same[1]) == [0, 1, 0, 1]
    assert len(draw(of(BUILD, *same)).branches) == 1


def test_overlapping_branches_have_separate_lanes():
    assert lanes(BUILD, after("a", "build", "site"), after("b", "build", "api")) == [0, 1, 2]
    assert lanes(BUILD, after("a", "build", "site"), after("b", "a", "own")) == [0, 1, 2]


def test_a_lane_is_reused_after_its_branch_has_ended():
    assert lanes(BUILD, after("a", "build", "site"), always("c"), after("b", "c", "own")) == [0, 1, 0, 1]


def test_a_question_that_is_never_asked_is_off_the_line_without_a_branch():
    assert lanes(after("early", "late", "own"), always("late")) == [1, 0]
    assert draw(of(after("early", "late", "own"), always("late"))).branches == ()


def test_the_map_has_a_text_description():
    drawn = draw(steps(SMALL))
    assert drawn.title == "The order of the questions"
    assert drawn.description == (
        "3 questions, 2 of them always asked. Question 3: Only after question 1 with “A site”."
    )
    assert draw(of(BUILD)).description == "1 question, 1 of them always asked."


def test_without_questions_the_map_is_empty():
    drawn = draw(())
    assert (drawn.line, drawn.branches, drawn.stations) == ("", (), ())


def test_a_long_question_is_wrapped():
    catalogue = changed(SMALL, "questions", "build", text="What is it that you and all of your friends are building?")
    [build, parts, _] = draw(steps(catalogue)).stations
    assert build.text == ("1. What is it that you and all", "of your friends are building?")
    assert parts.y > build.bottom


def questions():
    """Generate questions with conditions on earlier, later and missing questions."""
    slugs = [f"q{number}" for number in range(12)]
    asked_after = st.none() | st.tuples(st.sampled_from([*slugs, "gone"]), st.sampled_from(["own", "framework", "x"]))
    chosen = st.lists(asked_after, max_size=12)
    return chosen.map(
        lambda conditions: tuple(
            replace(SCREENS, slug=slug, asked_after=Condition(one[0], (one[1],)) if one else None)
            for slug, one in zip(slugs, conditions, strict=False)
        )
    )


@given(questions())
def test_overlapping_branches_never_share_a_lane(asked):
    taken = steps(Catalogue(questions=asked))
    drawn = draw(taken)
    stops = [
        (station.x, step.after, step.number)
        for step, station in zip(taken, drawn.stations, strict=True)
        if step.asked is Asked.AFTER
    ]
    for x, after, end in stops:
        start = max(one.number for one in after)
        for step, station in zip(taken, drawn.stations, strict=True):
            same_branch = step.after == after
            assert not (station.x == x and start <= step.number <= end and not same_branch)
    assert all(station.x < drawn.words_x for station in drawn.stations)


@few
@given(catalogues())
def test_texts_never_overlap(catalogue):
    drawn = draw(steps(catalogue))
    for above, below in pairwise(drawn.stations):
        assert above.bottom < below.y
    assert all(0 < station.y <= station.when_y <= station.bottom < drawn.height for station in drawn.stations)
