"""What changed between two catalogues, as far as it touches a visitor's answers: in words, before and after.

Pure. Everything that `diff` finds is either told here or counted among the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

from advisor.advice.since.then_and_now import Pair, Side
from advisor.advice.wording import joined, requirement_words
from comparisons.catalogue.diff import ChangeKind, diff
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
from comparisons.content.comparison import cell_of


class Touched(IntEnum):
    """What is touched, in the order in which it is told."""

    ANSWER = 1
    CRITERION = 2
    FRAMEWORK = 3
    SCORE = 4
    NAME = 5


class Touch(Struct, frozen=True):
    """A change. `framework` and `criterion` are the slugs of a score; a new name moves nothing."""

    thing: Touched
    subject: str
    before: str
    after: str
    framework: str = ""
    criterion: str = ""


def touches(pair: Pair) -> tuple[tuple[Touch, ...], int]:
    """Return the changes that touch the answers, and how many others there are."""
    teller = _Teller(pair)
    changes = diff(pair.then.catalogue, pair.today.catalogue)
    things = Counter((change.thing, change.key) for change in changes if change.kind is not ChangeKind.REORDERED)
    found, others = list(teller.answers()), len(changes) - things.total()
    for (thing, key), count in things.items():
        told = teller.told(thing, key)
        found += told or ()
        others += count if told is None else 0
    return tuple(sorted(found, key=lambda touch: touch.thing)), others


# The touches of a changed thing; none if another touch tells of it; None if it touches no answer.
Told = list[Touch] | None


class _Teller:
    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.then, self.today = self.both = then, today = pair.then, pair.today
        self.weighing = {*then.weights, *today.weights}
        self.needed = {*then.needed, *today.needed}
        questions = dict.fromkeys((*then.counted, *today.counted))
        self.moved = [q for q in questions if set(then.counted.get(q, ())) != set(today.counted.get(q, ()))]

    def told(self, thing: str, key: tuple[str, ...]) -> Told:
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

    def answers(self) -> Iterator[Touch]:
        """Yield the answers that counted and do not today, whatever the reason, and those that count only today."""
        for question in self.moved:
            then, today = (side.counted.get(question, ()) for side in self.both)
            for slug in then:
                if slug not in today:
                    yield self._answer(question, slug, "counted", self._why_it_is_gone(question, slug))
            for slug in today:
                if slug not in then:
                    yield self._answer(question, slug, "did not count", "counts")
        if self.then.answers.among and not self.today.answers.among:
            named = joined([self.pair.framework(slug) for slug in self.then.answers.among])
            yield Touch(Touched.ANSWER, f"The choice between {named}", "only these", "too few are left, so all count")

    def _answer(self, question: str, slug: str, before: str, after: str) -> Touch:
        asked = self.then.catalogue.question_by_slug[question].text
        text = _choice(self.then, question, slug).text
        return Touch(Touched.ANSWER, f"Your answer “{text}” to “{asked}”", before, after)

    def _why_it_is_gone(self, question: str, slug: str) -> str:
        today = self.today.catalogue.question_by_slug.get(question)
        if today is None:
            return "no longer asked"
        if all(choice.slug != slug for choice in today.choices):
            return "no longer offered"
        is_kept = question in self.today.answers.choices
        return "no longer asked after your other answers" if is_kept else "can no longer be combined with the others"

    def question(self, slug: str) -> Told:
        if slug not in self.then.counted and slug not in self.today.counted:
            return None
        old, new = (side.catalogue.question_by_slug.get(slug) for side in self.both)
        if old and new and old.text != new.text:
            return [Touch(Touched.NAME, "A question that you answered", f"“{old.text}”", f"“{new.text}”")]
        return [] if slug in self.moved else None

    def choice(self, question: str, slug: str) -> Told:
        given = [slug in side.counted.get(question, ()) for side in self.both]
        if not all(given):
            return [] if any(given) else None
        old, new = (_choice(side, question, slug) for side in self.both)
        found = [*self._effects(old, new), *self._requirements(old, new)]
        if old.text != new.text:
            found.append(Touch(Touched.NAME, "An answer of yours", f"“{old.text}”", f"“{new.text}”"))
        return found or None

    def _effects(self, old: Choice, new: Choice) -> Iterator[Touch]:
        before = {effect.criterion: effect.importance for effect in old.effects}
        after = {effect.criterion: effect.importance for effect in new.effects}
        for criterion in dict.fromkeys((*before, *after)):
            levels = [side.get(criterion, Importance.NOT_AT_ALL) for side in (before, after)]
            # A level set by hand hides what answers give.
            if levels[0] is not levels[1] and criterion not in self.then.answers.levels:
                subject = f"Importance of {self.pair.criterion(criterion)}, by your answer “{new.text}”"
                yield Touch(Touched.ANSWER, subject, *(level.replace("-", " ") for level in levels))

    def _requirements(self, old: Choice, new: Choice) -> Iterator[Touch]:
        before, after = self._unhidden(old), self._unhidden(new)
        if set(before) != set(after):
            subject = f"Must-have, by your answer “{new.text}”"
            yield Touch(Touched.ANSWER, subject, _bounds(self.then, before), _bounds(self.today, after))

    def _unhidden(self, choice: Choice) -> list[Requirement]:
        """Must-haves set by hand hide those that answers set."""
        return [r for r in choice.requirements if r.criterion not in self.then.answers.requirements]

    # Criteria

    def criterion(self, slug: str) -> Told:
        if slug not in self.weighing and slug not in self.needed:
            return None
        old, new = (side.catalogue.criterion_by_slug.get(slug) for side in self.both)
        if old is None or new is None:
            before = _role(self.then, slug) if old else "not there"
            after = _role(self.today, slug) if new else "gone"
            return [Touch(Touched.CRITERION, f"Criterion {self.pair.criterion(slug)}", before, after)]
        found = list(_scale_touches(old, new))
        if old.name != new.name:
            found.append(Touch(Touched.NAME, "A criterion's name", old.name, new.name))
        return found or None

    # Frameworks and scores

    def framework(self, slug: str) -> Told:
        considered = [side.considers(slug) for side in self.both]
        if not any(considered):
            return None
        old, new = (side.catalogue.framework_by_slug.get(slug) for side in self.both)
        if not all(considered):
            name = self.pair.framework(slug)
            return [Touch(Touched.FRAMEWORK, name, self.then.place(slug).words, self.today.place(slug).words)]
        assert old is not None
        assert new is not None
        return [Touch(Touched.NAME, "A framework's name", old.name, new.name)] if old.name != new.name else None

    def score(self, framework: str, criterion: str) -> Told:
        if not self._counts(framework, criterion):
            return None
        criteria = [side.catalogue.criterion_by_slug.get(criterion) for side in self.both]
        if None in criteria or not all(side.considers(framework) for side in self.both):
            return []
        old, new = (side.catalogue.framework_by_slug[framework].score_by_criterion.get(criterion) for side in self.both)
        if _counting(old) == _counting(new):
            return None
        name = self.today.catalogue.framework_by_slug[framework].name
        return [
            Touch(
                Touched.SCORE,
                f"{name} on {self.pair.criterion(criterion)}",
                _figure(self.then, framework, criterion, beside=new),
                _figure(self.today, framework, criterion, beside=old),
                framework=framework,
                criterion=criterion,
            )
        ]

    def _counts(self, framework: str, criterion: str) -> bool:
        is_ranked = any(framework in side.ranked for side in self.both)
        is_considered = any(side.considers(framework) for side in self.both)
        return (is_ranked and criterion in self.weighing) or (is_considered and criterion in self.needed)


def _choice(side: Side, question: str, slug: str) -> Choice:
    return next(choice for choice in side.catalogue.question_by_slug[question].choices if choice.slug == slug)


def _bounds(side: Side, requirements: Iterable[Requirement]) -> str:
    return joined([requirement_words(side.catalogue, requirement) for requirement in requirements]) or "none"


def _role(side: Side, criterion: str) -> str:
    weight = side.weights.get(criterion)
    roles = [f"{100 * weight:.0f} % of the weight"] if weight else []
    if criterion in side.needed:
        roles.append("a must-have")
    return joined(roles) or "counted for nothing"


def _scale_touches(old: Criterion, new: Criterion) -> Iterator[Touch]:
    one, other = old.scale, new.scale
    if isinstance(one, EditorialScale) and isinstance(other, EditorialScale):
        for level in (0, 5, 10):
            anchors = [getattr(scale, f"anchor_{level}") for scale in (one, other)]
            if anchors[0] != anchors[1]:
                yield Touch(Touched.CRITERION, f"What {level} means on {new.name}", *map("“{}”".format, anchors))
    elif _steps(one) != _steps(other):
        yield Touch(Touched.CRITERION, f"Scale of {new.name}", _scale_words(one), _scale_words(other))


def _steps(scale: Scale) -> object:
    """What of a scale the advice reads: of kinds, not their descriptions."""
    return [(kind.slug, kind.name) for kind in scale.kinds] if isinstance(scale, KindScale) else scale


def _scale_words(scale: Scale) -> str:
    if isinstance(scale, KindScale):
        return joined([kind.name for kind in scale.kinds], "or")
    if isinstance(scale, MeasuredScale):
        steps = ", by ratio" if scale.logarithmic else ""
        return f"{scale.worst:,g} to {scale.best:,g} {scale.unit}{steps}"
    return "0 to 10"


def _counting(score: Score | None) -> object:
    """What of a score the advice reads."""
    return score and (score.value, score.confidence, score.relative_error)


def _figure(side: Side, framework: str, criterion: str, *, beside: Score | None) -> str:
    """Say a score, with the doubt about it where the other one has another."""
    cell = cell_of(side.catalogue.framework_by_slug[framework], side.catalogue.criterion_by_slug[criterion])
    if cell.score is None:
        return cell.text
    words = f"{cell.text} {cell.unit}".strip()
    if beside and cell.score.relative_error != beside.relative_error:
        words += f" ± {100 * cell.score.relative_error:g} %"
    if beside and cell.score.confidence is not beside.confidence:
        words += f" ({cell.score.confidence} confidence)"
    return words
