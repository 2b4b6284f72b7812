"""Which places of a catalogue cite a source, by kind, in words."""

from collections.abc import Collection, Iterator

from comparisons.catalogue.removal.decisions import SIDES, Action, Key, Option, Use, Uses
from comparisons.catalogue.value import Catalogue, Criterion, Framework, KindScale, Score

_SIDES = {
    "strengths": "strength",
    "drawbacks": "drawback",
    "suited_for": "suited for",
    "not_suited_for": "not suited for",
}


_CITED = {
    "scores": "Scores that rest on it",
    "facts": "Facts of frameworks that cite it",
    "statements": "Strengths, drawbacks and purposes that cite it",
    "extensions": "Sentences on extensions that cite it",
    "claims": "Verdicts on claims that cite it",
    "moves": "Efforts of moving that cite it",
}


def of_sources(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    gone = {key[0] for key in keys}
    found: dict[str, list[Use]] = {kind: [] for kind in _CITED}
    for use, sources, kind in citations(catalogue):
        if gone & set(sources):
            found[kind].append(use)
    replaced = Option(Action.REPLACE, "Replace it by another source")
    for kind, title in _CITED.items():
        yield Uses(kind, title, tuple(found[kind]), (replaced, Option(Action.REMOVE, "Take it out there")))
    made = (Use(f"“{c.text}”", "claim", (c.slug,)) for c in catalogue.claims if c.made_by in gone)
    yield Uses(
        "claims_made", "Claims that it makes", tuple(made), (replaced, Option(Action.DELETE, "Delete these claims"))
    )


def _cited(catalogue: Catalogue) -> Iterator[tuple[Use, tuple[str, ...]]]:
    return ((use, sources) for use, sources, _ in citations(catalogue))


def citations(catalogue: Catalogue) -> Iterator[tuple[Use, tuple[str, ...], str]]:
    """Yield every place that can cite sources, its sources and the kind of use."""
    for framework in catalogue.frameworks:
        own = (framework.slug,)
        for score in framework.scores:
            yield score_use(catalogue, framework, score), score.sources, "scores"
        for fact in framework.facts:
            yield Use(f"{framework.name}, {fact.label}: “{fact.text}”", "framework", own), fact.sources, "facts"
        for side in SIDES:
            for statement in getattr(framework, side):
                use = Use(f"{framework.name}, {_SIDES[side]}: “{statement.text}”", "framework", own)
                yield use, statement.sources, "statements"
        for extension in framework.extensions:
            for statement in (*extension.adds, *extension.limits):
                text = f"{extension.name} ({framework.name}): “{statement.text}”"
                yield Use(text, "extension", (*own, extension.slug)), statement.sources, "extensions"
    for claim in catalogue.claims:
        yield Use(f"“{claim.text}”", "claim", (claim.slug,)), claim.sources, "claims"
    for move in catalogue.moves:
        for moved in move.parts:
            yield Use(f"{move.slug}, {moved.part}: “{moved.reason}”", "move", (move.slug,)), moved.sources, "moves"


def score_use(catalogue: Catalogue, framework: Framework, score: Score) -> Use:
    return Use(score_name(catalogue, framework, score), "score", (framework.slug, score.criterion))


def score_name(catalogue: Catalogue, framework: Framework, score: Score) -> str:
    criterion = catalogue.criterion_by_slug.get(score.criterion)
    name = criterion.name if criterion else score.criterion
    return f"{framework.name} on {name}: {_value_words(criterion, score)}"


def _value_words(criterion: Criterion | None, score: Score) -> str:
    if isinstance(score.value, str):
        kinds = criterion.scale.kinds if criterion and isinstance(criterion.scale, KindScale) else ()
        return next((kind.name for kind in kinds if kind.slug == score.value), score.value)
    return f"{score.value:g}"


def left_without_source(old: Catalogue, new: Catalogue) -> tuple[Use, ...]:
    """Return the places that cite a source in the old catalogue, and are in the new one without any."""
    cited_before = {use for use, sources in _cited(old) if sources}
    return tuple(use for use, sources in _cited(new) if not sources and use in cited_before)
