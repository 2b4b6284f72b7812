"""Errors in slugs, references and texts."""

import pytest
from msgspec.structs import replace

from comparisons.catalogue.checks import errors
from comparisons.catalogue.value import EditorialScale, Fact, KindScale, MeasuredScale, Statement
from tests.catalogues import ALDER, with_choice
from tests.comparisons.catalogue.checks.mistakes import (
    BAD_SLUG,
    KEPT,
    SMALL,
    alder,
    claim,
    criterion,
    extension,
    question,
    score,
)

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
    # Aliases
    "alias that is a slug": (
        alder(aliases=("birch", "elder")),
        ["framework alder: the alias 'birch' is the slug of another one; a name leads to one thing"],
    ),
    "alias that is its own slug": (
        criterion("admin", aliases=("admin",)),
        ["criterion admin: the alias 'admin' is its own slug; a name leads to one thing"],
    ),
    "alias of two": (
        replace(
            SMALL, sources=tuple(replace(one, aliases=("handbook",)) for one in SMALL.sources[:2]) + SMALL.sources[2:]
        ),
        [
            f"source {SMALL.sources[1].slug}: the alias 'handbook' is one of '{SMALL.sources[0].slug}' too; "
            "a name leads to one thing"
        ],
    ),
    "alias twice": (claim(aliases=("said", "said")), ["claim alder-is-quick: gives the alias 'said' 2 times"]),
    "alias of a question that is kept": (
        question("build", aliases=("result", "a-vs-b")),
        [
            "question build: the alias 'result' is kept for the site's own addresses",
            "question build: the alias 'a-vs-b' is kept for the site's own addresses",
        ],
    ),
    "alias of a choice that is another choice": (
        with_choice(SMALL, "build", "site", aliases=("api",)),
        ["question build, choice site: the alias 'api' is the slug of another one; a name leads to one thing"],
    ),
    "alias that is no slug": (
        alder(aliases=("Fast Alder",)),
        ["framework alder: the alias 'Fast Alder' is no slug: lower-case letters, digits, single hyphens"],
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
    "built on an unknown one": (
        alder(built_on="gone"),
        ["framework alder: names the framework 'gone', which does not exist"],
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
}


@pytest.mark.parametrize(("catalogue", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_error_is_reported_once_with_its_place(catalogue, expected):
    assert [str(problem) for problem in errors(catalogue)] == expected
