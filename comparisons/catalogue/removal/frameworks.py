"""What names a framework, and what goes with it, in words."""

from collections.abc import Collection, Iterator

from comparisons.catalogue.removal.decisions import Action, Key, Option, Use, Uses, goes
from comparisons.catalogue.removal.sources import citations, score_use
from comparisons.catalogue.value import Catalogue


def of_frameworks(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    gone = {key[0] for key in keys}
    own = [framework for framework in catalogue.frameworks if framework.slug in gone]
    scores = (score_use(catalogue, framework, score) for framework in own for score in framework.scores)
    yield Uses("scores", "Its scores", tuple(scores), (goes(),))
    sentences = [
        use
        for use, _, kind in citations(catalogue)
        if use.thing == "framework" and use.key[0] in gone and kind in ("facts", "statements")
    ]
    yield Uses("statements", "Its strengths, drawbacks, purposes and facts", tuple(sentences), (goes(),))
    extensions = (Use(e.name, "extension", (f.slug, e.slug)) for f in own for e in f.extensions)
    yield Uses("extensions", "Its extensions", tuple(extensions), (goes(),))
    rivals = (
        Use(f.name, "framework", (f.slug,))
        for f in catalogue.frameworks
        if f.slug not in gone and gone & {*f.alternatives}
    )
    yield Uses("alternatives", "Frameworks that name it as an alternative", tuple(rivals), _take_out_or_replace())
    built = (
        Use(f.name, "framework", (f.slug,)) for f in catalogue.frameworks if f.slug not in gone and f.built_on in gone
    )
    yield Uses("built_on", "Frameworks that are built on it", tuple(built), _take_out_or_replace())
    yield from _claims_about(catalogue, gone)
    yield from _scenarios_naming(catalogue, gone)
    moves = (Use(m.slug, "move", (m.slug,)) for m in catalogue.moves if {m.origin, m.target} & gone)
    yield Uses("moves", "What moving to it or from it costs", tuple(moves), (goes(),))


def _claims_about(catalogue: Catalogue, gone: set[str]) -> Iterator[Uses]:
    about = [claim for claim in catalogue.claims if gone & set(claim.frameworks)]
    alone = tuple(Use(f"“{c.text}”", "claim", (c.slug,)) for c in about if set(c.frameworks) <= gone)
    others = tuple(Use(f"“{c.text}”", "claim", (c.slug,)) for c in about if not set(c.frameworks) <= gone)
    options = (
        Option(Action.DELETE, "Delete these claims"),
        Option(Action.REPLACE, "Keep them, about another framework"),
        Option(Action.REMOVE, "Keep them, about no framework"),
    )
    yield Uses("claims_alone", "Claims about it alone", alone, options)
    yield Uses("claims", "Claims about it and others", others, _take_out_or_replace())


def _scenarios_naming(catalogue: Catalogue, gone: set[str]) -> Iterator[Uses]:
    places = {"right": "right", "unacceptable": "a grave error", "chosen": "what they took"}
    alone: list[Use] = []
    others: list[Use] = []
    for one in catalogue.scenarios:
        roles = [words for place, words in places.items() if gone & set(getattr(one, place))]
        use = Use(f"{one.title}: {', '.join(roles)}", "scenario", (one.slug,))
        if roles:
            (alone if set(one.right) <= gone else others).append(use)
    options = (
        Option(Action.DELETE, "Delete these scenarios"),
        Option(Action.REPLACE, "Name another framework in them"),
    )
    yield Uses("scenarios_alone", "Scenarios in which no other first place is right", tuple(alone), options)
    yield Uses("scenarios", "Other scenarios that name it", tuple(others), _take_out_or_replace())


def _take_out_or_replace() -> tuple[Option, ...]:
    return (Option(Action.REMOVE, "Take it out there"), Option(Action.REPLACE, "Put another framework in its place"))
