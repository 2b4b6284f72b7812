"""What names a question or a choice, and what goes with it, in words."""

from collections.abc import Callable, Collection, Iterable, Iterator

from comparisons.catalogue.removal.criteria import bound_words, choice_use, importance_words
from comparisons.catalogue.removal.decisions import Action, Key, Option, Use, Uses, goes
from comparisons.catalogue.removal.removed import asked_only_after, questions_shut
from comparisons.catalogue.value import Answer, Catalogue, Choice


def of_questions(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    gone = {key[0] for key in keys}
    yield Uses("choices", "Its answers", tuple(_choices_in_words(catalogue, gone)), (goes(),))
    later = sorted(asked_only_after(catalogue, gone) - gone)
    yield _asked_after(catalogue, later)
    taken_out = (Option(Action.REMOVE, "Their answers to it are taken out"),)
    for kind, title, uses in _answering(catalogue, lambda answer: answer.question in gone):
        yield Uses(kind, f"{title} that answer it", uses, taken_out)


def _answering(catalogue: Catalogue, is_meant: Callable[[Answer], bool]) -> Iterator[tuple[str, str, tuple[Use, ...]]]:
    """Yield the collections of what holds answers, each with a title and the uses that hold an answer that is meant."""
    scenarios = [one for one in catalogue.scenarios if any(map(is_meant, one.answers))]
    yield "scenarios", "Scenarios", tuple(Use(one.title, "scenario", (one.slug,)) for one in scenarios)
    points = [one for one in catalogue.starting_points if any(map(is_meant, one.answers))]
    yield "starting_points", "Starting points", tuple(Use(one.name, "startingpoint", (one.slug,)) for one in points)
    packages = [one for one in catalogue.packages if any(map(is_meant, one.answers))]
    yield "packages", "Packages", tuple(Use(one.slug, "package", (one.slug,)) for one in packages)


def _choices_in_words(catalogue: Catalogue, gone: set[str]) -> Iterator[Use]:
    for question in catalogue.questions:
        for choice in question.choices if question.slug in gone else ():
            key = (question.slug, choice.slug)
            yield Use(f"“{choice.text}”{_does(catalogue, choice)}", "choice", key)


def _does(catalogue: Catalogue, choice: Choice) -> str:
    names = catalogue.criterion_by_slug
    words = [f"{names[e.criterion].name} {importance_words(e)}" for e in choice.effects if e.criterion in names]
    words += [
        f"must have {names[r.criterion].name} {bound_words(catalogue, r)}"
        for r in choice.requirements
        if r.criterion in names
    ]
    return f": {', '.join(words)}" if words else ""


def _asked_after(catalogue: Catalogue, slugs: Iterable[str]) -> Uses:
    found = set(slugs)
    uses = tuple(Use(q.text, "question", (q.slug,)) for q in catalogue.questions if q.slug in found)
    options = (
        Option(Action.DELETE, "Delete these questions as well"),
        Option(Action.REMOVE, "Ask them without this condition"),
    )
    return Uses("asked_after", "Questions asked only after it, and only after those", uses, options)


def of_choices(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    does_it = [
        choice_use(catalogue, question, choice, does.removeprefix(": "))
        for question in catalogue.questions
        for choice in question.choices
        if (question.slug, choice.slug) in keys and (does := _does(catalogue, choice))
    ]
    yield Uses("effects", "What it does", tuple(does_it), (goes(),))
    yield _asked_after(catalogue, asked_only_after(catalogue, questions_shut(catalogue, keys)))
    options = (
        Option(Action.REMOVE, "Take this answer out"),
        Option(Action.REPLACE, "Give another answer to the same question"),
    )
    for kind, title, uses in _answering(catalogue, lambda made: any((made.question, c) in keys for c in made.choices)):
        yield Uses(kind, f"{title} that give this answer", uses, options)
