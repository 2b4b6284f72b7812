from itertools import pairwise

import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.wording import (
    Difference,
    answer_sentence,
    certainty_sentence,
    counterpoint,
    differences,
    few_of,
    heading,
    headline,
    no_priorities_sentence,
    ordinal,
    placing_sentence,
    requirement_words,
)
from advisor.answers.query import Answers
from comparisons.catalogue.value import Confidence, Requirement
from comparisons.catalogue.wording import joined
from comparisons.ranking.bands import Band
from tests.catalogues import ALDER, BIRCH, framework, score, small_catalogue, with_score
from tests.strategies.questions import answers_to

SMALL = small_catalogue()
# Its Admin is 7, high confidence: 0.65 to 0.75.
ELM = framework("elm", score("admin", 7.0), score("packages", 1.0), score("speed", 400.0))
KNOWN = small_catalogue(frameworks=(ALDER, ELM))
TIED = small_catalogue(frameworks=(ALDER, replace(ALDER, slug="elder", name="Elder")))


def advice(catalogue, requirements=None, **choices):
    made = {question: tuple(chosen.split()) for question, chosen in choices.items()}
    return recommend(catalogue, Answers(choices=made, requirements=requirements or {}))


ANSWERS = {
    "a lead": (
        KNOWN,
        {"build": "site"},
        "Alder comes first with 90 out of 100, 20 ahead of Elm. Mostly because of admin.",
    ),
    "a lead that the second makes smaller": (
        KNOWN,
        {"build": "site", "parts": "lean"},
        "Elm comes first with 80 out of 100, 3 ahead of Alder. Mostly because of packages; Alder is ahead on admin.",
    ),
    "nobody": (KNOWN, {"requirements": {"admin": 9.5}}, "No framework meets all your must-haves."),
    "nobody for certain": (
        SMALL,
        {"requirements": {"admin": 9.5}},
        "No framework is known to meet all your must-haves.",
    ),
    "the only one": (SMALL, {"build": "api"}, "Birch is the only one that meets your must-haves, with 80 out of 100."),
    "the only one for certain": (
        SMALL,
        {"requirements": {"admin": 5}, "build": "site"},
        "Alder is the only one known to meet your must-haves, with 90 out of 100.",
    ),
    "no priorities": (
        KNOWN,
        {},
        "You named no priorities, so every criterion counts the same. "
        "Elm comes first with 70 out of 100, 10 ahead of Alder. Mostly because of packages; Alder is ahead on admin.",
    ),
    "a tie": (
        small_catalogue(frameworks=(ALDER, replace(ALDER, slug="elder", name="Elder"))),
        {"build": "site"},
        "Alder and Elder share the first place with 90 out of 100.",
    ),
}


