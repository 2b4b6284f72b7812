"""Which changes need which others: those without which a reference between parts would lead nowhere.

A change needs another in two ways. What it adds may refer to something new: a score needs its new source. What it
removes may be referred to in what was there: a removed criterion takes the scores on it along.

With the needs of every chosen change among the chosen, two catalogues without errors give one without errors.
"""

from collections.abc import Collection, Iterator, Mapping

from comparisons.catalogue.changes.diff import OWNED, SINGULAR, Change, ChangeKind, Subject, part_of
from comparisons.catalogue.changes.renaming import renamed, renames
from comparisons.catalogue.value import (
    NAMED,
    Catalogue,
    Choice,
    Claim,
    Criterion,
    EditorialScale,
    Extension,
    Framework,
    KindScale,
    MeasuredScale,
    Part,
    Question,
    Scenario,
    Score,
    Statement,
)

# Something that parts refer to, such as ('kind', 'type', 'micro').
Entity = tuple[str, ...]
Changes = Mapping[Subject, tuple[Change, ...]]
# What each change needs directly, both in the order of the changes.
Needs = Mapping[Subject, tuple[Subject, ...]]

_ORDER_OF_QUESTIONS = Subject("question", (), is_order=True)


def needs(old: Catalogue, new: Catalogue, changes: Changes) -> Needs:
    """Return what each of the changes from one catalogue to another needs directly, itself left out."""
    old = renamed(old, renames(old, new))
    found: dict[Subject, set[Subject]] = {subject: set() for subject in changes}
    before, after = _provided(old), _provided(new)
    gained = {entity: covering(after[entity], changes) for entity in after.keys() - before.keys()}
    lost = {entity: covering(before[entity], changes) for entity in before.keys() - after.keys()}
    for subject, own in changes.items():
        if subject.is_order:
            continue
        for entity in _references(new, subject, own):
            if provider := gained.get(entity):
                found[subject].add(provider)
        for entity in _references(old, subject, own):
            if remover := lost.get(entity):
                found[remover].add(subject)
    for one, other in (
        *_replaced_choices(old, new, changes),
        *_conditions_with_order(old, new, changes),
        *_names_taken_over(old, new, changes),
    ):
        found[one].add(other)
    places = {subject: place for place, subject in enumerate(changes)}
    return {subject: tuple(sorted(others - {subject}, key=places.__getitem__)) for subject, others in found.items()}


def needed_by(needs: Needs, chosen: Collection[Subject]) -> dict[Subject, Subject]:
    """Return what the chosen changes need besides themselves, directly or not, each with one that needs it.

    Subjects come in the order in which `needs` has them.
    """
    reasons: dict[Subject, Subject] = {}
    given, pending = set(chosen), list(chosen)
    while pending:
        subject = pending.pop(0)
        for other in needs[subject]:
            if other not in reasons and other not in given:
                reasons[other] = subject
                pending.append(other)
    return {subject: reasons[subject] for subject in needs if subject in reasons}


def covering(subject: Subject, changes: Collection[Subject]) -> Subject | None:
    """Return the change that a subject is part of: its own, or that of an owner that is added or removed whole."""
    if subject in changes:
        return subject
    return subject.owner if subject.owner in changes else None


def _provided(catalogue: Catalogue) -> dict[Entity, Subject]:
    """Return what a catalogue has for others to refer to, and the subject that provides it."""
    provided: dict[Entity, Subject] = {}
    for thing, parts in (
        ("group", catalogue.groups),
        ("framework", catalogue.frameworks),
        ("source", catalogue.sources),
    ):
        provided |= {(thing, part.slug): Subject(thing, (part.slug,)) for part in parts}
    for criterion in catalogue.criteria:
        provided |= dict.fromkeys(_of_criterion(criterion), Subject("criterion", (criterion.slug,)))
    for question in catalogue.questions:
        provided |= dict.fromkeys(_of_question(question), Subject("question", (question.slug,)))
        for choice in question.choices:
            own = Subject("choice", (question.slug, choice.slug))
            provided |= dict.fromkeys(_of_choice(question.slug, choice), own)
    return provided


def _of_criterion(criterion: Criterion) -> Iterator[Entity]:
    yield "criterion", criterion.slug
    yield _scale(criterion)
    if isinstance(criterion.scale, KindScale):
        for kind in criterion.scale.kinds:
            yield "kind", criterion.slug, kind.slug
    elif not criterion.retired:
        yield "rated", criterion.slug
    if not criterion.retired:
        yield "in use", criterion.slug


def _scale(criterion: Criterion) -> Entity:
    """Return what the numbers on a criterion mean. Values under one unit are none under another."""
    scale = criterion.scale
    if isinstance(scale, MeasuredScale):
        return "scale", criterion.slug, scale.unit, "logarithmic" if scale.logarithmic else "linear"
    return "scale", criterion.slug, "0 to 10" if isinstance(scale, EditorialScale) else "kinds"


def _of_question(question: Question) -> Iterator[Entity]:
    yield "question", question.slug
    if question.multiple:
        yield "multiple", question.slug


def _of_choice(question: str, choice: Choice) -> Iterator[Entity]:
    yield "choice", question, choice.slug
    if not choice.exclusive:
        yield "combinable", question, choice.slug


