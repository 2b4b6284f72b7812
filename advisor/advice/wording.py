"""Recommendation -> sentences for visitors. Pure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from comparisons.catalogue.familiarity import familiarity_criteria, impartial_criteria
from comparisons.catalogue.house_rules import HOUSE_RULE, WISHES, criterion_of
from comparisons.catalogue.value import Catalogue, Importance, KindScale, MeasuredScale, Requirement
from comparisons.catalogue.wording import counted, in_sentence, joined, unit_of
from comparisons.ranking.additive import TOLERANCE, rounded_parts
from comparisons.ranking.bands import Band

if TYPE_CHECKING:
    from advisor.advice.recommendation import Placed, Recommendation

VERDICTS = {
    Band.CLEAR: "clear",
    Band.FAIRLY: "fairly robust",
    Band.LEANING: "leaning (look at the runner-up too)",
    Band.OPEN: "no clear winner (a shortlist)",
}

FIRM = "Whatever the uncertain scores turn out to be, the first place stays."
# How many names a sentence lists.
_MOST_NAMED = 4

_PLACINGS = {
    Band.CLEAR: "comes first, clearly, with",
    Band.FAIRLY: "comes first, fairly surely, with",
    Band.LEANING: "comes first, but only just, with",
    Band.OPEN: "comes first, but without a clear lead, with",
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class Difference(Struct, frozen=True):
    """A framework's lead over another on a criterion, in whole points of 100; negative if it is behind."""

    criterion: str
    points: int


def differences(ahead: "Placed", behind: "Placed") -> tuple[Difference, ...]:
    """Return the differences of two frameworks by criterion, the largest lead first.

    They sum to the difference of the points shown. Both must be valued on the same criteria; ValueError otherwise.
    """
    gaps = [100 * (a.contribution - b.contribution) for a, b in zip(ahead.parts, behind.parts, strict=True)]
    _, shown = rounded_parts(gaps, total=ahead.points - behind.points)
    found = [Difference(criterion=part.criterion, points=p) for part, p in zip(ahead.parts, shown, strict=True)]
    by_gap = sorted(range(len(gaps)), key=lambda i: (-gaps[i], i))
    return tuple(found[i] for i in by_gap)


