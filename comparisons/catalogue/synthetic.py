"""A made-up catalogue of any size, for benchmarks and tests: a given catalogue with additions. Pure.

Random numbers are seeded with names, so a score is the same in catalogues of any size.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from random import Random

from msgspec.structs import replace

from comparisons.catalogue.codec import canonical
from comparisons.catalogue.public import public
from comparisons.catalogue.value import (
    Catalogue,
    Claim,
    Confidence,
    Criterion,
    EditorialScale,
    Effect,
    Fact,
    Framework,
    Group,
    Importance,
    Interface,
    Kind,
    KindScale,
    MeasuredScale,
    Question,
    Scale,
    Score,
    Source,
    Statement,
    Status,
    Verdict,
)

_TODAY = date(2026, 11, 22)
_LEVELS = [Importance.A_LITTLE, Importance.SOMEWHAT, Importance.A_LOT]
_UNKNOWN = 0.06  # the share of unknown scores

_TOPICS = {
    "Data": ("Migrations", "Caching", "Full-text search", "File uploads", "Object storage", "Background jobs", "Dates"),
    "Traffic": ("WebSockets", "Streaming", "Rate limits", "Compression", "Load balancing", "HTTP/2", "Retries"),
    "Operations": ("Logging", "Metrics", "Tracing", "Health checks", "Configuration", "Containers", "Reloading"),
    "Interfaces": ("GraphQL", "gRPC", "Webhooks", "Command line", "E-mail", "Payments", "Pagination"),
    "Trust": ("Sessions", "Tokens", "Audit trail", "Tenants", "Secrets", "Permissions", "Consent"),
}
_ASPECTS = ("in the core", "in add-ons", "in its documents", "under test")
_FIRST = [
    "Amber", "Basalt", "Cedar", "Delta", "Ember", "Fjord", "Garnet", "Harbour", "Indigo", "Juniper",
    "Kestrel", "Larch", "Maple", "Nimbus", "Onyx", "Pebble", "Quarry", "Raven", "Saffron", "Thistle", "Umber",
    "Velvet", "Willow", "Yarrow", "Zephyr", "Aspen", "Bracken", "Coral", "Dune", "Elder", "Flint", "Grove",
    "Hazel", "Iris", "Jasper", "Kelp", "Lotus", "Moss", "Nectar", "Opal",
]  # fmt: skip
_SECOND = [
    "kit", "way", "port", "line", "stack", "forge", "bridge", "works", "gate", "path", "mill", "nest", "lane",
    "loom", "yard", "dock", "wheel", "crane", "spring", "field", "stone", "wing", "beam", "craft", "well",
]  # fmt: skip
_REASONS = (
    "{name} leaves {topic} to the project; the add-ons that were found have had no release for more than two years.",
    "{name} has the beginnings of {topic}: the manual shows one way, and what goes beyond it is written by hand.",
    "{name} brings {topic} with a page of its own in the manual; it is used in the examples and tested with them.",
)
_SIDES = {
    "strengths": ("A small project is on its way within an hour.", "Mistakes are told where they were made."),
    "drawbacks": ("Few people can be hired who know it.", "Some parts of the manual lag behind the code."),
    "suited_for": ("Services that a small team keeps for years.",),
    "not_suited_for": ("Sites that need screens for editors on the first day.",),
}


def large_catalogue(given: Catalogue, *, frameworks: int, criteria: int, seed: int = 1) -> Catalogue:
    """Return the given catalogue, extended to these numbers of frameworks and criteria; the same for the same seed.

    The given frameworks get scores on the added criteria, and the given questions get effects on these. Drafts are left
    out. Raises ValueError if the given catalogue has more frameworks or criteria already.
    """
    given = public(given)
    if frameworks < len(given.frameworks) or criteria < len(given.criteria):
        raise ValueError(f"The smallest has {len(given.frameworks)} frameworks and {len(given.criteria)} criteria.")
    added = tuple(islice(_criteria(given), criteria - len(given.criteria)))
    names = list(islice(_names(given), frameworks - len(given.frameworks)))
    everything = (*given.criteria, *added)
    return canonical(
        replace(
            given,
            groups=(*given.groups, *(group for group in map(_group, _TOPICS) if _is_used(group, added))),
            criteria=everything,
            frameworks=(
                *(replace(f, scores=(*f.scores, *_scores(f, _cited(f), added, seed))) for f in given.frameworks),
                *(_framework(name, names, everything, seed) for name in names),
            ),
            sources=(*given.sources, *(source for name in names for source in _sources(name))),
            claims=(*given.claims, *(_claim(name) for name in names[::4])),
            questions=_questions(given, added, seed),
        )
    )


def _draw(*names: object) -> Random:
    return Random("/".join(map(str, names)))  # noqa: S311 (nothing here is secret)


def _slug(name: str) -> str:
    return "-".join(name.lower().replace("/", " ").split())


def _numbered(names: list[str]) -> Iterator[str]:
    """Yield all names, then all names followed by 2, and so on."""
    yield from names
    for number in count(2):
        yield from (f"{name} {number}" for name in names)


def _names(given: Catalogue) -> Iterator[str]:
    every = _numbered([first + second for second in _SECOND for first in _FIRST])
    return (name for name in every if _slug(name) not in given.framework_by_slug)


def _group(name: str) -> Group:
    return Group(slug=_slug(name), name=name, description=f"{name}: made up, to measure with.")


def _is_used(group: Group, criteria: tuple[Criterion, ...]) -> bool:
    return any(criterion.group == group.slug for criterion in criteria)


def _criteria(given: Catalogue) -> Iterator[Criterion]:
    group_of = {topic: _slug(group) for group, topics in _TOPICS.items() for topic in topics}
    titles = _numbered([f"{topic} {aspect}" for aspect in _ASPECTS for topic in group_of])
    for number, title in enumerate(titles):
        if _slug(title) not in given.criterion_by_slug:
            topic = next(topic for topic in group_of if title.startswith(topic))
            description = f"{title}: how far it carries a usual project. Made up, to measure with."
            yield Criterion(
                slug=_slug(title), name=title, group=group_of[topic], description=description, scale=_scale(number)
            )


def _scale(number: int) -> Scale:
    if number % 15 == 7:
        kinds = ("None", "One", "Several")
        return KindScale(tuple(Kind(slug=k.lower(), name=k, description=f"{k} to choose from.") for k in kinds))
    if number % 10 == 4:
        return MeasuredScale(unit="milliseconds", worst=500.0, best=5.0, logarithmic=True)
    return EditorialScale(
        anchor_0="Nothing; every project builds it by itself.",
        anchor_5="A well kept add-on, or half of it in the core.",
        anchor_10="All of it, documented and tested together with the core.",
    )


def _framework(name: str, names: list[str], criteria: tuple[Criterion, ...], seed: int) -> Framework:
    slug, draw = _slug(name), _draw(seed, name)
    sources = tuple(source.slug for source in _sources(name))
    others = draw.sample([_slug(other) for other in names if other != name], min(3, len(names) - 1))
    framework = Framework(
        slug=slug,
        name=name,
        status=draw.choices([Status.PUBLISHED, Status.RETIRED, Status.DRAFT], [96, 3, 1])[0],
        summary=f"{name} is made up, to measure with: a framework for pages and services.",
        licence=draw.choice(["MIT", "BSD-3-Clause", "Apache-2.0"]),
        home_page=f"https://{slug}.example/",
        documentation=f"https://docs.{slug}.example/",
        repository=f"https://code.example/{slug}",
        first_release=f"{draw.randint(2005, 2023)}-{draw.randint(1, 12):02}",
        latest_version=f"{draw.randint(0, 6)}.{draw.randint(0, 20)}.{draw.randint(0, 9)}",
        latest_release=f"2026-{draw.randint(1, 11):02}",
        interface=draw.choice(list(Interface)),
        alternatives=tuple(others),
        facts=(
            Fact("Creators", f"The people of {name}.", sources[2:]),
            Fact("Python versions", f"3.{draw.randint(8, 12)} and newer.", sources[:1]),
        ),
        strengths=_statements("strengths", sources),
        drawbacks=_statements("drawbacks", sources),
        suited_for=_statements("suited_for", sources),
        not_suited_for=_statements("not_suited_for", sources),
    )
    return replace(framework, scores=tuple(_scores(framework, sources, criteria, seed)))


def _statements(side: str, sources: tuple[str, ...]) -> tuple[Statement, ...]:
    return tuple(Statement(text, sources[:1]) for text in _SIDES[side])


def _sources(name: str) -> tuple[Source, ...]:
    slug = _slug(name)
    return tuple(
        Source(
            slug=f"{slug}-{_slug(what)}",
            title=f"{name}: {what}",
            publisher=f"{name} project",
            published="undated",
            accessed=_TODAY,
            address=f"https://docs.{slug}.example/{_slug(what)}",
        )
        for what in ("Manual", "Changes", "Repository")
    )


def _cited(framework: Framework) -> tuple[str, ...]:
    return tuple(sorted({source for score in framework.scores for source in score.sources}))


def _scores(
    framework: Framework, sources: tuple[str, ...], criteria: tuple[Criterion, ...], seed: int
) -> Iterator[Score]:
    talent = _draw(seed, framework.slug).uniform(3, 7)
    for criterion in criteria:
        draw = _draw(seed, framework.slug, criterion.slug)
        if draw.random() >= _UNKNOWN:
            yield _score(framework, sources, criterion, min(max(draw.gauss(talent, 2), 0), 10), draw)


def _score(framework: Framework, sources: tuple[str, ...], criterion: Criterion, level: float, draw: Random) -> Score:
    """Return a score. `level` is 0 to 10 on any scale."""
    measured = isinstance(criterion.scale, MeasuredScale)
    return Score(
        criterion=criterion.slug,
        value=_value(criterion.scale, level),
        confidence=draw.choices(list(Confidence), [5, 4, 1])[0],
        reason=_REASONS[min(int(level / 10 * 3), 2)].format(name=framework.name, topic=criterion.name.lower()),
        reviewed_on=_TODAY - timedelta(days=draw.randint(0, 500)),
        version=framework.latest_version,
        relative_error=draw.choice([0.0, 0.1]) if measured else 0.0,
        sources=tuple(sorted(draw.sample(sources, min(draw.randint(0, 2), len(sources))))),
    )


def _value(scale: Scale, level: float) -> float | str:
    if isinstance(scale, KindScale):
        return scale.kinds[min(int(level / 10 * len(scale.kinds)), len(scale.kinds) - 1)].slug
    if isinstance(scale, EditorialScale):
        return float(round(level))
    share = level / 10
    if scale.logarithmic:
        return float(f"{scale.worst * (scale.best / scale.worst) ** share:.3g}")
    return float(f"{scale.worst + (scale.best - scale.worst) * share:.3g}")


def _claim(name: str) -> Claim:
    slug = _slug(name)
    return Claim(
        slug=f"{slug}-is-small",
        text=f"{name} is the smallest of its kind.",
        made_by=f"{slug}-repository",
        where="Introduction",
        frameworks=(slug,),
        evidence="Others bring fewer packages along.",
        verdict=Verdict.DISPUTED,
        sources=(f"{slug}-manual",),
    )


def _questions(given: Catalogue, criteria: tuple[Criterion, ...], seed: int) -> tuple[Question, ...]:
    """Return the questions, with an effect of two choices on each of the rated criteria."""
    choices = [(q.slug, c.slug) for q in given.questions for c in q.choices if not c.exclusive]
    effects: dict[tuple[str, str], list[Effect]] = {choice: [] for choice in choices}
    for criterion in criteria:
        draw = _draw(seed, criterion.slug)
        if not isinstance(criterion.scale, KindScale):
            for choice in draw.sample(choices, min(2, len(choices))):
                effects[choice].append(Effect(criterion.slug, draw.choice(_LEVELS)))
    return tuple(
        replace(
            q, choices=tuple(replace(c, effects=(*c.effects, *effects.get((q.slug, c.slug), ()))) for c in q.choices)
        )
        for q in given.questions
    )
