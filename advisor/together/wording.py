"""Sentences about a group's advice, for visitors."""

from collections.abc import Iterable, Sequence

from advisor.together.absences import Absence
from advisor.together.agreement import Disagreement, RequirementAgreement
from advisor.together.group import Group, Member
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted, joined

# How many different first choices a sentence names.
_MOST_CLAUSES = 3
_NUMBERS = ("", "", "Both", "All three", "All four", "All five", "All six", "All seven", "All eight")


def verdict_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say what each member would take and, if they differ, what comes first under the mean."""
    by_first: dict[tuple[str, ...], list[str]] = {}
    for member in group.members:
        by_first.setdefault(member.first, []).append(member.name)
    if len(by_first) == 1:
        return _unanimous(catalogue, group.members[0].first, len(group.members))
    by_count = sorted(by_first.items(), key=lambda pair: (not pair[0], -len(pair[1])))
    named = by_count if len(by_count) <= _MOST_CLAUSES else by_count[: _MOST_CLAUSES - 1]
    clauses = [_taking(catalogue, first, names) for first, names in named]
    others = len(group.members) - sum(len(names) for _, names in named)
    clauses += [counted(others, "other sees it differently", "others see it differently")] if others else []
    return f"{', '.join(clauses)}; {_under_the_mean(catalogue, group)}."


def _unanimous(catalogue: Catalogue, first: Sequence[str], count: int) -> str:
    if not first:
        return "Nothing meets all must-haves of any of you."
    return f"{_NUMBERS[count]} would take {_frameworks(catalogue, first, 'or')}."


def _taking(catalogue: Catalogue, first: Sequence[str], names: Sequence[str]) -> str:
    if not first:
        return f"nothing meets all must-haves of {joined(names)}"
    return f"{joined(names)} would take {_frameworks(catalogue, first, 'or')}"


def takes_words(catalogue: Catalogue, member: Member) -> str:
    """Say what a member would take, with its points: 'Django, 68 of 100'."""
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
    """Say by how many points the first under the mean leads the second; '' if fewer than two are ranked."""
    first, ranking = group.ranked.first, group.ranked.ranking
    if len(ranking) < 2:
        return ""
    if len(first) > 1:
        return f"Under the mean {_frameworks(catalogue, [placed.framework for placed in first])} have the same total."
    one, other = (catalogue.framework_by_slug[placed.framework].name for placed in ranking[:2])
    return f"Under the mean {one} is {_points(ranking[0].points - ranking[1].points)} ahead of {other}."


def lost_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say whose first choice other members' requirements exclude; '' if nobody's."""
    ranked = {placed.framework for placed in group.ranked.ranking}
    lost = [(member.name, slug) for member in group.members for slug in member.first if slug not in ranked]
    if not lost:
        return ""
    names, slugs = _unique(name for name, _ in lost), _unique(slug for _, slug in lost)
    return f"Others leave out what {joined(names)} would take: {_frameworks(catalogue, slugs)}."


def dividing_sentence(catalogue: Catalogue, disagreement: Disagreement) -> str:
    """Say which criterion contributes most to the disagreement; '' if none does."""
    separating = [difference for difference in disagreement.differences if difference.points > 0]
    if not separating or disagreement.points <= 0:
        return ""
    criterion = separating[0].criterion
    most, least = (round(100 * member.weights[criterion]) for member in (disagreement.most, disagreement.least))
    name = catalogue.criterion_by_slug[criterion].name
    return (
        f"What divides you most is {name}: it has {most} % of {disagreement.most.name}'s weight "
        f"and {least} % of {disagreement.least.name}'s."
    )


def leads_sentence(catalogue: Catalogue, group: Group, disagreement: Disagreement) -> str:
    """Say by how many points each member prefers one framework: 'Ada puts Django 14 points ahead and …'."""
    one, other = (catalogue.framework_by_slug[slug].name for slug in (disagreement.one, disagreement.other))
    clauses = [
        f"{member.name} puts {_lead(one, other, lead)}"
        for member, lead in zip(group.members, disagreement.leads, strict=True)
    ]
    return f"{joined(clauses)}."


def _lead(one: str, other: str, lead: int) -> str:
    if lead == 0:
        return "them level"
    return f"{one if lead > 0 else other} {_points(abs(lead))} ahead"


def whose_words(agreement: RequirementAgreement) -> str:
    """Say who set a requirement: 'set by Ada, not by Linus and Guido'."""
    if not agreement.others:
        return "set by all of you"
    return f"set by {joined(agreement.people)}, not by {joined(agreement.others)}"


def among_sentences(catalogue: Catalogue, group: Group) -> list[str]:
    """Return a sentence for each set of frameworks that members limited themselves to."""
    people: dict[tuple[str, ...], list[str]] = {}
    for member in group.members:
        if member.among:
            people.setdefault(member.among, []).append(member.name)
    return [
        f"{joined(names)} {'chooses' if len(names) == 1 else 'choose'} only between {_named(catalogue, among)}; "
        "all others are left out."
        for among, names in people.items()
    ]


def _named(catalogue: Catalogue, slugs: Iterable[str]) -> str:
    return joined([catalogue.framework_by_slug[slug].name_with_status for slug in slugs])


def absence_sentence(catalogue: Catalogue, absence: Absence) -> str:
    """Say which framework would come first without a member."""
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
    return counted(number, "point")


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