def answer_sentence(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return who comes first and what decides it."""
    return _after_no_priorities(
        catalogue,
        recommendation,
        " ".join(
            filter(None, (placing_sentence(catalogue, recommendation), deciding_sentence(catalogue, recommendation)))
        ),
    )


def placing_sentence(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return who comes first, and the lead in points of 100; that several share the first place; that nothing is left.

    Whoever is unconfirmed may meet all must-haves: then nothing more is said than what is known.
    """
    first = recommendation.first
    alone = not (recommendation.excluded or recommendation.unconfirmed)
    if not first:
        if alone:
            return "No framework is left to choose from."
        return none_left_sentence(is_any_unconfirmed=bool(recommendation.unconfirmed))
    names = [catalogue.framework_by_slug[placed.framework].name for placed in first]
    if len(first) > 1:
        return f"{joined(few_of(names))} share the first place with {first[0].points} out of 100."
    if len(recommendation.ranking) == 1 and alone:
        return f"{names[0]} is the only one to choose from, with {first[0].points} out of 100."
    if len(recommendation.ranking) == 1:
        meets = "known to meet" if recommendation.unconfirmed else "that meets"
        return f"{names[0]} is the only one {meets} your must-haves, with {first[0].points} out of 100."
    return f"{names[0]} comes first with {first[0].points} out of 100, {_margin(catalogue, recommendation)}."


def none_left_sentence(*, is_any_unconfirmed: bool) -> str:
    return f"No framework {'is known to meet' if is_any_unconfirmed else 'meets'} all your must-haves."


def deciding_sentence(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return why the first is ahead of the second, and where the second leads; "" if they tie or there is no second."""
    if len(recommendation.first) != 1 or len(recommendation.ranking) < 2:
        return ""
    deciding, behind = _deciding(catalogue, recommendation), _behind(catalogue, recommendation, limit=1)
    because = f"Mostly because of {deciding}" if deciding else ""
    return f"{'; '.join(part for part in (because, behind) if part)}." if because or behind else ""


def headline(catalogue: Catalogue, recommendation: "Recommendation", band: Band | None) -> str:
    """Return who comes first, how surely, and what decides. Without a band or in a tie, only who comes first.

    Where no priorities are named it says so first, and nothing of how sure that is: it is no advice.
    """
    if band is None or len(recommendation.first) != 1 or recommendation.no_priorities:
        return _after_no_priorities(catalogue, recommendation, placing_sentence(catalogue, recommendation))
    first = recommendation.ranking[0]
    name = catalogue.framework_by_slug[first.framework].name
    deciding = _deciding(catalogue, recommendation)
    because = f", mostly because of {deciding}" if deciding else ""
    return f"{name} {_PLACINGS[band]} {first.points} out of 100, {_margin(catalogue, recommendation)}{because}."


def heading(
    catalogue: Catalogue,
    recommendation: "Recommendation",
    band: Band | None,
    shortlist: Sequence[str],
    *,
    is_first: bool,
) -> str:
    """Return the heading of a result: who fits best, as surely as that is known, or that nobody does.

    `shortlist` are the slugs to choose from where there is no clear winner. `is_first`: it is a first impression from
    few answers.
    """
    names = [catalogue.framework_by_slug[placed.framework].name for placed in recommendation.first]
    if not names or len(recommendation.ranking) == 1:
        return placing_sentence(catalogue, recommendation).partition(", with ")[0].rstrip(".")
    if recommendation.no_priorities:
        return "No best fit yet: you named no priorities"
    if is_first:
        return f"First impression: {joined(few_of(names))}"
    if len(names) > 1:
        return f"{joined(few_of(names))} fit equally well"
    if band is Band.LEANING:
        second = catalogue.framework_by_slug[recommendation.ranking[1].framework].name
        return f"{names[0]} fits best, but look at {second} too"
    if band is Band.OPEN and len(shortlist) > 1:
        close = [catalogue.framework_by_slug[slug].name for slug in shortlist]
        return f"No clear winner: {joined(few_of(close), 'or')}"
    return f"{names[0]} is your best fit"


def _after_no_priorities(catalogue: Catalogue, recommendation: "Recommendation", sentences: str) -> str:
    """Put before sentences on several ranked frameworks that no priorities are named, if so."""
    is_first = recommendation.no_priorities and len(recommendation.ranking) > 1
    return f"{no_priorities_sentence(catalogue)} {sentences}" if is_first else sentences


def no_priorities_sentence(catalogue: Catalogue) -> str:
    """Say that no priorities are named, and which criteria count the same then."""
    counting = impartial_criteria(catalogue)
    names = dict.fromkeys(name for slug, name in familiarity_criteria(catalogue).items() if slug not in counting)
    but = f", except those about knowing {joined(list(names), 'or')}" if names else ""
    return f"You named no priorities, so every criterion counts the same{but}."


def counterpoint(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return the one or two criteria on which the second leads most; "" if there are none."""
    if len(recommendation.first) != 1 or len(recommendation.ranking) < 2:
        return ""
    behind = _behind(catalogue, recommendation, limit=2)
    return f"{behind}." if behind else ""


def _margin(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return the lead in points of 100: '16 ahead of Birch'."""
    first, second = recommendation.ranking[:2]
    lead = first.points - second.points
    ahead = f"{lead} ahead of" if lead > 0 else "just ahead of"
    return f"{ahead} {catalogue.framework_by_slug[second.framework].name}"


def _deciding(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return the one or two criteria on which the first leads most; "" if there are none."""
    found = differences(*recommendation.ranking[:2])
    return joined([_in_sentence(catalogue, d.criterion) for d in found[:2] if d.points > 0])


def _behind(catalogue: Catalogue, recommendation: "Recommendation", limit: int) -> str:
    """Return at most `limit` criteria on which the second leads, the largest lead first; "" if there are none."""
    first, second = recommendation.ranking[:2]
    criteria = [_in_sentence(catalogue, d.criterion) for d in differences(first, second)[-limit:] if d.points < 0]
    other = catalogue.framework_by_slug[second.framework].name
    return f"{other} is ahead on {joined(criteria[::-1])}" if criteria else ""


def _in_sentence(catalogue: Catalogue, criterion: str) -> str:
    return in_sentence(catalogue.criterion_by_slug[criterion].name)


def certainty_sentence(catalogue: Catalogue, recommendation: "Recommendation") -> str:
    """Return which others could come first if scores are at the worst ends of their intervals."""
    if len(recommendation.ranking) < 2:
        return ""
    first, *others = recommendation.ranking
    rivals = [p for p in others if p.highest >= first.lowest - TOLERANCE]
    if not rivals:
        return FIRM
    names = [catalogue.framework_by_slug[p.framework].name for p in rivals]
    if len(names) > 3:
        names = [counted(len(names), "other")]
    leader = catalogue.framework_by_slug[first.framework].name
    return f"If every uncertain score went against {leader}, {joined(names, 'or')} could come first."


def requirement_words(catalogue: Catalogue, requirement: Requirement) -> str:
    """Return a requirement in words: 'Admin at least 5 out of 10'. Raises KeyError for an unknown criterion."""
    criterion = criterion_of(catalogue, requirement.criterion)
    scale = criterion.scale
    if criterion.slug == HOUSE_RULE:
        return f"House rule: {next(words for words, kinds in WISHES.values() if kinds == requirement.one_of)}"
    if isinstance(scale, KindScale):
        kinds = [kind.name for kind in scale.kinds if kind.slug in requirement.one_of]
        return f"{criterion.name}: {joined(kinds, 'or')}"
    bound = requirement.at_least if requirement.at_least is not None else requirement.at_most
    word = "at least" if requirement.at_least is not None else "at most"
    unit = scale.unit if isinstance(scale, MeasuredScale) else "out of 10"
    assert bound is not None, "check() requires one bound"
    return f"{criterion.name} {word} {bound:g} {unit_of(bound, unit)}"


def choice_clause(catalogue: Catalogue, question: str, choice: str, *, made: bool = True) -> str:
    """Return an answer as a clause: 'staff need a back office', or a quotation where the catalogue has none.

    `made`: the visitor gave the answer; otherwise it is one to give.
    """
    asked = catalogue.question_by_slug[question]
    answer = next(one for one in asked.choices if one.slug == choice)
    if answer.clause:
        return answer.clause
    return f"you answer{'ed' if made else ''} “{answer.text}” to “{asked.text}”"


def capitalized(sentence: str) -> str:
    """Return a sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def importance_words(importance: Importance) -> str:
    """Return an importance in words: 'a lot', 'decisive'."""
    return importance.value.replace("-", " ")


def ordinal(number: int) -> str:
    """Return a rank in words: '1st', '2nd', '11th'."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{_ENDINGS.get(number % 10, 'th')}"


def few_of(names: Sequence[str]) -> list[str]:
    """Return names, the last ones as their number where there are too many to be named."""
    if len(names) <= _MOST_NAMED:
        return list(names)
    return [*names[: _MOST_NAMED - 1], counted(len(names) - _MOST_NAMED + 1, "other")]


def left_open_sentence(of_20: int, *, is_settled: bool, on_topics: bool = False) -> str:
    """Say how often the questions that are left change nothing, from a share in twentieths rounded down.

    `on_topics`: only the questions on the topics that the visitor picked are counted.
    """
    left = "left on your topics" if on_topics else "left"
    if is_settled:
        return f"No answer that is {left} can change the first place."
    if of_20 == 20:
        return f"In nearly all projects like yours, the questions that are {left} do not change the first place."
    if of_20 < 10:
        return f"In projects like yours, the questions that are {left} often change the first place."
    return f"In {of_20} of 20 projects like yours, the questions that are {left} do not change the first place."
