"""Rules for slugs and references."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from comparisons.catalogue.checks.problems import THINGS, Problem, error, repeated, unknown, warning
from comparisons.catalogue.expected_slugs import CODE_QUESTION, EXPECTED_CRITERIA, FEATURED_SCENARIO, FOUNDING_PAIR
from comparisons.catalogue.slugs import NOT_SURE, SLUG_PATTERN, VERSUS
from comparisons.catalogue.value import NAMED, Catalogue, KindScale

_SLUG = re.compile(SLUG_PATTERN)
# Words that URLs of the site use as path segments or parameters.
RESERVED = frozenset(
    {
        NOT_SURE,
        "among",
        "completed",
        "dropped",
        "edition",
        "from",
        "level",
        "link",
        "madr",
        "need",
        "number",
        "part",
        "present",
        "project-files",
        "result",
        "review",
        "to",
        "together",
        "topics",
        "uses",
        "versus",
    }
)
# Further ones of single kinds of things.
_RESERVED_OF = {
    "question": frozenset({"house", "mine", "note", "own"}),
    "criterion": frozenset({"house-rule", "mine"}),
}


def slugs_are_sound(catalogue: Catalogue) -> Iterator[Problem]:
    collections = {thing: [part.slug for part in getattr(catalogue, name)] for name, thing in THINGS.items()}
    for question in catalogue.questions:
        collections[f"question {question.slug}, choice"] = [c.slug for c in question.choices]
    for criterion in catalogue.criteria:
        if isinstance(criterion.scale, KindScale):
            collections[f"criterion {criterion.slug}, kind"] = [k.slug for k in criterion.scale.kinds]
    for framework in catalogue.frameworks:
        collections[f"framework {framework.slug}, extension"] = [e.slug for e in framework.extensions]
    for thing, slugs in collections.items():
        yield from _slug_problems(thing, slugs)


def _slug_problems(thing: str, slugs: list[str]) -> Iterator[Problem]:
    for slug, times in Counter(slugs).items():
        where = f"{thing} {slug}"
        if times > 1:
            yield error(where, f"stands {times} times; a slug names one thing")
        if not _SLUG.fullmatch(slug) or len(slug) > 60:
            yield error(where, "a slug is lower-case letters, digits and single hyphens, at most 60 characters")
        if slug in RESERVED | _RESERVED_OF.get(thing, frozenset()) or VERSUS in slug:
            yield error(where, "this slug is kept for the site's own addresses")


def aliases_are_sound(catalogue: Catalogue) -> Iterator[Problem]:
    for name in NAMED:
        yield from _alias_problems(THINGS[name], getattr(catalogue, name))
    for question in catalogue.questions:
        yield from _alias_problems(f"question {question.slug}, choice", question.choices)


def _alias_problems(thing: str, parts: Iterable[Any]) -> Iterator[Problem]:
    parts = tuple(parts)
    slugs = {part.slug for part in parts}
    owners: dict[str, str] = {}
    for part in parts:
        where = f"{thing} {part.slug}"
        yield from repeated(where, "alias", part.aliases)
        for alias in part.aliases:
            if not _SLUG.fullmatch(alias) or len(alias) > 60:
                yield error(where, f"the alias '{alias[:60]}' is no slug: lower-case letters, digits, single hyphens")
            if alias in RESERVED | _RESERVED_OF.get(thing, frozenset()) or VERSUS in alias:
                yield error(where, f"the alias '{alias}' is kept for the site's own addresses")
            if alias in slugs:
                whose = "its own slug" if alias == part.slug else "the slug of another one"
                yield error(where, f"the alias '{alias}' is {whose}; a name leads to one thing")
            elif owners.setdefault(alias, part.slug) != part.slug:
                yield error(where, f"the alias '{alias}' is one of '{owners[alias]}' too; a name leads to one thing")


def references_lead_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    groups = {group.slug for group in catalogue.groups}
    known_criteria = {criterion.slug for criterion in catalogue.criteria}
    for criterion in catalogue.criteria:
        yield from unknown(f"criterion {criterion.slug}", "group", [criterion.group], groups)
    for where, sources in _citations(catalogue):
        yield from unknown(where, "source", sources, catalogue.source_by_slug)
        yield from repeated(where, "source", sources)
    for framework in catalogue.frameworks:
        where = f"framework {framework.slug}"
        yield from unknown(where, "alternative", framework.alternatives, catalogue.framework_by_slug)
        yield from repeated(where, "alternative", framework.alternatives)
        base = [framework.built_on] if framework.built_on else []
        yield from unknown(where, "framework", base, catalogue.framework_by_slug)
        criteria = [score.criterion for score in framework.scores]
        yield from unknown(where, "criterion", criteria, known_criteria)
        yield from repeated(where, "score", criteria)
    for claim in catalogue.claims:
        where = f"claim {claim.slug}"
        yield from unknown(where, "source", [claim.made_by], catalogue.source_by_slug)
        yield from unknown(where, "framework", claim.frameworks, catalogue.framework_by_slug)
        yield from repeated(where, "framework", claim.frameworks)
        yield from unknown(where, "criterion", [claim.criterion] if claim.criterion else [], known_criteria)


def expected_slugs_are_there(catalogue: Catalogue) -> Iterator[Problem]:
    """Warn of what pages name themselves and the catalogue does not hold: they then leave something out."""
    expected: list[tuple[str, tuple[str, ...], set[str]]] = [
        ("criterion", EXPECTED_CRITERIA, _names(catalogue.criteria)),
        ("framework", FOUNDING_PAIR, _names(catalogue.frameworks)),
        ("question", (CODE_QUESTION,) if catalogue.moves else (), _names(catalogue.questions)),
        ("scenario", (FEATURED_SCENARIO,), _names(catalogue.scenarios)),
    ]
    for thing, slugs, known in expected:
        for slug in slugs if known else ():
            if slug not in known:
                yield warning(f"{thing} {slug}", "does not exist, and pages of the site name it")
    for slug in EXPECTED_CRITERIA:
        if slug in catalogue.criterion_by_slug and catalogue.criterion_by_slug[slug].retired:
            yield warning(f"criterion {slug}", "is retired, and pages of the site name it")


def _names(parts: Iterable[Any]) -> set[str]:
    return {name for part in parts for name in (part.slug, *part.aliases)}


def _citations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for f in catalogue.frameworks:
        where = f"framework {f.slug}"
        for score in f.scores:
            yield f"{where}, score {score.criterion}", score.sources
        for fact in f.facts:
            yield f"{where}, fact {fact.label}", fact.sources
        for statement in (*f.strengths, *f.drawbacks, *f.suited_for, *f.not_suited_for):
            yield f"{where}, '{statement.text[:40]}'", statement.sources
        for extension in f.extensions:
            for statement in (*extension.adds, *extension.limits):
                yield f"{where}, extension {extension.slug}, '{statement.text[:40]}'", statement.sources
    for claim in catalogue.claims:
        yield f"claim {claim.slug}", claim.sources
    for move in catalogue.moves:
        for moved in move.parts:
            yield f"move {move.slug}, {moved.part}", moved.sources
