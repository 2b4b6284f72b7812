"""The public part of a catalogue, which has no drafts: its content, its cited sources and its changes. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import Change, ChangeKind, diff, sentence
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Claim, Fact, Framework, Move, Scenario, Score, Source, Statement


def public(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without drafts and what is about drafts only, or the same object if it has no drafts.

    Sources that nothing public cites are removed as well.
    """
    if len(catalogue.public_frameworks) == len(catalogue.frameworks):
        return catalogue
    return _public(catalogue)


@memo
def _public(catalogue: Catalogue) -> Catalogue:
    without = replace(
        catalogue,
        frameworks=tuple(_framework(catalogue, one) for one in catalogue.public_frameworks.values()),
        claims=tuple(_claim(catalogue, one) for one in public_claims(catalogue)),
        scenarios=tuple(_scenario(catalogue, one) for one in catalogue.scenarios),
        moves=public_moves(catalogue),
    )
    return replace(without, sources=cited_sources(without))


def _is_public(catalogue: Catalogue, claim: Claim) -> bool:
    return not claim.frameworks or any(slug in catalogue.public_frameworks for slug in claim.frameworks)


def _framework(catalogue: Catalogue, framework: Framework) -> Framework:
    base = _known(catalogue, (framework.built_on,))
    return replace(framework, alternatives=_known(catalogue, framework.alternatives), built_on=base[0] if base else "")


def _claim(catalogue: Catalogue, claim: Claim) -> Claim:
    return replace(claim, frameworks=_known(catalogue, claim.frameworks))


def _scenario(catalogue: Catalogue, scenario: Scenario) -> Scenario:
    return replace(
        scenario,
        right=_known(catalogue, scenario.right),
        unacceptable=_known(catalogue, scenario.unacceptable),
        chosen=_known(catalogue, scenario.chosen),
    )


def _known(catalogue: Catalogue, slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug in catalogue.public_frameworks)


@memo
def cited_sources(catalogue: Catalogue) -> tuple[Source, ...]:
    """Return the sources that something visible rests on, in the catalogue's order.

    Pages, search and the API list and count these. One that nothing cites yet is no evidence for anything.
    """
    uses = uses_of_sources(catalogue)
    return tuple(source for source in catalogue.sources if source.slug in uses)


def public_claims(catalogue: Catalogue) -> tuple[Claim, ...]:
    """Return the claims that visitors see: all but those about drafts only."""
    return tuple(claim for claim in catalogue.claims if _is_public(catalogue, claim))


def public_moves(catalogue: Catalogue) -> tuple[Move, ...]:
    """Return the moves that visitors see: all but those from or to drafts."""
    known = catalogue.public_frameworks
    return tuple(move for move in catalogue.moves if move.origin in known and move.target in known)


@memo
def uses_of_sources(catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
    """Return the sources that visitors see, by slug, with the names of the places that cite each."""
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for place, sources in _citations(catalogue):
        for slug in sources:
            uses[slug][place] = None
    return {slug: list(places) for slug, places in uses.items()}


def cited_by(framework: Framework) -> Iterator[str]:
    """Yield the slugs of the sources that a framework's page cites, once for each citation."""
    cited: tuple[Score | Fact | Statement, ...] = (
        *framework.scores,
        *framework.facts,
        *framework.strengths,
        *framework.drawbacks,
        *framework.suited_for,
        *framework.not_suited_for,
        *(s for e in framework.extensions for s in (*e.adds, *e.limits)),
    )
    for part in cited:
        yield from part.sources


def _citations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for framework in catalogue.public_frameworks.values():
        yield framework.name_with_status, tuple(cited_by(framework))
    for claim in public_claims(catalogue):
        yield "Claims", (*claim.sources, claim.made_by)
    for move in public_moves(catalogue):
        yield "What moving costs", tuple(slug for moved in move.parts for slug in moved.sources)


# Fields of a score that each review changes, whatever comes of it.
_OF_A_REVIEW = ("reviewed_on", "version")


class Routine(StrEnum):
    """Kinds of changes that tell readers nothing one by one; feeds only count them."""

    SCENARIO = "scenario"
    SOURCE = "source"
    REVIEW = "review"


_ROUTINES = {"scenario": Routine.SCENARIO, "source": Routine.SOURCE}


class PublicChange(Struct, frozen=True):
    """A change as a sentence, with the slugs of the frameworks and criteria that it concerns.

    `thing` is the name of what changed, such as 'score', as changes/diff.py names it. `moved` are the values of a score
    before and after, None where it has none. `changes_scale`: values on the criterion mean another thing from here on.
    """

    words: str
    frameworks: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    routine: Routine | None = None
    thing: str = ""
    moved: tuple[float | str | None, float | str | None] | None = None
    changes_scale: bool = False


def public_changes(old: Catalogue, new: Catalogue) -> tuple[PublicChange, ...]:
    """Return the changes to what visitors see. Drafts are left out; a draft that is published counts as new."""
    before, after = public(old), public(new)
    changes = tuple(_public_change(change, after, before) for change in diff(before, after))
    if old.method == new.method:
        return changes
    words = f"Method: version {new.method} replaces {old.method}: when a verdict is given, and when the wizard stops."
    return (PublicChange(words, thing="method"), *changes)


def _public_change(change: Change, after: Catalogue, before: Catalogue) -> PublicChange:
    return replace(_concerned(change, (after, before)), thing=change.thing)


def _concerned(change: Change, catalogues: tuple[Catalogue, Catalogue]) -> PublicChange:
    words = sentence(change, *catalogues)
    if change.thing in ("framework", "extension"):
        return PublicChange(words, frameworks=frozenset(change.key[:1]))
    if change.thing == "score":
        routine = Routine.REVIEW if change.field in _OF_A_REVIEW else None
        frameworks, criteria = frozenset(change.key[:1]), frozenset(change.key[1:])
        moved = _moved(change, *catalogues)
        return PublicChange(words, frameworks=frameworks, criteria=criteria, routine=routine, moved=moved)
    if change.thing == "criterion":
        return PublicChange(words, criteria=frozenset(change.key), changes_scale=change.field == "scale")
    if change.thing == "claim" and change.key:
        claims = [claim for catalogue in catalogues for claim in catalogue.claims if claim.slug == change.key[0]]
        return PublicChange(
            words, frameworks=_frameworks_of(claims), criteria=frozenset(c.criterion for c in claims if c.criterion)
        )
    if change.thing == "move" and change.key:
        moves = [move for catalogue in catalogues for move in catalogue.moves if move.slug == change.key[0]]
        return PublicChange(words, frameworks=frozenset(end for move in moves for end in (move.origin, move.target)))
    return PublicChange(words, routine=_ROUTINES.get(change.thing))


def _moved(change: Change, after: Catalogue, before: Catalogue) -> tuple[float | str | None, float | str | None] | None:
    """Return the values of a score before and after, or None if they are the same."""
    if change.field == "value":
        return change.old, change.new
    if change.kind is ChangeKind.ADDED:
        return None, _value(after, change.key)
    return (_value(before, change.key), None) if change.kind is ChangeKind.REMOVED else None


def _value(catalogue: Catalogue, key: tuple[str, ...]) -> float | str | None:
    framework, criterion = key
    known = catalogue.framework_by_slug.get(framework)
    score = known.score_by_criterion.get(criterion) if known else None
    return score.value if score else None


def _frameworks_of(claims: list[Claim]) -> frozenset[str]:
    return frozenset(slug for claim in claims for slug in claim.frameworks)
