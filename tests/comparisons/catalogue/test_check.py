import math

import pytest
from django.core.exceptions import FieldDoesNotExist
from hypothesis import given
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.check import Problem, Severity, check, errors
from comparisons.catalogue.checks.texts import LONGEST
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Choice,
    Claim,
    Condition,
    Criterion,
    EditorialScale,
    Effect,
    Extension,
    Fact,
    Framework,
    Group,
    Importance,
    Kind,
    KindScale,
    MeasuredScale,
    Question,
    Requirement,
    Scenario,
    Score,
    Source,
    Statement,
    Verdict,
)
from tests.catalogues import (
    ALDER,
    changed,
    small_catalogue,
    with_choice,
    with_score,
    without,
    without_score,
)
from tests.strategies import catalogues, few

SMALL = small_catalogue()


def group(**fields):
    return changed(SMALL, "groups", "under-load", **fields)


def criterion(slug, /, **fields):
    return changed(SMALL, "criteria", slug, **fields)


def source(**fields):
    return changed(SMALL, "sources", "article", **fields)


def alder(**fields):
    return changed(SMALL, "frameworks", "alder", **fields)


def extension(**fields):
    return alder(extensions=(replace(ALDER.extensions[0], **fields),))


def score(slug, /, **fields):
    return with_score(SMALL, "alder", slug, **fields)


def claim(**fields):
    return changed(SMALL, "claims", "alder-is-quick", **fields)


def question(slug, /, **fields):
    return changed(SMALL, "questions", slug, **fields)


def required(criterion, **bounds):
    return with_choice(SMALL, "build", "api", requirements=(Requirement(criterion=criterion, **bounds),))


def shop(**fields):
    return changed(SMALL, "scenarios", "shop", **fields)


def answered(*answers):
    return shop(answers=tuple(Answer(question=slug, choices=choices) for slug, choices in answers))


BAD_SLUG = "a slug is lower-case letters, digits and single hyphens, at most 60 characters"
KEPT = "this slug is kept for the site's own addresses"

