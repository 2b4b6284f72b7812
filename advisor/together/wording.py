"""Sentences about a group's advice, for visitors."""

from collections.abc import Iterable, Sequence

from advisor.advice.wording import requirement_words
from advisor.together.absences import Absence
from advisor.together.agreement import Disagreement, RequirementAgreement
from advisor.together.conflict import Conflict
from advisor.together.group import Group, Member
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted, joined

# How many different first choices a sentence names.
_MOST_CLAUSES = 3
_NUMBERS = ("", "", "Both", "All three", "All four", "All five", "All six", "All seven", "All eight")


def verdict_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say what each member would take and, if they differ, what comes first on average."""
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
    return f"{', '.join(clauses)}; {_on_average(catalogue, group)}."


def _unanimous(catalogue: Catalogue, first: Sequence[str], count: int) -> str:
    if not first:
        return "No framework meets all the must-haves of any of you."
    return f"{_NUMBERS[count]} would take {_frameworks(catalogue, first, 'or')}."


def _taking(catalogue: Catalogue, first: Sequence[str], names: Sequence[str]) -> str:
    if not first:
        return f"nothing meets all the must-haves of {joined(names)}"
    return f"{joined(names)} would take {_frameworks(catalogue, first, 'or')}"


def takes_words(catalogue: Catalogue, member: Member) -> str:
    """Say what a member would take, with its points: 'Django, 68 out of 100'."""
    if not member.first:
        return "nothing meets all the must-haves"
    taken = f"{_frameworks(catalogue, member.first, 'or')}, {member.recommendation.first[0].points} out of 100"
    return f"{taken}; named no priorities" if member.recommendation.no_priorities else taken


def _on_average(catalogue: Catalogue, group: Group) -> str:
    first, ranking = group.ranked.first, group.ranked.ranking
    if not first:
        return "no framework is left that all of you can take"
    names = _frameworks(catalogue, [placed.framework for placed in first])
    if len(first) > 1:
        return f"on average {names} share the first place"
    if len(ranking) == 1:
        return f"only {names} is left that all of you can take"
    other = catalogue.framework_by_slug[ranking[1].framework].name
    return f"on average {names} comes first, {_ahead(first[0].points - ranking[1].points)} of {other}"


def mean_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say by how many points the first on average leads the second; '' if fewer than two are ranked."""
    first, ranking = group.ranked.first, group.ranked.ranking
    if len(ranking) < 2:
        return ""
    if len(first) > 1:
        return f"On average {_frameworks(catalogue, [placed.framework for placed in first])} have the same total."
    one, other = (catalogue.framework_by_slug[placed.framework].name for placed in ranking[:2])
    return f"On average {one} is {_ahead(ranking[0].points - ranking[1].points)} of {other}."


def lost_sentence(catalogue: Catalogue, group: Group) -> str:
    """Say whose first choice other members' requirements exclude; '' if nobody's."""
    ranked = {placed.framework for placed in group.ranked.ranking}
    lost = [(member.name, slug) for member in group.members for slug in member.first if slug not in ranked]
    if not lost:
        return ""
    names, slugs = _unique(name for name, _ in lost), _unique(slug for _, slug in lost)
    choice, are = ("first choice", "is") if len(slugs) == 1 else ("first choices", "are")
    return f"{_frameworks(catalogue, slugs)}, {choice} of {joined(names)}, {are} ruled out by what others require."


def conflict_sentence(catalogue: Catalogue, found: Conflict) -> str:
    """Say whose first choice whose must-haves rule out."""
    name = catalogue.framework_by_slug[found.framework].name
    rules = joined([requirement_words(catalogue, requirement) for requirement in found.requirements])
    require = "requires" if len(found.people) == 1 else "require"
    return (
        f"{name}, first choice of {joined(found.fans)}, is ruled out by what {joined(found.people)} {require}: {rules}."
    )


def trade_sentence(catalogue: Catalogue, found: Conflict) -> str:
    """Say what would come first without the must-haves of a conflict."""
    that = "that must-have" if len(found.requirements) == 1 else "those must-haves"
    names = _frameworks(catalogue, found.first_without)
    if not found.first_without:
        return f"Even without {that}, no framework would be left that all of you can take."
    if len(found.first_without) > 1:
        return f"Without {that}, {names} would share the first place on average."
    return f"Without {that}, {names} would come first on average."


def dividing_sentence(catalogue: Catalogue, disagreement: Disagreement) -> str:
    """Say which criterion contributes most to the disagreement; '' if none does."""
    separating = [difference for difference in disagreement.differences if difference.points > 0]
    if not separating or disagreement.points <= 0:
        return ""
    criterion = separating[0].criterion
    most, least = (round(100 * member.weights[criterion]) for member in (disagreement.most, disagreement.least))
    name = catalogue.criterion_by_slug[criterion].name
    return (
        f"What divides you most is {name}: it makes up {most}% of what matters to {disagreement.most.name}, "
        f"and {least}% for {disagreement.least.name}."
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
    return f"{one if lead > 0 else other} {_ahead(abs(lead))}"


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
        "all others are ruled out."
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


def _ahead(points: int) -> str:
    return f"{counted(points, 'point')} ahead" if points else "just ahead"


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
