import pytest
from django.core.exceptions import FieldDoesNotExist
from hypothesis import given
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.checks import Problem, Severity, check, errors
from comparisons.catalogue.checks.texts import LONGEST
from comparisons.catalogue.expected_slugs import EXPECTED_CRITERIA, FEATURED_SCENARIO, FOUNDING_PAIR
from comparisons.catalogue.value import (
    Catalogue,
    Choice,
    Claim,
    Criterion,
    EditorialScale,
    Extension,
    Fact,
    Framework,
    Group,
    Kind,
    MeasuredScale,
    Move,
    MovedPart,
    Question,
    Requirement,
    Scenario,
    Score,
    Source,
    StartingPoint,
    Statement,
    StoryFact,
    TurnedDown,
    Verdict,
)
from tests.catalogues import with_choice, without, without_score
from tests.comparisons.catalogue.checks.mistakes import KEPT, SMALL, alder, claim, extension, score
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few


@pytest.mark.parametrize("slug", ["not-sure", "edition", "dropped", "review", "result", "level", "need", "to"])
def test_words_used_in_urls_are_reserved(slug):
    assert [str(problem) for problem in errors(extension(slug=slug))] == [f"framework alder, extension {slug}: {KEPT}"]


USUAL = [
    "framework birch: has no score on Admin",
    "framework cedar: has no score on Type, Packages, Speed",
    "framework dogwood: has no score on Admin, Type, Packages",
    "claim all-are-good: has no verdict yet",
    *(
        f"{thing} {slug}: does not exist, and pages of the site name it"
        for thing, slugs in (
            ("criterion", EXPECTED_CRITERIA),
            ("framework", FOUNDING_PAIR),
            ("scenario", (FEATURED_SCENARIO,)),
        )
        for slug in slugs
    ),
]

DOUBTFUL = {
    "the small catalogue": (SMALL, []),
    "an empty catalogue": (Catalogue(), USUAL),
    "unknown scores": (
        without_score(SMALL, "alder", "speed"),
        ["framework alder: has no score on Speed"],
    ),
    "judgements": (
        score("admin", sources=()),
        ["framework alder, score admin: has no source and is shown as a judgement"],
    ),
    "verdicts without source": (
        claim(sources=()),
        ["claim alder-is-quick: its verdict names no source"],
    ),
    "criteria that nothing moves": (
        with_choice(SMALL, "parts", "lean", effects=(), requirements=(Requirement("type", one_of=("full",)),)),
        ["criterion packages: no answer moves it"],
    ),
    "no questions at all": (
        replace(SMALL, questions=(), scenarios=()),
        ["scenario case-33: does not exist, and pages of the site name it"],
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_warnings_are_reported(catalogue, expected):
    found = check(catalogue)
    assert {problem.severity for problem in found} <= {Severity.WARNING}
    assert {str(problem) for problem in found} ^ set(USUAL) == set(expected)


def test_errors_come_before_warnings():
    assert [problem.severity for problem in check(alder(summary=""))] == ["error", *["warning"] * len(USUAL)]


def test_a_problem_as_text_has_place_and_message():
    problem = Problem(severity=Severity.ERROR, where="framework alder", message="the name is empty")
    assert str(problem) == "framework alder: the name is empty"


def test_a_missing_source_is_reported_wherever_it_is_cited():
    assert [str(problem) for problem in errors(without(SMALL, "sources", "article"))] == [
        "framework alder, 'Its admin saves weeks.': names the source 'article', which does not exist",
        "claim alder-is-quick: names the source 'article', which does not exist",
        "claim all-are-good: names the source 'article', which does not exist",
    ]


@few
@given(catalogues())
def test_sound_catalogues_have_no_errors(catalogue):
    assert errors(catalogue) == ()


ROWS = {
    Source: models.Source,
    Group: models.Group,
    Criterion: models.Criterion,
    MeasuredScale: models.Criterion,
    EditorialScale: models.Criterion,
    Kind: models.Kind,
    Framework: models.Framework,
    Fact: models.Fact,
    Statement: models.Statement,
    Score: models.Score,
    Extension: models.Extension,
    Claim: models.Claim,
    Question: models.Question,
    Choice: models.Choice,
    Scenario: models.Scenario,
    StoryFact: models.StoryFact,
    TurnedDown: models.TurnedDown,
    StartingPoint: models.StartingPoint,
    Move: models.Move,
    MovedPart: models.MovedPart,
}
# Checked by other rules.
OTHER_RULES = (
    "slug",
    "status",
    "interface",
    "confidence",
    "verdict",
    "strength",
    "first_release",
    "latest_release",
    "part",
)


@pytest.mark.parametrize(("part", "model"), ROWS.items(), ids=lambda one: one.__name__)
def test_every_sound_catalogue_fits_into_the_database(part, model):
    assert LONGEST.get(part, {}) == {
        name: longest
        for name in part.__struct_fields__
        if name not in OTHER_RULES and (longest := longest_text(model, name)) is not None
    }


def longest_text(model, name):
    try:
        return getattr(model._meta.get_field(name), "max_length", None)
    except FieldDoesNotExist:
        return None


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_accepted(verdict):
    assert errors(claim(verdict=verdict)) == ()


def test_the_shipped_catalogue_has_all_expected_slugs(shipped):
    assert [problem for problem in check(shipped) if "pages of the site name it" in problem.message] == []