BROKEN = {
    # Slugs
    "group twice": (
        replace(SMALL, groups=(*SMALL.groups, SMALL.groups[0])),
        ["group with-it: stands 2 times; a slug names one thing"],
    ),
    "criterion twice": (
        replace(SMALL, criteria=(*SMALL.criteria, SMALL.criteria[0])),
        ["criterion admin: stands 2 times; a slug names one thing"],
    ),
    "framework twice": (
        replace(SMALL, frameworks=(*SMALL.frameworks, ALDER, ALDER)),
        ["framework alder: stands 3 times; a slug names one thing"],
    ),
    "source twice": (
        replace(SMALL, sources=(*SMALL.sources, SMALL.sources[0])),
        ["source article: stands 2 times; a slug names one thing"],
    ),
    "claim twice": (
        replace(SMALL, claims=(*SMALL.claims, SMALL.claims[0])),
        ["claim alder-is-quick: stands 2 times; a slug names one thing"],
    ),
    "question twice": (
        replace(SMALL, questions=(*SMALL.questions, SMALL.questions[1])),
        [
            "question parts: stands 2 times; a slug names one thing",
        ],
    ),
    "scenario twice": (
        replace(SMALL, scenarios=(*SMALL.scenarios, SMALL.scenarios[0])),
        ["scenario gateway: stands 2 times; a slug names one thing"],
    ),
    "choice twice": (
        question("parts", choices=(*SMALL.questions[1].choices, SMALL.questions[1].choices[2])),
        ["question parts, choice none: stands 2 times; a slug names one thing"],
    ),
    "kind twice": (
        criterion("type", scale=KindScale(kinds=SMALL.criteria[1].scale.kinds * 2)),
        [
            "criterion type, kind micro: stands 2 times; a slug names one thing",
            "criterion type, kind full: stands 2 times; a slug names one thing",
        ],
    ),
    "extension twice": (
        alder(extensions=ALDER.extensions * 2),
        ["framework alder, extension alder-api: stands 2 times; a slug names one thing"],
    ),
    "slug in capitals": (extension(slug="API"), [f"framework alder, extension API: {BAD_SLUG}"]),
    "slug with an underscore": (extension(slug="a_b"), [f"framework alder, extension a_b: {BAD_SLUG}"]),
    "slug with two hyphens": (extension(slug="a--b"), [f"framework alder, extension a--b: {BAD_SLUG}"]),
    "slug with a line end": (extension(slug="a\n"), [f"framework alder, extension a\n: {BAD_SLUG}"]),
    "empty slug": (extension(slug=""), [f"framework alder, extension : {BAD_SLUG}"]),
    "slug of 61": (extension(slug="a" * 61), [f"framework alder, extension {'a' * 61}: {BAD_SLUG}"]),
    "slug of a pair": (extension(slug="a-vs-b"), [f"framework alder, extension a-vs-b: {KEPT}"]),
    # References
    "criterion without group": (
        criterion("admin", group="gone"),
        ["criterion admin: names the group 'gone', which does not exist"],
    ),
    "score without source": (
        score("admin", sources=("gone",)),
        ["framework alder, score admin: names the source 'gone', which does not exist"],
    ),
    "score with a source twice": (
        score("admin", sources=("manual", "manual")),
        ["framework alder, score admin: gives the source 'manual' 2 times"],
    ),
    "fact without source": (
        alder(facts=(Fact(label="Home", text="", sources=("gone",)),)),
        ["framework alder, fact Home: names the source 'gone', which does not exist"],
    ),
    "strength without source": (
        alder(strengths=(Statement(text="It is good.", sources=("gone",)),)),
        ["framework alder, 'It is good.': names the source 'gone', which does not exist"],
    ),
    "drawback without source": (
        alder(drawbacks=(Statement(text="It is bad.", sources=("gone",)),)),
        ["framework alder, 'It is bad.': names the source 'gone', which does not exist"],
    ),
    "suited for without source": (
        alder(suited_for=(Statement(text="Shops.", sources=("gone",)),)),
        ["framework alder, 'Shops.': names the source 'gone', which does not exist"],
    ),
    "not suited for without source": (
        alder(not_suited_for=(Statement(text="Shops.", sources=("gone",)),)),
        ["framework alder, 'Shops.': names the source 'gone', which does not exist"],
    ),
    "extension's gain without source": (
        extension(adds=(Statement(text="More.", sources=("gone",)),)),
        ["framework alder, extension alder-api, 'More.': names the source 'gone', which does not exist"],
    ),
    "extension's limit without source": (
        extension(limits=(Statement(text="Less.", sources=("gone",)),)),
        ["framework alder, extension alder-api, 'Less.': names the source 'gone', which does not exist"],
    ),
    "unknown alternative": (
        alder(alternatives=("gone",)),
        ["framework alder: names the alternative 'gone', which does not exist"],
    ),
    "alternative twice": (
        alder(alternatives=("birch", "birch")),
        ["framework alder: gives the alternative 'birch' 2 times"],
    ),
    "score on no criterion": (
        score("admin", criterion="gone"),
        ["framework alder: names the criterion 'gone', which does not exist"],
    ),
    "score twice": (
        alder(scores=(*ALDER.scores, ALDER.scores[0])),
        ["framework alder: gives the score 'admin' 2 times"],
    ),
    "claim made by nobody": (
        claim(made_by="gone"),
        ["claim alder-is-quick: names the source 'gone', which does not exist"],
    ),
    "claim without source": (
        claim(sources=("gone",)),
        ["claim alder-is-quick: names the source 'gone', which does not exist"],
    ),
    "claim on no framework": (
        claim(frameworks=("gone",)),
        ["claim alder-is-quick: names the framework 'gone', which does not exist"],
    ),
    "claim on a framework twice": (
        claim(frameworks=("alder", "alder")),
        ["claim alder-is-quick: gives the framework 'alder' 2 times"],
    ),
    "claim on no criterion": (
        claim(criterion="gone"),
        ["claim alder-is-quick: names the criterion 'gone', which does not exist"],
    ),
    # Texts
    "NUL in a description": (
        criterion("admin", description="a\0b"),
        ["criterion admin: the description holds a control character"],
    ),
    "carriage return in a reason": (
        score("admin", reason="a\r\nb"),
        ["framework alder: the reason holds a control character"],
    ),
    "half a character in a statement": (
        extension(limits=(Statement(text="\ud800"),)),
        ["framework alder: the text holds a control character"],
    ),
    "no character in an anchor": (
        criterion("admin", scale=EditorialScale(anchor_0="\uffff", anchor_5="b", anchor_10="c")),
        ["criterion admin: the anchor 0 holds a control character"],
    ),
    "long name": (alder(name="n" * 61), ["framework alder: the name has 61 characters; 60 is the most"]),
    "long unit": (
        criterion("speed", scale=MeasuredScale(unit="u" * 61, worst=0.0, best=1.0)),
        ["criterion speed: the unit has 61 characters; 60 is the most"],
    ),
    # Scales
    "no anchor": (
        criterion("admin", scale=EditorialScale(anchor_0="a", anchor_5="", anchor_10="c")),
        ["criterion admin: an editorial scale has a text at 0, at 5 and at 10"],
    ),
    "no unit": (
        criterion("speed", scale=MeasuredScale(unit="", worst=0.0, best=1.0)),
        ["criterion speed: a measured scale has a unit"],
    ),
    "levels alike": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=1.0, best=1.0)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "level not a number": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=math.nan, best=1.0)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "infinite level": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=0.0, best=math.inf)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "logarithm of zero": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=0.0, best=1.0, logarithmic=True)),
        ["criterion speed: the levels of a logarithmic scale are above zero"],
    ),
    "one kind": (
        criterion("type", scale=KindScale(kinds=(Kind(slug="full", name="", description=""),))),
        [
            "criterion type: a scale of kinds has at least two kinds",
            "framework birch, score type: 'micro' is not one of the kinds of Type",
        ],
    ),
    # Scores
    "score without reason": (score("admin", reason=" \n"), ["framework alder, score admin: a score has a reason"]),
    "no such kind": (
        score("type", value="nano"),
        ["framework alder, score type: 'nano' is not one of the kinds of Type"],
    ),
    "number for a kind": (
        score("type", value=1.0),
        ["framework alder, score type: '1.0' is not one of the kinds of Type"],
    ),
    "kind for a number": (
        score("admin", value="full"),
        ["framework alder, score admin: expected a number, found 'full'"],
    ),
    "score not a number": (
        score("speed", value=math.nan),
        ["framework alder, score speed: expected a number, found 'nan'"],
    ),
    "infinite score": (
        score("speed", value=math.inf),
        ["framework alder, score speed: expected a number, found 'inf'"],
    ),
    "score of 11": (score("admin", value=11.0), ["framework alder, score admin: 11 lies outside 0 to 10"]),
    "score of -1": (score("admin", value=-1.0), ["framework alder, score admin: -1 lies outside 0 to 10"]),
    "negative figure": (
        score("speed", value=-1.0),
        ["framework alder, score speed: -1 answers cannot be measured on this scale"],
    ),
    "zero on a logarithmic scale": (
        score("packages", value=0.0),
        ["framework alder, score packages: 0 packages cannot be measured on this scale"],
    ),
    "error of one": (
        score("speed", relative_error=1.0),
        ["framework alder, score speed: the relative error is a share: 0 or more, below 1"],
    ),
    "negative error": (
        score("speed", relative_error=-0.1),
        ["framework alder, score speed: the relative error is a share: 0 or more, below 1"],
    ),
    "error of a kind not a number": (
        score("type", relative_error=math.nan),
        ["framework alder, score type: the relative error is a share: 0 or more, below 1"],
    ),
    "error of a judgement": (
        score("admin", relative_error=0.1),
        ["framework alder, score admin: only a measured figure has a relative error; say it with the confidence"],
    ),
    # Frameworks
    "no name": (alder(name=" "), ["framework alder: the name is empty"]),
    "no summary": (alder(summary=""), ["framework alder: the summary is empty"]),
    "month 13": (
        alder(first_release="2005-13"),
        ["framework alder: first_release '2005-13' is not a year and a month, such as 2005-07"],
    ),
    "a day": (
        alder(latest_release="2005-07-01"),
        ["framework alder: latest_release '2005-07-01' is not a year and a month, such as 2005-07"],
    ),
    "month with a line end": (
        alder(latest_release="2005-07\n"),
        ["framework alder: latest_release '2005-07\n' is not a year and a month, such as 2005-07"],
    ),
    "month in other digits": (
        alder(latest_release="２００５-07"),  # noqa: RUF001, that is the point
        ["framework alder: latest_release '２００５-07' is not a year and a month, such as 2005-07"],  # noqa: RUF001
    ),
    "extension's month": (
        extension(latest_release="7/2005"),
        ["framework alder, extension alder-api: latest_release '7/2005' is not a year and a month, such as 2005-07"],
    ),
    "its own alternative": (
        alder(alternatives=("alder",)),
        ["framework alder: is named as its own alternative"],
    ),
    # Addresses
    "script for an address": (
        source(address="javascript:alert(1)"),
        ["source article: 'javascript:alert(1)' is not an address that starts with https:// or http://"],
    ),
    "address without host": (
        alder(home_page="https:///x"),
        ["framework alder: 'https:///x' is not an address that starts with https:// or http://"],
    ),
    "address with a blank": (
        alder(documentation="https://a.example/ b"),
        ["framework alder: 'https://a.example/ b' is not an address that starts with https:// or http://"],
    ),
    "half an address": (
        alder(repository="https://[::1"),
        ["framework alder: 'https://[::1' is not an address that starts with https:// or http://"],
    ),
    "extension's address": (
        extension(home_page="a.example"),
        ["framework alder, extension alder-api: 'a.example' is not an address that starts with https:// or http://"],
    ),
    "scenario's address": (
        shop(address="ftp://a.example"),
        ["scenario shop: 'ftp://a.example' is not an address that starts with https:// or http://"],
    ),
    # Claims
    "verdict without evidence": (
        claim(evidence=" "),
        ["claim alder-is-quick: a verdict needs evidence"],
    ),
    # Questions
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
        ["question build: depends on 'build', which is not a question asked before it"],
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
        ["question build, choice site: names the criterion to weigh 'type', which does not exist"],
    ),
    "effect twice": (
        with_choice(SMALL, "build", "site", effects=(Effect("admin", Importance.A_LOT),) * 2),
        ["question build, choice site: gives the effect on 'admin' 2 times"],
    ),
    "exclusive among single answers": (
        with_choice(SMALL, "build", "site", exclusive=True),
        ["question build, choice site: only a question with several answers has exclusive choices"],
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
    "nothing right": (shop(right=()), ["scenario shop: names no right first place"]),
    "right and unacceptable": (
        shop(unacceptable=("alder", "birch")),
        ["scenario shop: calls alder right and unacceptable"],
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_mistake_is_told_once_with_its_place(catalogue, expected):
    assert [str(problem) for problem in errors(catalogue)] == expected


@pytest.mark.parametrize("slug", ["not-sure", "edition", "dropped", "review", "result", "level", "need", "to"])
def test_words_of_the_site_s_own_addresses_name_nothing_else(slug):
    assert [str(problem) for problem in errors(extension(slug=slug))] == [f"framework alder, extension {slug}: {KEPT}"]


USUAL = [
    "framework birch: unknown: Admin",
    "framework cedar: unknown: Type, Packages, Speed",
    "framework dogwood: unknown: Admin, Type, Packages",
    "claim all-are-good: has no verdict yet",
]

DOUBTFUL = {
    "the small catalogue": (SMALL, []),
    "an empty catalogue": (Catalogue(), USUAL),
    "unknown scores": (
        without_score(SMALL, "alder", "speed"),
        ["framework alder: unknown: Speed"],
    ),
    "judgements": (
        score("admin", sources=()),
        ["framework alder, score admin: has no source and is shown as a judgement"],
    ),
    "verdicts without source": (
        claim(sources=()),
        ["claim alder-is-quick: its verdict names no source"],
    ),
    "choices that move nothing": (
        with_choice(SMALL, "screens", "own", effects=()),
        ["question screens, choice own: moves no criterion"],
    ),
    "criteria that nothing moves": (
        with_choice(SMALL, "parts", "lean", effects=(), requirements=(Requirement("type", one_of=("full",)),)),
        ["criterion packages: no answer moves it"],
    ),
    "no questions at all": (replace(SMALL, questions=(), scenarios=()), []),
}


@pytest.mark.parametrize(("catalogue", "expected"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_doubts_are_told_as_warnings(catalogue, expected):
    found = check(catalogue)
    assert {problem.severity for problem in found} <= {Severity.WARNING}
    assert {str(problem) for problem in found} ^ set(USUAL) == set(expected)


def test_errors_come_before_warnings():
    assert [problem.severity for problem in check(alder(summary=""))] == ["error", *["warning"] * 4]


def test_a_problem_says_where_and_what():
    problem = Problem(severity=Severity.ERROR, where="framework alder", message="the name is empty")
    assert str(problem) == "framework alder: the name is empty"


def test_one_missing_source_is_told_wherever_it_is_named():
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
}
# Held by rules of their own.
OTHER_RULES = (
    "slug",
    "status",
    "interface",
    "confidence",
    "verdict",
    "strength",
    "first_release",
    "latest_release",
)


@pytest.mark.parametrize(("part", "model"), ROWS.items(), ids=lambda one: one.__name__)
def test_whatever_is_sound_fits_into_its_column(part, model):
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
def test_every_verdict_is_possible(verdict):
    assert errors(claim(verdict=verdict)) == ()
