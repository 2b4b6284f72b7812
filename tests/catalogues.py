"""A small catalogue made by hand, and functions to change it.

Two groups; four criteria: Admin (editorial), Type (kinds), Packages (measured, logarithmic, less is better)
and Speed (measured). Four frameworks: Alder and Birch are published, Cedar is a draft, Dogwood is retired;
Birch's Admin is unknown. Its questions and scenarios are in questions.py.
It is in canonical order and `check` has only warnings for it.

    small_catalogue(claims=())                                the same without claims
    changed(small_catalogue(), "frameworks", "alder", name="Elder")
    with_score(small_catalogue(), "alder", "admin", value=3.0)
"""

from datetime import date

from msgspec.structs import replace

from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Claim,
    Confidence,
    Criterion,
    EditorialScale,
    Extension,
    Fact,
    Framework,
    Group,
    Interface,
    Kind,
    KindScale,
    MeasuredScale,
    Move,
    MovedPart,
    Package,
    PackageKind,
    ProjectPart,
    Score,
    Source,
    Statement,
    Status,
    Verdict,
)
from tests.questions import BUILD, PARTS, SCENARIOS, SCREENS

DAY = date(2026, 11, 22)


def small_catalogue(**parts):
    """Return the catalogue of this module, with `parts` in place of its own."""
    catalogue = Catalogue(
        groups=GROUPS,
        criteria=CRITERIA,
        frameworks=(ALDER, BIRCH, CEDAR, DOGWOOD),
        sources=SOURCES,
        claims=CLAIMS,
        questions=(BUILD, PARTS, SCREENS),
        scenarios=SCENARIOS,
    )
    return replace(catalogue, **parts)


def large_catalogue(frameworks):
    """Return the small catalogue with this many additional copies of Alder."""
    copies = tuple(replace(ALDER, slug=f"alder-{number:04}") for number in range(frameworks))
    return small_catalogue(frameworks=(ALDER, *copies, BIRCH, CEDAR, DOGWOOD))


def changed(catalogue, collection, slug, /, **fields):
    """Return the catalogue with fields of one of its things changed."""
    things = getattr(catalogue, collection)
    return replace(catalogue, **{collection: _with_one_changed(things, "slug", slug, fields)})


def with_score(catalogue, framework, criterion, /, **fields):
    """Return the catalogue with fields of one score changed."""
    scores = catalogue.framework_by_slug[framework].scores
    return changed(catalogue, "frameworks", framework, scores=_with_one_changed(scores, "criterion", criterion, fields))


def with_choice(catalogue, question, choice, /, **fields):
    """Return the catalogue with fields of one choice changed."""
    choices = catalogue.question_by_slug[question].choices
    return changed(catalogue, "questions", question, choices=_with_one_changed(choices, "slug", choice, fields))


def without(catalogue, collection, slug):
    """Return the catalogue without one of its things."""
    things = tuple(thing for thing in getattr(catalogue, collection) if thing.slug != slug)
    return replace(catalogue, **{collection: things})


def without_score(catalogue, framework, criterion):
    """Return the catalogue without one score."""
    scores = catalogue.framework_by_slug[framework].scores
    others = tuple(score for score in scores if score.criterion != criterion)
    return changed(catalogue, "frameworks", framework, scores=others)


def _with_one_changed(things, key, name, fields):
    assert name in [getattr(thing, key) for thing in things], f"there is no {name} to change"
    return tuple(replace(thing, **fields) if getattr(thing, key) == name else thing for thing in things)


def score(criterion, value, /, **fields):
    given = {
        "confidence": Confidence.HIGH,
        "reason": f"The manual says {value}.",
        "reviewed_on": DAY,
        "version": "1.0",
        "sources": ("manual",),
    }
    return Score(criterion=criterion, value=value, **(given | fields))


def framework(slug, /, *scores, **fields):
    given = {
        "name": slug.capitalize(),
        "status": Status.PUBLISHED,
        "summary": f"{slug.capitalize()} serves pages.",
        "licence": "MIT",
        "home_page": f"https://{slug}.example/",
        "documentation": f"https://docs.{slug}.example/",
        "repository": f"https://code.example/{slug}",
        "first_release": "2005-07",
        "latest_version": "1.0",
        "latest_release": "2026-02",
        "interface": Interface.WSGI,
    }
    return Framework(slug=slug, scores=scores, **(given | fields))


GROUPS = (
    Group(slug="with-it", name="What comes with it", description="Parts that are there."),
    Group(slug="under-load", name="Under load", description="What it bears."),
)