@pytest.mark.parametrize(("catalogue", "given_answers", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_the_answer_sentence_says_who_comes_first_and_why(catalogue, given_answers, expected):
    assert answer_sentence(catalogue, advice(catalogue, **given_answers)) == expected


FIRM = "Whatever the uncertain scores turn out to be, the first place stays."
CERTAINTIES = {
    "intervals apart": (KNOWN, FIRM),
    "an unknown rival": (SMALL, "If every uncertain score went against Alder, Birch could come first."),
    # The unknown one is third, and only its range reaches the first.
    "an unknown third": (
        small_catalogue(frameworks=(ALDER, BIRCH, ELM)),
        "If every uncertain score went against Alder, Birch could come first.",
    ),
    "two rivals": (
        small_catalogue(frameworks=(ALDER, BIRCH, replace(BIRCH, slug="cypress", name="Cypress"))),
        "If every uncertain score went against Alder, Birch or Cypress could come first.",
    ),
    "many rivals": (
        small_catalogue(frameworks=(ALDER, *(replace(BIRCH, slug=f"b{n}") for n in range(4)))),
        "If every uncertain score went against Alder, 4 others could come first.",
    ),
    "nobody else": (small_catalogue(frameworks=(ALDER,)), ""),
}


@pytest.mark.parametrize(("catalogue", "expected"), CERTAINTIES.values(), ids=CERTAINTIES.keys())
def test_the_certainty_sentence_names_who_could_come_first(catalogue, expected):
    assert certainty_sentence(catalogue, advice(catalogue, build="site")) == expected


def test_lower_confidence_lets_more_frameworks_come_first():
    doubtful = with_score(KNOWN, "alder", "admin", confidence=Confidence.LOW)
    assert certainty_sentence(doubtful, advice(doubtful, build="site")) == (
        "If every uncertain score went against Alder, Elm could come first."
    )


def test_differences_equal_the_calculation_by_hand():
    # Elm 80 = 46.7 + 33.3, Alder 76.7 = 60 + 16.7
    first, second = advice(KNOWN, build="site", parts="lean").ranking
    assert (first.points, second.points) == (80, 77)
    assert differences(first, second) == (Difference("packages", 16), Difference("admin", -13))


@given(answers_to(SMALL.questions))
def test_differences_sum_to_the_difference_of_the_points_shown(choices):
    catalogue = small_catalogue(frameworks=(ALDER, BIRCH, ELM))
    ranking = recommend(catalogue, Answers(choices=choices)).ranking
    for ahead, behind in pairwise(ranking):
        assert sum(d.points for d in differences(ahead, behind)) == ahead.points - behind.points


REQUIREMENTS = [
    (Requirement("admin", at_least=5.0), "Admin at least 5 out of 10"),
    (Requirement("admin", at_least=0.0), "Admin at least 0 out of 10"),
    (Requirement("packages", at_most=50.0), "Packages at most 50 packages"),
    (Requirement("speed", at_least=499.5), "Speed at least 499.5 answers"),
    (Requirement("type", one_of=("full",)), "Type: Full-stack"),
    (Requirement("type", one_of=("full", "micro")), "Type: Micro or Full-stack"),
]


@pytest.mark.parametrize(("requirement", "expected"), REQUIREMENTS)
def test_a_requirement_is_described_in_words(requirement, expected):
    assert requirement_words(SMALL, requirement) == expected


def test_ranks_are_ordinals():
    ordinals = "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"
    assert " ".join(ordinal(int(word[:-2])) for word in ordinals.split()) == ordinals


HEADLINES = {
    "clear": (
        Band.CLEAR,
        "Elm comes first, clearly, with 80 out of 100, 3 ahead of Alder, mostly because of packages.",
    ),
    "fairly": (
        Band.FAIRLY,
        "Elm comes first, fairly surely, with 80 out of 100, 3 ahead of Alder, mostly because of packages.",
    ),
    "leaning": (
        Band.LEANING,
        "Elm comes first, but only just, with 80 out of 100, 3 ahead of Alder, mostly because of packages.",
    ),
    "open": (
        Band.OPEN,
        "Elm comes first, but without a clear lead, with 80 out of 100, 3 ahead of Alder, mostly because of packages.",
    ),
    "nothing to compare": (None, "Elm comes first with 80 out of 100, 3 ahead of Alder."),
}


@pytest.mark.parametrize(("band", "expected"), HEADLINES.values(), ids=HEADLINES.keys())
def test_the_headline_says_who_comes_first_how_surely_and_why(band, expected):
    found = advice(KNOWN, build="site", parts="lean")
    assert headline(KNOWN, found, band) == expected
    assert counterpoint(KNOWN, found) == "Alder is ahead on admin."


def test_a_tie_has_no_winner_and_no_counterpoint():
    catalogue = small_catalogue(frameworks=(ALDER, replace(ALDER, slug="elder", name="Elder")))
    found = advice(catalogue, build="site")
    assert headline(catalogue, found, Band.OPEN) == "Alder and Elder share the first place with 90 out of 100."
    assert counterpoint(catalogue, found) == ""


HEADINGS = {
    "clear": (KNOWN, {"build": "site"}, Band.CLEAR, "Alder is your best fit"),
    "fairly": (KNOWN, {"build": "site"}, Band.FAIRLY, "Alder is your best fit"),
    "leaning": (KNOWN, {"build": "site"}, Band.LEANING, "Alder fits best, but look at Elm too"),
    "open": (KNOWN, {"build": "site"}, Band.OPEN, "No clear winner: Alder or Elm"),
    "a tie": (TIED, {"build": "site"}, Band.OPEN, "Alder and Elder fit equally well"),
    "nobody": (KNOWN, {"requirements": {"admin": 9.5}}, None, "No framework meets all your must-haves"),
    "the only one": (SMALL, {"build": "api"}, None, "Birch is the only one that meets your must-haves"),
    "no priorities": (KNOWN, {}, Band.CLEAR, "No best fit yet: you named no priorities"),
}


@pytest.mark.parametrize(("catalogue", "given_answers", "band", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_the_heading_says_who_fits_best_as_surely_as_that_is_known(catalogue, given_answers, band, expected):
    found = advice(catalogue, **given_answers)
    assert heading(catalogue, found, band, ("alder", "elm"), is_first=False) == expected


def test_the_heading_of_few_answers_is_a_first_impression():
    found = advice(KNOWN, build="site")
    assert heading(KNOWN, found, Band.CLEAR, ("alder",), is_first=True) == "First impression: Alder"


def test_without_priorities_criteria_about_knowing_a_framework_are_named_as_not_counting(shipped):
    assert no_priorities_sentence(shipped) == (
        "You named no priorities, so every criterion counts the same, except those about knowing Django or Flask."
    )


def test_without_priorities_an_edition_of_the_first_method_counts_every_criterion(shipped):
    earlier = replace(shipped, method=1)
    assert no_priorities_sentence(earlier) == "You named no priorities, so every criterion counts the same."


@pytest.mark.parametrize("band", [*Band, None])
def test_without_priorities_the_headline_says_so_first_and_nothing_of_how_sure_it_is(band):
    assert (
        headline(KNOWN, advice(KNOWN), band)
        == f"{no_priorities_sentence(KNOWN)} {placing_sentence(KNOWN, advice(KNOWN))}"
    )


@pytest.mark.parametrize(
    ("number", "expected"), [(0, ""), (2, "A and B"), (4, "A, B, C and D"), (5, "A, B, C and 2 others")]
)
def test_of_many_names_the_last_ones_are_counted(number, expected):
    assert joined(few_of(list("ABCDE"[:number]))) == expected
