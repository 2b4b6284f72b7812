import pytest
from hypothesis import given

from advisor.advice.reasons import cautions, first_sentence, reasons, score_words
from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance, Statement
from comparisons.content.comparison import cell_of
from tests.catalogues import ALDER, BIRCH, changed, small_catalogue, with_choice, with_score
from tests.strategies.questions import answers_to

SMALL = small_catalogue(frameworks=(ALDER, BIRCH))


def said(catalogue, **given_answers):
    """Return the reasons and the cautions as words."""
    levels = given_answers.pop("levels", {})
    choices = {question: tuple(made.split()) for question, made in given_answers.items()}
    found = recommend(catalogue, Answers(choices=choices, levels=levels))
    for_it = [(reason.asked, [cell.criterion.slug for cell in reason.cells]) for reason in reasons(catalogue, found)]
    against = [
        (caution.words, caution.cell and caution.cell.criterion.slug, caution.rival and caution.rival.framework.slug)
        for caution in cautions(catalogue, found)
    ]
    return for_it, against


def test_an_answer_without_a_clause_is_quoted():
    assert said(SMALL, build="site")[0] == [("You answered “A site” to “What are you building?”.", ["admin"])]


def test_an_answer_with_a_clause_is_said_in_its_words():
    clear = with_choice(SMALL, "build", "site", clause="people visit it")
    assert said(clear, build="site")[0] == [("People visit it.", ["admin"])]


def test_what_the_second_place_does_better_is_the_last_reason(shipped):
    # Flask, the second, is ahead of FastAPI on a quick first version and ease of use, which small code asks for.
    for_it, _ = said(shipped, build="api", interface="programs", size="small")
    assert [words for words, _ in for_it] == [
        "Other programs call it.",
        "You are building an API or a backend.",
        "The code stays small.",
    ]


def test_a_level_set_by_hand_is_said_to_be():
    assert said(SMALL, levels={"admin": Importance.A_LOT})[0] == [("You set Admin to “a lot”.", ["admin"])]


def test_a_score_that_is_low_is_a_caution_with_the_rival_that_does_better():
    _, against = said(SMALL, levels={"admin": Importance.DECISIVE, "speed": Importance.SOMEWHAT})
    assert against == [("You set Speed to “somewhat”.", "speed", "birch")]


def test_an_unknown_score_is_a_caution():
    levels = {"admin": Importance.SOMEWHAT, "packages": Importance.DECISIVE}
    _, against = said(SMALL, levels=levels)
    assert against == [("You set Admin to “somewhat”. How Birch does there is unknown.", "admin", None)]


def test_where_nothing_asked_for_is_weak_a_drawback_of_the_catalogue_is_said():
    drawn_back = changed(
        SMALL, "frameworks", "alder", drawbacks=(Statement(text="It is slow."), Statement(text="Old."))
    )
    assert said(drawn_back, build="site")[1] == [("It is slow.", None, None)]


@pytest.mark.parametrize("levels", [{}, {"speed": Importance.DECISIVE}])
def test_without_priorities_and_in_a_tie_nothing_is_said(levels):
    level = with_score(SMALL, "alder", "speed", value=400.0, relative_error=0.0)
    assert said(with_score(level, "birch", "speed", value=400.0), levels=levels) == ([], [])


@given(answers_to(SMALL.questions))
def test_reasons_and_cautions_are_few_and_never_share_a_criterion(choices):
    found = recommend(SMALL, Answers(choices=choices))
    good = [cell.criterion.slug for reason in reasons(SMALL, found) for cell in reason.cells]
    bad = [caution.cell.criterion.slug for caution in cautions(SMALL, found) if caution.cell]
    assert len(reasons(SMALL, found)) <= 3
    assert len(cautions(SMALL, found)) <= 2
    assert len({*good, *bad}) == len(good) + len(bad)


@pytest.mark.parametrize(
    ("framework", "criterion", "words"),
    [
        (ALDER, "admin", "9 out of 10"),
        (ALDER, "packages", "10 packages"),
        (BIRCH, "packages", "1 package"),
        (BIRCH, "admin", "unknown"),
    ],
)
def test_scores_are_said_with_their_scale(framework, criterion, words):
    assert score_words(cell_of(framework, SMALL.criterion_by_slug[criterion])) == words


@pytest.mark.parametrize(
    ("reason", "first"),
    [
        ("Built in. Since 1.0.", "Built in."),
        ("An add-on (2.2.1, 2026-09) gives one; it is kept.", "An add-on (2.2.1, 2026-09) gives one."),
        ("No full stop", "No full stop."),
    ],
)
def test_the_first_sentence_of_a_reason_is_taken(reason, first):
    catalogue = with_score(SMALL, "alder", "admin", reason=reason)
    cell = cell_of(catalogue.framework_by_slug["alder"], catalogue.criterion_by_slug["admin"])
    assert first_sentence(cell) == first
