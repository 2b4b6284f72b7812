"""What several people's advice says, in sentences. Text for humans: short, plain."""

from collections.abc import Iterable, Sequence

from advisor.advice.words import joined
from advisor.together.agreement import Division, MustHave
from advisor.together.group import Absence, Group, Member
from comparisons.catalogue.value import Catalogue

__all__ = [
    "absence_sentence",
    "among_sentences",
    "dividing_sentence",
    "leads_sentence",
    "lost_sentence",
    "mean_sentence",
    "takes_words",
    "verdict_sentence",
    "whose_words",
]

# How many different first choices a sentence can hold.
_TOLD = 3
_NUMBERS = ("", "", "Both", "All three", "All four", "All five", "All six", "All seven", "All eight")


def verdict_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say who would take what and, if they differ, what comes first under the mean."""
    by_first: dict[tuple[str, ...], list[str]] = {}
    for member in group.members:
        by_first.setdefault(member.first, []).append(member.name)
    if len(by_first) == 1:
        return _in_unison(catalogue, group.members[0].first, len(group.members))
    in_turn = sorted(by_first.items(), key=lambda pair: (not pair[0], -len(pair[1])))
    told = in_turn if len(in_turn) <= _TOLD else in_turn[: _TOLD - 1]
    clauses = [_taking(catalogue, first, names) for first, names in told]
    others = len(group.members) - sum(len(names) for _, names in told)
    clauses += [f"{others} others see it differently"] if others else []
    return f"{', '.join(clauses)}; {_under_the_mean(catalogue, group)}."


def _in_unison(catalogue: Catalogue, first: Sequence[str], count: int) -> str:
    if not first:
        return "Nothing meets all must-haves of any of you."
    return f"{_NUMBERS[count]} would take {_frameworks(catalogue, first, 'or')}."


def _taking(catalogue: Catalogue, first: Sequence[str], names: Sequence[str]) -> str:
    if not first:
        return f"nothing meets all must-haves of {joined(names)}"
    return f"{joined(names)} would take {_frameworks(catalogue, first, 'or')}"


def takes_words(catalogue: Catalogue, member: Member) -> str:
    """Say what a person would take, with its points: 'Django, 68 of 100'."""
    if not member.first:
        return "nothing meets all must-haves"
    taken = f"{_frameworks(catalogue, member.first, 'or')}, {member.recommendation.first[0].points} of 100"
    return f"{taken}; named no priorities" if member.recommendation.no_priorities else taken


def _under_the_mean(catalogue: Catalogue, group: Group) -> str:
    first, ranking = group.ranked.first, group.ranked.ranking
    if not first:
        return "no framework is left that all of you can take"
    names = _frameworks(catalogue, [placed.framework for placed in first])
    if len(first) > 1:
        return f"under the mean {names} share the first place"
    if len(ranking) == 1:
        return f"only {names} is left that all of you can take"
    other = catalogue.framework_by_slug[ranking[1].framework].name
    return f"under the mean {names} comes first, {_points(first[0].points - ranking[1].points)} ahead of {other}"


def mean_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say how far ahead the first under the mean is, and of which."""
    first, ranking = group.ranked.first, group.ranked.ranking
    if len(ranking) < 2:
        return ""
    if len(first) > 1:
        return f"Under the mean {_frameworks(catalogue, [placed.framework for placed in first])} have the same total."
    one, other = (catalogue.framework_by_slug[placed.framework].name for placed in ranking[:2])
    return f"Under the mean {one} is {_points(ranking[0].points - ranking[1].points)} ahead of {other}."


def lost_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say whose first choice is left out because of somebody else; nothing if nobody's."""
    left_in = {placed.framework for placed in group.ranked.ranking}
    lost = [(member.name, slug) for member in group.members for slug in member.first if slug not in left_in]
    if not lost:
        return ""
    names, slugs = _unique(name for name, _ in lost), _unique(slug for _, slug in lost)
    return f"Others leave out what {joined(names)} would take: {_frameworks(catalogue, slugs)}."


def dividing_sentence(catalogue: Catalogue, division: Division) -> str:
    """Say which criterion divides people most; nothing if none does."""
    pulling = [pull for pull in division.pulls if pull.points > 0]
    if not pulling or division.points <= 0:
        return ""
    criterion = pulling[0].criterion
    most, least = (round(100 * member.weights[criterion]) for member in (division.most, division.least))
    name = catalogue.criterion_by_slug[criterion].name
    return (
        f"What divides you most is {name}: it has {most} % of {division.most.name}'s weight "
        f"and {least} % of {division.least.name}'s."
    )


def leads_sentence(catalogue: Catalogue, group: Group, division: Division) -> str:
    """Say how far each puts the one or the other ahead: 'Ada puts Django 14 points ahead and …'."""
    one, other = (catalogue.framework_by_slug[slug].name for slug in (division.one, division.other))
    clauses = [
        f"{member.name} puts {_lead(one, other, lead)}"
        for member, lead in zip(group.members, division.leads, strict=True)
    ]
    return f"{joined(clauses)}."


def _lead(one: str, other: str, lead: int) -> str:
    if lead == 0:
        return "them level"
    return f"{one if lead > 0 else other} {_points(abs(lead))} ahead"


def whose_words(must_have: MustHave) -> str:
    """Say who set a must-have: 'set by Ada, not by Linus and Guido'."""
    if not must_have.others:
        return "set by all of you"
    return f"set by {joined(must_have.people)}, not by {joined(must_have.others)}"


def among_sentences(catalogue: Catalogue, group: Group) -> list[str]:
    """Say who considers a few frameworks only."""
    people: dict[tuple[str, ...], list[str]] = {}
    for member in group.members:
        if member.among:
            people.setdefault(member.among, []).append(member.name)
    return [
        f"{joined(names)} {'chooses' if len(names) == 1 else 'choose'} only between {_frameworks(catalogue, among)}; "
        "all others are left out."
        for among, names in people.items()
    ]


def absence_sentence(catalogue: Catalogue, absence: Absence) -> str:
    """Say who comes first without a person."""
    if not absence.first:
        return f"Without {absence.name}, no framework would be left that the others can take."
    if len(absence.first) > 1:
        return f"Without {absence.name}, {_frameworks(catalogue, absence.first)} would share the first place."
    return f"Without {absence.name}, {_frameworks(catalogue, absence.first)} would come first."


def _frameworks(catalogue: Catalogue, slugs: Iterable[str], conjunction: str = "and") -> str:
    return joined([catalogue.framework_by_slug[slug].name for slug in slugs], conjunction)


def _points(number: int) -> str:
    if number == 0:
        return "a hair"
    return "1 point" if number == 1 else f"{number} points"


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