CRITERIA = (
    Criterion(
        slug="admin",
        name="Admin",
        group="with-it",
        description="Screens for editors.",
        scale=EditorialScale(anchor_0="None.", anchor_5="An add-on.", anchor_10="Built in."),
    ),
    Criterion(
        slug="type",
        name="Type",
        group="with-it",
        description="What it sets out to be.",
        scale=KindScale(
            kinds=(
                Kind(slug="micro", name="Micro", description="A small core."),
                Kind(slug="full", name="Full-stack", description="All in one."),
            )
        ),
    ),
    Criterion(
        slug="packages",
        name="Packages",
        group="with-it",
        description="What a plain install brings along.",
        scale=MeasuredScale(unit="packages", worst=100.0, best=1.0, logarithmic=True),
    ),
    Criterion(
        slug="speed",
        name="Speed",
        group="under-load",
        description="Answers in a second.",
        scale=MeasuredScale(unit="answers", worst=0.0, best=1000.0),
    ),
)

SOURCES = (
    Source(
        slug="article",
        title="Which is best?",
        publisher="A magazine",
        published="2024-03",
        accessed=DAY,
        address="https://magazine.example/which-is-best",
        note="An opinion.",
    ),
    Source(slug="manual", title="Manual", publisher="The project", published="undated", accessed=DAY),
)

ALDER = framework(
    "alder",
    score("admin", 9.0),
    score("packages", 10.0),
    score("speed", 400.0, relative_error=0.1, confidence=Confidence.MEDIUM),
    score("type", "full"),
    alternatives=("birch", "dogwood"),
    facts=(
        Fact(label="Creators", text="Two people.", sources=("manual",)),
        Fact(label="Home", text="A newsroom."),
    ),
    strengths=(
        Statement(text="Its admin saves weeks.", sources=("article", "manual")),
        Statement(text="It is old."),
    ),
    drawbacks=(Statement(text="It is large.", sources=("manual",)),),
    suited_for=(Statement(text="Sites with editors."),),
    not_suited_for=(Statement(text="Tiny helpers."),),
    extensions=(
        Extension(
            slug="alder-api",
            name="Alder API",
            summary="Adds an interface for programs.",
            home_page="https://api.alder.example/",
            licence="BSD-3-Clause",
            latest_version="3.2",
            latest_release="2025-12",
            adds=(Statement(text="Serialisers.", sources=("manual",)),),
            limits=(Statement(text="No asynchronous views."),),
        ),
    ),
)

BIRCH = framework(
    "birch",
    score("packages", 1.0),
    score("speed", 800.0),
    score("type", "micro"),
    alternatives=("alder",),
    interface=Interface.ASGI,
)

CEDAR = framework("cedar", score("admin", 5.0, confidence=Confidence.LOW), status=Status.DRAFT)

DOGWOOD = framework("dogwood", score("speed", 100.0), status=Status.RETIRED, first_release="")

CLAIMS = (
    Claim(
        slug="alder-is-quick",
        text="Alder is quick.",
        made_by="article",
        where="Speed",
        frameworks=("alder",),
        criterion="speed",
        verdict=Verdict.DISPUTED,
        evidence="Birch answers twice as often.",
        sources=("manual",),
    ),
    Claim(
        slug="all-are-good",
        text="All are good.",
        made_by="article",
        where="Introduction",
        frameworks=("alder", "birch"),
        evidence="",
    ),
)


# Not in `small_catalogue` unless given: small_catalogue(moves=MOVES). Alder has tests, and nobody knows what becomes of
# its login.
MOVES = (
    Move(
        slug="alder-to-birch",
        origin="alder",
        target="birch",
        summary="The pages stay; the admin goes.",
        reviewed_on=DAY,
        parts=tuple(
            MovedPart(part=part, effort=effort, reason=f"About {part}.", sources=("manual",) if effort < 13 else ())
            for part, effort in zip(ProjectPart, (3, 7, 1, 5, 13, 3, 0), strict=True)
        ),
    ),
)


# Not in `small_catalogue` unless given: small_catalogue(packages=PACKAGES).
PACKAGES = (
    Package(slug="alder", meaning="Alder is a framework.", kind=PackageKind.FRAMEWORK, brings=("birch", "wood")),
    Package(
        slug="alder-admin",
        meaning="It makes a back office.",
        extends="alder",
        answers=(Answer(question="parts", choices=("editors",)),),
    ),
    Package(slug="birch", meaning="Birch is a framework.", kind=PackageKind.FRAMEWORK),
    Package(slug="dogwood", meaning="Dogwood is a client and a framework.", kind=PackageKind.EITHER),
    Package(slug="pages", meaning="It renders pages.", answers=(Answer(question="build", choices=("site",)),)),
    Package(slug="rest", meaning="It answers programs.", answers=(Answer(question="build", choices=("api",)),)),
    Package(slug="willow", meaning="Willow is a framework of elsewhere.", kind=PackageKind.FRAMEWORK),
    Package(slug="wood", meaning="Wood is a base of others.", answers=(Answer(question="build", choices=("api",)),)),
)

# The small catalogue with a new source that Alder's score on Admin cites, so that neither change stands alone.
CITED = with_score(
    small_catalogue(sources=(SOURCES[0], replace(SOURCES[1], slug="handbook"), SOURCES[1])),
    "alder",
    "admin",
    sources=("handbook",),
)
