"""The catalogue without some of its things, and with what named them changed as an editor decides."""

from collections.abc import Callable, Collection
from typing import Any

from msgspec.structs import replace

from comparisons.catalogue.changes.diff import OWNED
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.removal.decisions import SIDES, Action, Decision, Decisions, Key
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Choice,
    Claim,
    Effect,
    Extension,
    Framework,
    Importance,
    Question,
    Scenario,
)

_IMPORTANCES = list(Importance)


def removed(catalogue: Catalogue, thing: str, keys: Collection[Key], decisions: Decisions | None = None) -> Catalogue:
    """Return the catalogue without the things of these keys, and with what named them as decided.

    `thing` is a kind of thing as in changes: 'source', 'choice'. Keys that the catalogue does not have are ignored.
    The result can have errors, for example a question with one choice.
    """
    return canonical(_REMOVERS[thing](catalogue, frozenset(keys), decisions or {}))


def _without_sources(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    gone = {key[0] for key in keys}

    def cited(parts: tuple[Any, ...], kind: str) -> tuple[Any, ...]:
        return tuple(replace(part, sources=_swapped(part.sources, gone, decisions.get(kind))) for part in parts)

    def extension(one: Extension) -> Extension:
        return replace(one, adds=cited(one.adds, "extensions"), limits=cited(one.limits, "extensions"))

    def framework(one: Framework) -> Framework:
        return replace(
            one,
            scores=cited(one.scores, "scores"),
            facts=cited(one.facts, "facts"),
            extensions=tuple(map(extension, one.extensions)),
            **{side: cited(getattr(one, side), "statements") for side in SIDES},
        )

    made = decisions.get("claims_made", Decision(Action.DELETE))
    claims = catalogue.claims
    if made.action is Action.REPLACE:
        claims = tuple(replace(c, made_by=made.target) if c.made_by in gone else c for c in claims)
    return replace(
        catalogue,
        frameworks=tuple(map(framework, catalogue.frameworks)),
        claims=cited(tuple(claim for claim in claims if claim.made_by not in gone), "claims"),
        moves=tuple(replace(move, parts=cited(move.parts, "moves")) for move in catalogue.moves),
        sources=_others(catalogue.sources, gone),
    )


def _without_criteria(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    gone = {key[0] for key in keys}
    frameworks = (
        replace(one, scores=tuple(score for score in one.scores if score.criterion not in gone))
        for one in catalogue.frameworks
    )
    without = replace(
        catalogue,
        frameworks=tuple(frameworks),
        claims=_claims_off_criteria(catalogue.claims, gone, decisions.get("claims")),
        criteria=_others(catalogue.criteria, gone),
    )
    return unasked(without, gone, decisions.get("effects"))


def unasked(catalogue: Catalogue, criteria: Collection[str], effects: Decision | None = None) -> Catalogue:
    """Return the catalogue with no choice that gives these criteria importance, or sets a requirement on them.

    `effects` can move the importance to another criterion; of two importances the higher one stays.
    """

    def choice(one: Choice) -> Choice:
        return replace(
            one,
            effects=_effects_off(one.effects, criteria, effects),
            requirements=tuple(r for r in one.requirements if r.criterion not in criteria),
        )

    questions = (replace(one, choices=tuple(map(choice, one.choices))) for one in catalogue.questions)
    return replace(catalogue, questions=tuple(questions))


def _effects_off(
    effects: tuple[Effect, ...], criteria: Collection[str], decision: Decision | None
) -> tuple[Effect, ...]:
    kept = {effect.criterion: effect for effect in effects if effect.criterion not in criteria}
    if decision is not None and decision.action is Action.REPLACE:
        for effect in effects:
            if effect.criterion in criteria:
                moved, there = replace(effect, criterion=decision.target), kept.get(decision.target)
                kept[decision.target] = max([moved, there or moved], key=lambda e: _IMPORTANCES.index(e.importance))
    return tuple(kept.values())


def _claims_off_criteria(
    claims: tuple[Claim, ...], gone: Collection[str], decision: Decision | None
) -> tuple[Claim, ...]:
    if decision is not None and decision.action is Action.DELETE:
        return tuple(claim for claim in claims if claim.criterion not in gone)
    target = decision.target if decision is not None and decision.action is Action.REPLACE else None
    return tuple(replace(claim, criterion=target) if claim.criterion in gone else claim for claim in claims)


def _without_groups(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    """Move the criteria of the groups to another one. Without such a decision they go too."""
    gone, decision = {key[0] for key in keys}, decisions.get("criteria")
    left = replace(catalogue, groups=_others(catalogue.groups, gone))
    inside = [criterion.slug for criterion in catalogue.criteria if criterion.group in gone]
    if decision is None or decision.action is not Action.REPLACE:
        return _without_criteria(left, [(slug,) for slug in inside], {})
    criteria = (replace(one, group=decision.target) if one.slug in inside else one for one in left.criteria)
    return replace(left, criteria=tuple(criteria))


def _without_frameworks(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    gone = {key[0] for key in keys}

    def others(one: Framework) -> Framework:
        alternatives = _swapped(one.alternatives, gone, decisions.get("alternatives"), besides=one.slug)
        base = _swapped((one.built_on,), gone, decisions.get("built_on"), besides=one.slug)
        return replace(one, alternatives=alternatives, built_on=base[0] if base else "")

    left = (others(one) for one in catalogue.frameworks if one.slug not in gone)
    return replace(
        catalogue,
        frameworks=tuple(left),
        claims=_claims_off_frameworks(catalogue.claims, gone, decisions),
        scenarios=_scenarios_off_frameworks(catalogue.scenarios, gone, decisions),
        moves=tuple(move for move in catalogue.moves if not {move.origin, move.target} & gone),
    )


def _claims_off_frameworks(claims: tuple[Claim, ...], gone: Collection[str], decisions: Decisions) -> tuple[Claim, ...]:
    left = []
    for claim in claims:
        alone = bool(claim.frameworks) and set(claim.frameworks) <= set(gone)
        decision = decisions.get("claims_alone", Decision(Action.DELETE)) if alone else decisions.get("claims")
        if not (alone and decision and decision.action is Action.DELETE):
            left.append(replace(claim, frameworks=_swapped(claim.frameworks, gone, decision)))
    return tuple(left)


def _scenarios_off_frameworks(
    scenarios: tuple[Scenario, ...], gone: Collection[str], decisions: Decisions
) -> tuple[Scenario, ...]:
    left = []
    for one in scenarios:
        alone = bool(one.right) and set(one.right) <= set(gone)
        decision = decisions.get("scenarios_alone", Decision(Action.DELETE)) if alone else decisions.get("scenarios")
        if not (alone and decision and decision.action is Action.DELETE):
            places = {p: _swapped(getattr(one, p), gone, decision) for p in ("right", "unacceptable", "chosen")}
            left.append(replace(one, **places))
    return tuple(left)


def _without_questions(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    gone = {key[0] for key in keys}
    if decisions.get("asked_after", Decision(Action.REMOVE)).action is Action.DELETE:
        gone = asked_only_after(catalogue, gone)

    def question(one: Question) -> Question:
        return one.with_conditions(c for c in one.conditions if c.question not in gone)

    return replace(
        catalogue,
        questions=tuple(question(one) for one in catalogue.questions if one.slug not in gone),
        **{
            kind: tuple(replace(one, answers=tuple(a for a in one.answers if a.question not in gone)) for one in parts)
            for kind, parts in _answering(catalogue)
        },
    )


def _answering(catalogue: Catalogue) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Return the parts that hold answers, by collection."""
    return tuple((kind, getattr(catalogue, kind)) for kind in ("scenarios", "starting_points", "packages"))


def asked_only_after(catalogue: Catalogue, gone: Collection[str]) -> set[str]:
    """Return the slugs of these questions, of those asked only after them, and so on."""
    found = set(gone)
    for _ in catalogue.questions:
        found |= {q.slug for q in catalogue.questions if any(c.question in found for c in q.conditions)}
    return found


def _without_choices(catalogue: Catalogue, keys: Collection[Key], decisions: Decisions) -> Catalogue:
    shut = questions_shut(catalogue, keys)

    def question(one: Question) -> Question:
        choices = tuple(choice for choice in one.choices if (one.slug, choice.slug) not in keys)
        conditions = (
            replace(c, choices=tuple(slug for slug in c.choices if (c.question, slug) not in keys))
            for c in one.conditions
        )
        return replace(one, choices=choices).with_conditions(c for c in conditions if c.choices)

    def answers(kind: str, one: Any) -> tuple[Answer, ...]:
        changed = (_answer(answer, keys, decisions.get(kind)) for answer in one.answers)
        return tuple(answer for answer in changed if answer.choices)

    answering = {
        kind: tuple(replace(one, answers=answers(kind, one)) for one in parts) for kind, parts in _answering(catalogue)
    }
    without = replace(catalogue, questions=tuple(map(question, catalogue.questions)), **answering)
    if decisions.get("asked_after", Decision(Action.REMOVE)).action is Action.DELETE:
        asked = {key: decision for key, decision in decisions.items() if key == "asked_after"}
        return _without_questions(without, [(slug,) for slug in shut], asked)
    return without


def questions_shut(catalogue: Catalogue, keys: Collection[Key]) -> list[str]:
    """Return the questions with a condition that only choices of these keys meet."""
    return [
        question.slug
        for question in catalogue.questions
        if any(
            all((condition.question, slug) in keys for slug in condition.choices) for condition in question.conditions
        )
    ]


def _answer(answer: Answer, keys: Collection[Key], decision: Decision | None) -> Answer:
    gone = {slug for slug in answer.choices if (answer.question, slug) in keys}
    if decision is not None and decision.action is Action.REPLACE:
        question, _, slug = decision.target.partition("/")
        decision = Decision(Action.REPLACE, slug) if question == answer.question else None
    return replace(answer, choices=_swapped(answer.choices, gone, decision))


def _without_owned(catalogue: Catalogue, keys: Collection[Key], collection: str) -> Catalogue:
    def framework(one: Framework) -> Framework:
        parts = getattr(one, collection)
        left = tuple(part for part in parts if (one.slug, getattr(part, OWNED[collection])) not in keys)
        return replace(one, **{collection: left})

    return replace(catalogue, frameworks=tuple(map(framework, catalogue.frameworks)))


def _swapped(
    slugs: tuple[str, ...], gone: Collection[str], decision: Decision | None, besides: str = ""
) -> tuple[str, ...]:
    """Return the slugs without those that are gone, with the target in their place if the decision is to replace."""
    left = [slug for slug in slugs if slug not in gone]
    is_replaced = decision is not None and decision.action is Action.REPLACE and len(left) < len(slugs)
    if decision is not None and is_replaced and decision.target not in (*left, besides):
        left.append(decision.target)
    return tuple(sorted(left)) if is_replaced else tuple(left)


def _others(parts: tuple[Any, ...], gone: Collection[str]) -> tuple[Any, ...]:
    return tuple(part for part in parts if part.slug not in gone)


_REMOVERS: dict[str, Callable[[Catalogue, Collection[Key], Decisions], Catalogue]] = {
    "source": _without_sources,
    "criterion": _without_criteria,
    "group": _without_groups,
    "framework": _without_frameworks,
    "question": _without_questions,
    "choice": _without_choices,
    "score": lambda catalogue, keys, _: _without_owned(catalogue, keys, "scores"),
    "extension": lambda catalogue, keys, _: _without_owned(catalogue, keys, "extensions"),
    "claim": lambda catalogue, keys, _: replace(catalogue, claims=_others(catalogue.claims, {k[0] for k in keys})),
    "scenario": lambda catalogue, keys, _: replace(
        catalogue, scenarios=_others(catalogue.scenarios, {k[0] for k in keys})
    ),
    "startingpoint": lambda catalogue, keys, _: replace(
        catalogue, starting_points=_others(catalogue.starting_points, {k[0] for k in keys})
    ),
    "move": lambda catalogue, keys, _: replace(catalogue, moves=_others(catalogue.moves, {k[0] for k in keys})),
    "package": lambda catalogue, keys, _: replace(
        catalogue, packages=_others(catalogue.packages, {k[0] for k in keys})
    ),
}
