"""Facts of a framework that make it no better or worse: version, licence, server interface, Python versions. Pure."""

import re
from calendar import month_abbr

from msgspec import Struct

from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import FACT, SCORE, fact_key
from comparisons.catalogue.value import Catalogue, Criterion, Fact, Framework, Interface, KindScale
from comparisons.content.comparison import cell_of

INTERFACES = {
    Interface.WSGI: "WSGI",
    Interface.ASGI: "ASGI",
    Interface.BOTH: "Both WSGI and ASGI",
    Interface.OWN: "Its own server",
}

# Labels of facts in the catalogue that belong to main facts.
_FIRST_RELEASE, _LICENCE, _INTERFACE, _PYTHON = "First public release", "Licence", "Server interface", "Python versions"
# Labels of the main facts after those of kinds.
_LABELS = ("Version", "First release", _LICENCE, _INTERFACE, _PYTHON)


class Facts(Struct, frozen=True):
    """`main` has the same labels for every framework of a catalogue, in the same order; a text is '' if unknown."""

    framework: Framework
    main: tuple[Fact, ...]
    more: tuple[Fact, ...]


@memo
def main_labels(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the labels of the main facts, in their order."""
    return (*(criterion.name for criterion in catalogue.criteria_in_use if _has_kinds(criterion)), *_LABELS)


def facts_of(catalogue: Catalogue, framework: Framework) -> Facts:
    """Return the facts of a framework."""
    known = {fact.label: fact for fact in framework.facts}
    kinds = (_kind_of(framework, criterion) for criterion in catalogue.criteria_in_use if _has_kinds(criterion))
    version, first_release, licence, interface, python = _LABELS
    main = (
        *kinds,
        Fact(label=version, text=_with_month(framework.latest_version, framework.latest_release)),
        Fact(label=first_release, text=in_words(framework.first_release), sources=_sources(known, _FIRST_RELEASE)),
        Fact(label=licence, text=framework.licence, sources=_sources(known, _LICENCE)),
        Fact(label=interface, text=INTERFACES[framework.interface], sources=_sources(known, _INTERFACE)),
        known.get(_PYTHON, Fact(label=python, text="")),
    )
    more = (fact for label, fact in known.items() if label not in (_FIRST_RELEASE, _PYTHON))
    return Facts(framework=framework, main=main, more=tuple(more))


def main_names(catalogue: Catalogue, facts: Facts) -> tuple[str, ...]:
    """Return the names by which visitors correct the main facts, in their order. A kind is the score that says it."""
    slug = facts.framework.slug
    kinds = [f"{SCORE}/{slug}/{each.slug}" for each in catalogue.criteria_in_use if _has_kinds(each)]
    return (*kinds, *(f"{FACT}/{slug}/{fact_key(fact)}" for fact in facts.main[len(kinds) :]))


def in_words(month: str) -> str:
    """Return a year and month in words: 'Nov 2026' for 2026-11. Other texts are returned as they are."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
    return f"{month_abbr[int(found[2])]} {found[1]}" if found else month


def _has_kinds(criterion: Criterion) -> bool:
    return isinstance(criterion.scale, KindScale)


def _kind_of(framework: Framework, criterion: Criterion) -> Fact:
    cell = cell_of(framework, criterion)
    if cell.score is None:
        return Fact(label=criterion.name, text="")
    return Fact(label=criterion.name, text=cell.text, sources=cell.score.sources)


def _sources(known: dict[str, Fact], label: str) -> tuple[str, ...]:
    return known[label].sources if label in known else ()


def _with_month(version: str, month: str) -> str:
    return f"{version} ({in_words(month)})" if version and month else version
