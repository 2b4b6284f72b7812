"""What names a thing of the catalogue, by kind, in words, with what can be done about each kind."""

from collections.abc import Callable, Collection, Iterator

from comparisons.catalogue.removal.criteria import of_criteria, of_groups
from comparisons.catalogue.removal.decisions import Key, Uses, goes
from comparisons.catalogue.removal.frameworks import of_frameworks
from comparisons.catalogue.removal.questions import of_choices, of_questions
from comparisons.catalogue.removal.sources import citations, of_sources
from comparisons.catalogue.value import Catalogue


def uses_of(catalogue: Catalogue, thing: str, keys: Collection[Key]) -> tuple[Uses, ...]:
    """Return what names the things of these keys and what goes with them, without kinds that have no use."""
    kinds: dict[str, Callable[[Catalogue, Collection[Key]], Iterator[Uses]]] = {
        "source": of_sources,
        "criterion": of_criteria,
        "group": of_groups,
        "framework": of_frameworks,
        "question": of_questions,
        "choice": of_choices,
        "extension": _of_extensions,
    }
    found = kinds[thing](catalogue, frozenset(keys)) if thing in kinds else iter(())
    return tuple(uses for uses in found if uses.uses)


def targets(catalogue: Catalogue, thing: str, keys: Collection[Key]) -> list[tuple[str, str]]:
    """Return what can take the place of the things of these keys: slugs (see `Decision.target`) and names."""
    gone = {key[0] for key in keys}
    if thing == "source":
        return [(s.slug, f"{s.title} ({s.publisher})") for s in catalogue.sources if s.slug not in gone]
    if thing == "criterion":
        return [(c.slug, c.name) for c in catalogue.rated_criteria if c.slug not in gone]
    if thing == "group":
        return [(g.slug, g.name) for g in catalogue.groups if g.slug not in gone]
    if thing == "framework":
        return [(f.slug, f.name) for f in catalogue.frameworks if f.slug not in gone]
    if thing == "choice":
        return [
            (f"{question.slug}/{choice.slug}", f"{question.text} {choice.text}")
            for question in catalogue.questions
            for choice in question.choices
            if question.slug in gone and (question.slug, choice.slug) not in keys
        ]
    return []


def _of_extensions(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    sentences = (use for use, _, kind in citations(catalogue) if kind == "extensions" and use.key in keys)
    yield Uses("sentences", "What it adds, and its limits", tuple(sentences), (goes(),))