def _references(catalogue: Catalogue, subject: Subject, changes: tuple[Change, ...]) -> Iterator[Entity]:
    """Yield what a subject refers to in a catalogue: with its parts if it is added or removed whole."""
    part = part_of(catalogue, subject)
    if part is None:
        return
    yield from _of_part(catalogue, subject.key, part)
    if changes[0].kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        for name in part.__struct_fields__:
            for owned in getattr(part, name) if name in OWNED else ():
                yield from _of_part(catalogue, (*subject.key, getattr(owned, OWNED[name])), owned)


def _of_part(catalogue: Catalogue, key: tuple[str, ...], part: Part) -> Iterator[Entity]:
    """Yield what a part refers to, its scores, extensions or choices left out."""
    match part:
        case Criterion():
            yield "group", part.group
        case Framework():
            yield from (("framework", slug) for slug in part.alternatives)
            yield from _sources(part.facts)
            yield from _sources((*part.strengths, *part.drawbacks, *part.suited_for, *part.not_suited_for))
        case Extension():
            yield from _sources((*part.adds, *part.limits))
        case Score():
            yield from _sources([part])
            yield from _of_values(catalogue, part.criterion, [part.value] if isinstance(part.value, str) else [])
        case Claim():
            yield "source", part.made_by
            yield from _sources([part])
            yield from (("framework", slug) for slug in part.frameworks)
            yield from [("criterion", part.criterion)] if part.criterion else []
        case Question():
            if part.asked_after:
                yield "question", part.asked_after.question
                yield from (("choice", part.asked_after.question, slug) for slug in part.asked_after.choices)
        case Choice():
            yield from _of_effects(catalogue, key[0], part)
        case Scenario():
            yield from _of_scenario(part)


def _sources(cited: Collection[Claim | Score | Statement | Part]) -> Iterator[Entity]:
    return (("source", slug) for one in cited for slug in getattr(one, "sources", ()))


def _of_values(catalogue: Catalogue, criterion: str, kinds: Collection[str]) -> Iterator[Entity]:
    """Yield what a score on a criterion, or a requirement, refers to."""
    yield "criterion", criterion
    yield from (("kind", criterion, kind) for kind in kinds)
    if known := catalogue.criterion_by_slug.get(criterion):
        yield _scale(known)


def _of_effects(catalogue: Catalogue, question: str, choice: Choice) -> Iterator[Entity]:
    yield from (("rated", effect.criterion) for effect in choice.effects)
    for requirement in choice.requirements:
        yield "in use", requirement.criterion
        yield from _of_values(catalogue, requirement.criterion, requirement.one_of)
    if choice.exclusive:
        yield "multiple", question


def _of_scenario(scenario: Scenario) -> Iterator[Entity]:
    for slug in (*scenario.right, *scenario.unacceptable, *scenario.chosen):
        yield "framework", slug
    for answer in scenario.answers:
        yield "question", answer.question
        for choice in answer.choices:
            yield "choice", answer.question, choice
            if len(answer.choices) > 1:
                yield "multiple", answer.question
                yield "combinable", answer.question, choice


def _replaced_choices(old: Catalogue, new: Catalogue, changes: Changes) -> Iterator[tuple[Subject, Subject]]:
    """A question has two choices at least: where fewer stay, those that go need those that come."""
    for question in new.questions:
        before = old.question_by_slug.get(question.slug)
        if before is None or len({c.slug for c in before.choices} & {c.slug for c in question.choices}) > 1:
            continue
        own = [s for s in changes if s.thing == "choice" and s.key[0] == question.slug and not s.is_order]
        for gone in own:
            for come in own:
                if changes[gone][0].kind is ChangeKind.REMOVED and changes[come][0].kind is ChangeKind.ADDED:
                    yield gone, come


def _conditions_with_order(old: Catalogue, new: Catalogue, changes: Changes) -> Iterator[tuple[Subject, Subject]]:
    """A question is asked after another, so its condition may hold in one order only."""
    if _ORDER_OF_QUESTIONS not in changes:
        return
    for subject, own in changes.items():
        if subject.thing != "question" or subject.is_order:
            continue
        if own[0].kind is ChangeKind.CHANGED and all(change.field != "asked_after" for change in own):
            continue
        before, after = part_of(old, subject), part_of(new, subject)
        if isinstance(before, Question) and before.asked_after:
            yield _ORDER_OF_QUESTIONS, subject
        if isinstance(after, Question) and after.asked_after:
            yield subject, _ORDER_OF_QUESTIONS


def _names_taken_over(old: Catalogue, new: Catalogue, changes: Changes) -> Iterator[tuple[Subject, Subject]]:
    """A name leads to one thing: who gets it, as a slug or an alias, needs who gives it up."""
    before, after = _names(old), _names(new)
    for name, owner in after.items():
        former = before.get(name)
        if former is not None and former != owner:
            takes, gives = covering(owner, changes), covering(former, changes)
            if takes is not None and gives is not None:
                yield takes, gives


def _names(catalogue: Catalogue) -> dict[Entity, Subject]:
    """Return whom each slug and alias leads to, by kind of thing, and of choices by question too."""
    names: dict[Entity, Subject] = {}
    for collection in NAMED:
        for part in getattr(catalogue, collection):
            subject = Subject(SINGULAR[collection], (part.slug,))
            names |= dict.fromkeys(((collection, name) for name in (part.slug, *part.aliases)), subject)
    for question in catalogue.questions:
        for choice in question.choices:
            subject = Subject("choice", (question.slug, choice.slug))
            names |= dict.fromkeys((("choices", question.slug, n) for n in (choice.slug, *choice.aliases)), subject)
    return names
