"""Which changes need which others: those without which a reference between parts would lead nowhere.

A change needs another in two ways. What it adds may refer to something new: a score needs its new source. What it
removes may be referred to in what was there: a removed criterion takes the scores on it along.

With the needs of every chosen change among the chosen, two catalogues without errors give one without errors.
"""

from collections.abc import Collection, Iterator, Mapping

from comparisons.catalogue.changes.diff import OWNED, SINGULAR, Change, ChangeKind, Subject, covering, part_of
from comparisons.catalogue.changes.renaming import renamed, renames
from comparisons.catalogue.reachability import affected_by
from comparisons.catalogue.value import (
    NAMED,
    Answer,
    Catalogue,
    Choice,
    Claim,
    Criterion,
    EditorialScale,
    Extension,
    Framework,
    KindScale,
    MeasuredScale,
    Move,
    Package,
    Part,
    Question,
    Scenario,
    Score,
    StartingPoint,
    Statement,
)

# Something that parts refer to, such as ('kind', 'type', 'micro').
Entity = tuple[str, ...]
Changes = Mapping[Subject, tuple[Change, ...]]
# What each change needs directly, both in the order of the changes.
Needs = Mapping[Subject, tuple[Subject, ...]]
Pairs = Iterator[tuple[Subject, Subject]]

_CONDITIONS = ("asked_after", "also_after")
_ORDER_OF_QUESTIONS = Subject("question", (), is_order=True)
# The fields of questions and choices that say which answers can be given together, and when a question is asked.
_ASKING = (*_CONDITIONS, "multiple", "exclusive")


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
        *_conditions_together(old, new, changes),
        *_what_choices_move(old, new, changes),
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
            yield from (("framework", slug) for slug in (*part.alternatives, part.built_on) if slug)
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
            for condition in part.conditions:
                yield "question", condition.question
                yield from (("choice", condition.question, slug) for slug in condition.choices)
        case Choice():
            yield from _of_effects(catalogue, part)
        case Scenario():
            yield from (("framework", slug) for slug in (*part.right, *part.unacceptable, *part.chosen))
            yield from _of_answers(part.answers)
        case StartingPoint() | Package():
            yield from _of_answers(part.answers)
        case Move():
            yield from (("framework", slug) for slug in (part.origin, part.target))
            yield from _sources(part.parts)


def _sources(cited: Collection[Claim | Score | Statement | Part]) -> Iterator[Entity]:
    return (("source", slug) for one in cited for slug in getattr(one, "sources", ()))


def _of_values(catalogue: Catalogue, criterion: str, kinds: Collection[str]) -> Iterator[Entity]:
    """Yield what a score on a criterion, or a requirement, refers to."""
    yield "criterion", criterion
    yield from (("kind", criterion, kind) for kind in kinds)
    if known := catalogue.criterion_by_slug.get(criterion):
        yield _scale(known)


def _of_effects(catalogue: Catalogue, choice: Choice) -> Iterator[Entity]:
    yield from (("rated", effect.criterion) for effect in choice.effects)
    for requirement in choice.requirements:
        yield "in use", requirement.criterion
        yield from _of_values(catalogue, requirement.criterion, requirement.one_of)


def _of_answers(answers: Collection[Answer]) -> Iterator[Entity]:
    for answer in answers:
        yield "question", answer.question
        for choice in answer.choices:
            yield "choice", answer.question, choice
            if len(answer.choices) > 1:
                yield "multiple", answer.question
                yield "combinable", answer.question, choice


def _replaced_choices(old: Catalogue, new: Catalogue, changes: Changes) -> Pairs:
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


def _conditions_with_order(old: Catalogue, new: Catalogue, changes: Changes) -> Pairs:
    """A question is asked after another, so its condition may hold in one order only."""
    if _ORDER_OF_QUESTIONS not in changes:
        return
    for subject, own in changes.items():
        if subject.thing != "question" or subject.is_order:
            continue
        if own[0].kind is ChangeKind.CHANGED and all(change.field not in _CONDITIONS for change in own):
            continue
        before, after = part_of(old, subject), part_of(new, subject)
        if isinstance(before, Question) and before.conditions:
            yield _ORDER_OF_QUESTIONS, subject
        if isinstance(after, Question) and after.conditions:
            yield subject, _ORDER_OF_QUESTIONS


def _conditions_together(old: Catalogue, new: Catalogue, changes: Changes) -> Pairs:
    """Conditions on several questions may contradict each other if some of them are old and some are new."""
    for slug in {q.slug for catalogue in (old, new) for q in catalogue.questions if q.also_after}:
        involved = _earlier((old, new), slug)
        own = [s for s, of_it in changes.items() if s.key and s.key[0] in involved and _changes_asking(s, of_it)]
        yield from ((one, other) for one in own for other in own if one != other)


def _earlier(catalogues: Collection[Catalogue], slug: str) -> set[str]:
    """Return the slugs of a question and of all that it depends on in either catalogue."""
    found, pending = {slug}, [slug]
    while pending:
        one = pending.pop()
        for question in (c.question_by_slug[one] for c in catalogues if one in c.question_by_slug):
            new = {condition.question for condition in question.conditions} - found
            found |= new
            pending += new
    return found


def _changes_asking(subject: Subject, own: tuple[Change, ...]) -> bool:
    if subject.thing not in ("question", "choice") or subject.is_order:
        return False
    return own[0].kind is not ChangeKind.CHANGED or any(change.field in _ASKING for change in own)


def _what_choices_move(old: Catalogue, new: Catalogue, changes: Changes) -> Pairs:
    """A choice that loses all that it moved needs what it moves instead."""
    before, after = _movers(old), _movers(new)
    for (question, choice), moved in before.items():
        own = Subject("choice", (question, choice))
        stays = (question, choice) in after
        moving = after.get((question, choice), set())
        if moved & moving:
            continue
        lost = {covering(one, changes) for one in moved} - {None}
        gained = {covering(one, changes) for one in (moving if stays else {own})} - {None}
        yield from ((one, other) for one in lost for other in gained if one and other and one != other)
    for (question, choice), moving in after.items():
        own = Subject("choice", (question, choice))
        if (question, choice) not in before and own not in moving and (adding := covering(own, changes)):
            gained = {covering(one, changes) for one in moving} - {None}
            yield from ((adding, other) for other in gained if other)


def _movers(catalogue: Catalogue) -> dict[tuple[str, str], set[Subject]]:
    """Return for each choice what gives it a use: itself, and the questions asked after it."""
    movers: dict[tuple[str, str], set[Subject]] = {
        (question.slug, choice.slug): {Subject("choice", (question.slug, choice.slug))} if _has_use(choice) else set()
        for question in catalogue.questions
        for choice in question.choices
    }
    for question in catalogue.questions:
        for condition in question.conditions:
            for slug in condition.choices:
                movers.setdefault((condition.question, slug), set()).add(Subject("question", (question.slug,)))
    return movers


def _has_use(choice: Choice) -> bool:
    return choice.exclusive or bool(affected_by(choice))


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
