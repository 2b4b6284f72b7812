"""The changes between two catalogues that are relevant to a visitor's answers, in words, before and after. Pure.

Every change that `diff` finds is either described here or counted among the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.advice.wording import requirement_words
from comparisons.catalogue.changes.diff import ChangeKind, diff
from comparisons.catalogue.house_rules import HOUSE_CRITERION, HOUSE_RULE
from comparisons.catalogue.value import (
    Choice,
    Criterion,
    EditorialScale,
    Importance,
    KindScale,
    MeasuredScale,
    Requirement,
    Scale,
    Score,
)
from comparisons.catalogue.wording import joined
from comparisons.content.comparison import cell_of

if TYPE_CHECKING:
    from advisor.advice.since.then_and_now import EditionAdvice, ThenAndNow


class RelevantKind(IntEnum):
    """What a relevant change concerns, in the order in which changes are shown."""

    ANSWER = 1
    CRITERION = 2
    FRAMEWORK = 3
    SCORE = 4
    NAME = 5


class RelevantChange(Struct, frozen=True):
    """A change in words. `framework` and `criterion` are slugs, given for a SCORE. A NAME does not change advice."""

    kind: RelevantKind
    subject: str
    before: str
    after: str
    framework: str = ""
    criterion: str = ""


def relevant_changes(compared: "ThenAndNow") -> tuple[tuple[RelevantChange, ...], int]:
    """Return the relevant changes, sorted by kind, and the number of all others."""
    finder = _ChangeFinder(compared)
    changes = diff(compared.then.catalogue, compared.today.catalogue)
    changed_things = Counter(
        (change.thing, change.key) for change in changes if change.kind is not ChangeKind.REORDERED
    )
    found, others = list(finder.answers()), len(changes) - changed_things.total()
    for (thing, key), count in changed_things.items():
        relevant = finder.of_change(thing, key)
        found += relevant or ()
        others += count if relevant is None else 0
    return tuple(sorted(found, key=lambda change: change.kind)), others


# The relevant changes of a changed thing; empty if another change describes it; None if it is not relevant.
Found = list[RelevantChange] | None


class _ChangeFinder:
    def __init__(self, compared: "ThenAndNow") -> None:
        self.compared = compared
        self.then, self.today = self.editions = then, today = compared.then, compared.today
        self.weighing = {*then.weights, *today.weights}
        self.required = {*then.required, *today.required}
        questions = dict.fromkeys((*then.counted, *today.counted))
        self.changed_questions = [q for q in questions if set(then.counted.get(q, ())) != set(today.counted.get(q, ()))]

    def of_change(self, thing: str, key: tuple[str, ...]) -> Found:
        match thing, key:
            case "question", (slug,):
                return self.question(slug)
            case "choice", (question, slug):
                return self.choice(question, slug)
            case "criterion", (slug,):
                return self.criterion(slug)
            case "framework", (slug,):
                return self.framework(slug)
            case "score", (framework, criterion):
                return self.score(framework, criterion)
        return None

    # Answers

    def answers(self) -> Iterator[RelevantChange]:
        """Yield the answers that count in one of the editions only."""
        for question in self.changed_questions:
            then, today = (edition.counted.get(question, ()) for edition in self.editions)
            for slug in then:
                if slug not in today:
                    yield self._answer(question, slug, "counted", self._why_it_is_gone(question, slug))
            for slug in today:
                if slug not in then:
                    yield self._answer(question, slug, "did not count", "counts")
        yield from self._named()

    def _named(self) -> Iterator[RelevantChange]:
        """Yield the choice among few named frameworks, if fewer than two of them are left."""
        named = self.then.answers.among
        left = [slug for slug in named if self.today.considers(slug)]
        if len(left) < 2 <= len(named):
            subject = f"The choice between {joined([self.compared.framework(slug) for slug in named])}"
            only = f"only {self.compared.framework(left[0])} is left" if left else "none of them is left"
            yield RelevantChange(RelevantKind.ANSWER, subject, "only these", only)

    def _answer(self, question: str, slug: str, before: str, after: str) -> RelevantChange:
        # Answers to an earlier edition may not have been known in that of `then`, and be known again today.
        known = self.then if slug in self.then.counted.get(question, ()) else self.today
        asked, text = known.catalogue.question_by_slug[question].text, _choice(known, question, slug).text
        return RelevantChange(RelevantKind.ANSWER, f"Your answer “{text}” to “{asked}”", before, after)

    def _why_it_is_gone(self, question: str, slug: str) -> str:
        today = self.today.catalogue.question_by_slug.get(question)
        if today is None:
            return "no longer asked"
        if all(choice.slug != slug for choice in today.choices):
            return "no longer offered"
        is_kept = question in self.today.answers.choices
        return "no longer asked after your other answers" if is_kept else "can no longer be combined with the others"

    def question(self, slug: str) -> Found:
        if slug not in self.then.counted and slug not in self.today.counted:
            return None
        old, new = (edition.catalogue.question_by_slug.get(slug) for edition in self.editions)
        if old and new and old.text != new.text:
            return [RelevantChange(RelevantKind.NAME, "A question that you answered", f"“{old.text}”", f"“{new.text}”")]
        return [] if slug in self.changed_questions else None

    def choice(self, question: str, slug: str) -> Found:
        chosen = [slug in edition.counted.get(question, ()) for edition in self.editions]
        if not all(chosen):
            return [] if any(chosen) else None
        old, new = (_choice(edition, question, slug) for edition in self.editions)
        found = [*self._effects(old, new), *self._requirements(old, new)]
        if old.text != new.text:
            found.append(RelevantChange(RelevantKind.NAME, "An answer of yours", f"“{old.text}”", f"“{new.text}”"))
        return found or None

    def _effects(self, old: Choice, new: Choice) -> Iterator[RelevantChange]:
        before = {effect.criterion: effect.importance for effect in old.effects}
        after = {effect.criterion: effect.importance for effect in new.effects}
        for criterion in dict.fromkeys((*before, *after)):
            levels = [edition.get(criterion, Importance.NOT_AT_ALL) for edition in (before, after)]
            # A level set by hand replaces the importance from answers.
            if levels[0] is not levels[1] and criterion not in self.then.answers.levels:
                subject = f"Importance of {self.compared.criterion(criterion)}, by your answer “{new.text}”"
                yield RelevantChange(RelevantKind.ANSWER, subject, *(level.replace("-", " ") for level in levels))

    def _requirements(self, old: Choice, new: Choice) -> Iterator[RelevantChange]:
        before, after = self._effective_requirements(old), self._effective_requirements(new)
        if set(before) != set(after):
            subject = f"Must-have, by your answer “{new.text}”"
            yield RelevantChange(RelevantKind.ANSWER, subject, _bounds(self.then, before), _bounds(self.today, after))

    def _effective_requirements(self, choice: Choice) -> list[Requirement]:
        """Return the requirements of a choice that none set by hand replaces."""
        return [r for r in choice.requirements if r.criterion not in self.then.answers.requirements]

    # Criteria

    def criterion(self, slug: str) -> Found:
        if slug not in self.weighing and slug not in self.required:
            return None
        old, new = (edition.catalogue.criterion_by_slug.get(slug) for edition in self.editions)
        if old is None or new is None:
            before = _role(self.then, slug) if old else "not there"
            after = _role(self.today, slug) if new else "gone"
            return [RelevantChange(RelevantKind.CRITERION, f"Criterion {self.compared.criterion(slug)}", before, after)]
        if old.retired != new.retired:
            roles = ["retired" if c.retired else _role(e, slug) for e, c in zip(self.editions, (old, new), strict=True)]
            return [RelevantChange(RelevantKind.CRITERION, f"Criterion {self.compared.criterion(slug)}", *roles)]
        found = list(_scale_changes(old, new))
        if old.name != new.name:
            found.append(RelevantChange(RelevantKind.NAME, "A criterion's name", old.name, new.name))
        return found or None

    # Frameworks and scores

    def framework(self, slug: str) -> Found:
        considered = [edition.considers(slug) for edition in self.editions]
        if not any(considered):
            return None
        old, new = (edition.catalogue.framework_by_slug.get(slug) for edition in self.editions)
        if not all(considered):
            name = self.compared.framework(slug)
            return [
                RelevantChange(RelevantKind.FRAMEWORK, name, self.then.place(slug).words, self.today.place(slug).words)
            ]
        assert old is not None
        assert new is not None
        found = []
        if old.name != new.name:
            found.append(RelevantChange(RelevantKind.NAME, "A framework's name", old.name, new.name))
        rules = [cell_of(one, HOUSE_CRITERION).text for one in (old, new)]
        if HOUSE_RULE in self.required and rules[0] != rules[1]:
            found.append(RelevantChange(RelevantKind.FRAMEWORK, f"House rule for {new.name}", *rules))
        return found or None

    def score(self, framework: str, criterion: str) -> Found:
        if not self._counts(framework, criterion):
            return None
        criteria = [edition.catalogue.criterion_by_slug.get(criterion) for edition in self.editions]
        if None in criteria or not all(edition.considers(framework) for edition in self.editions):
            return []
        old, new = (
            edition.catalogue.framework_by_slug[framework].score_by_criterion.get(criterion)
            for edition in self.editions
        )
        if _relevant_values(old) == _relevant_values(new):
            return None
        name = self.today.catalogue.framework_by_slug[framework].name
        return [
            RelevantChange(
                RelevantKind.SCORE,
                f"{name} on {self.compared.criterion(criterion)}",
                _score_words(self.then, framework, criterion, other=new),
                _score_words(self.today, framework, criterion, other=old),
                framework=framework,
                criterion=criterion,
            )
        ]

    def _counts(self, framework: str, criterion: str) -> bool:
        is_ranked = any(framework in edition.ranked for edition in self.editions)
        is_considered = any(edition.considers(framework) for edition in self.editions)
        return (is_ranked and criterion in self.weighing) or (is_considered and criterion in self.required)


def _choice(edition: "EditionAdvice", question: str, slug: str) -> Choice:
    return next(choice for choice in edition.catalogue.question_by_slug[question].choices if choice.slug == slug)


def _bounds(edition: "EditionAdvice", requirements: Iterable[Requirement]) -> str:
    return joined([requirement_words(edition.catalogue, requirement) for requirement in requirements]) or "none"


def _role(edition: "EditionAdvice", criterion: str) -> str:
    weight = edition.weights.get(criterion)
    roles = [f"{100 * weight:.0f}% of the weight"] if weight else []
    if criterion in edition.required:
        roles.append("a must-have")
    return joined(roles) or "counted for nothing"


def _scale_changes(old: Criterion, new: Criterion) -> Iterator[RelevantChange]:
    before, after = old.scale, new.scale
    if isinstance(before, EditorialScale) and isinstance(after, EditorialScale):
        for level in (0, 5, 10):
            anchors = [getattr(scale, f"anchor_{level}") for scale in (before, after)]
            if anchors[0] != anchors[1]:
                yield RelevantChange(
                    RelevantKind.CRITERION, f"What {level} means on {new.name}", *map("“{}”".format, anchors)
                )
    elif _relevant_scale(before) != _relevant_scale(after):
        yield RelevantChange(RelevantKind.CRITERION, f"Scale of {new.name}", _scale_words(before), _scale_words(after))


def _relevant_scale(scale: Scale) -> object:
    """Return the parts of a scale that matter to advice: of a kind scale, not the descriptions."""
    return [(kind.slug, kind.name) for kind in scale.kinds] if isinstance(scale, KindScale) else scale


def _scale_words(scale: Scale) -> str:
    if isinstance(scale, KindScale):
        return joined([kind.name for kind in scale.kinds], "or")
    if isinstance(scale, MeasuredScale):
        steps = ", by ratio" if scale.logarithmic else ""
        return f"{scale.worst:,g} to {scale.best:,g} {scale.unit}{steps}"
    return "0 to 10"


def _relevant_values(score: Score | None) -> object:
    """Return the parts of a score that matter to advice."""
    return score and (score.value, score.confidence, score.relative_error)


def _score_words(edition: "EditionAdvice", framework: str, criterion: str, *, other: Score | None) -> str:
    """Return a score in words, with its uncertainty if that of the other score differs."""
    cell = cell_of(edition.catalogue.framework_by_slug[framework], edition.catalogue.criterion_by_slug[criterion])
    if cell.score is None:
        return cell.text
    words = f"{cell.text} {cell.unit}".strip()
    if other and cell.score.relative_error != other.relative_error:
        words += f" ± {100 * cell.score.relative_error:g}%"
    if other and cell.score.confidence is not other.confidence:
        words += f" ({cell.score.confidence} confidence)"
    return words
