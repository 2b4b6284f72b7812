"""The arguments of a tool -> Answers, as a result's address holds them. Pure."""

from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta
from msgspec.structs import replace

from advisor.answers.among import AMONG, nothing_left_sentence
from advisor.answers.flow import is_asked
from advisor.answers.own import KEYS
from advisor.answers.query import (
    EDITION,
    HOUSE,
    LEVEL,
    REQUIREMENT,
    TOPICS,
    USES,
    Answers,
    MalformedQuery,
    query_pairs,
    read_answers,
    repaired_answers,
)
from advisor.mcp.calls import Arguments, Call, ToolError, unknown
from comparisons.catalogue.house_rules import WISHES
from comparisons.catalogue.slugs import NOT_SURE
from comparisons.catalogue.value import Catalogue, Importance
from comparisons.catalogue.wording import joined

Pairs = list[tuple[str, str]]


class AnswersGiven(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers of the wizard, or the link of a result that holds them."""

    answers: Annotated[
        dict[str, str | list[str]],
        Meta(description=f"Slug of a question -> slug of a choice, several as a list, or '{NOT_SURE}'."),
    ] = {}
    among: Annotated[list[str], Meta(description="The only frameworks to consider.", max_length=100)] = []
    requirements: Annotated[
        dict[str, float],
        Meta(description="Must-haves: criterion -> least value in its own unit (0 to 10), most if less is better."),
    ] = {}
    levels: Annotated[dict[str, Importance], Meta(description="Criterion -> its importance, over the answers.")] = {}
    topics: Annotated[
        list[str], Meta(description="Questions picked as topics: others with a topic are not asked.", max_length=100)
    ] = []
    uses: Annotated[
        list[str], Meta(description="Frameworks that the project uses now: the ranking stays the same.", max_length=100)
    ] = []
    house: Annotated[
        str, Meta(description=f"What house rules must say of a framework: {' or '.join(WISHES)}.", max_length=40)
    ] = ""
    link: Annotated[str, Meta(description="Address of a result, instead of answers.", max_length=8_000)] = ""


def read(call: Call, given: AnswersGiven) -> Answers:
    """Return the answers of a call, without an edition. Raises ToolError that names what is not in the catalogue."""
    catalogue, pairs = call.edition.catalogue, _pairs(call, given)
    try:
        reading = read_answers(pairs, catalogue, call.site.current.catalogue)
    except MalformedQuery as error:
        raise ToolError(str(error)) from None
    if reading.dropped:
        raise ToolError(" ".join(_mistake(call, catalogue, name) for name in dict.fromkeys(reading.dropped)))
    if nothing_left := nothing_left_sentence(catalogue, reading.answers, ()):
        raise ToolError(nothing_left)
    return replace(reading.answers, edition=None)


def result_link(call: Call, answers: Answers) -> str:
    """Return the address of the result of these answers, pinned to the edition of the call."""
    query = replace(answers, edition=call.edition.number).query(call.edition.catalogue)
    return call.page(f"advise/result/?{query}")


def linked_edition(given: AnswersGiven) -> int | None:
    """Return the edition that the link of a call pins, None if there is none. Raises ToolError."""
    numbers = {value for key, value in _linked(given) if key == EDITION}
    return int(numbers.pop()) if len(numbers) == 1 and all(n.isascii() and n.isdecimal() for n in numbers) else None


def _linked(given: AnswersGiven) -> Pairs:
    if not given.link:
        return []
    try:
        return query_pairs(urlsplit(given.link).query)
    except ValueError as error:  # also MalformedQuery
        raise ToolError(f"The link cannot be read: {error}") from None


def _pairs(call: Call, given: AnswersGiven) -> Pairs:
    own = [(question, choice) for question, made in given.answers.items() for choice in _several(made)]
    own += [(AMONG, call.names.meant("frameworks", name) or name) for name in given.among]
    own += [(USES, call.names.meant("frameworks", name) or name) for name in given.uses]
    own += [(TOPICS, topic) for topic in given.topics]
    own += [(HOUSE, given.house)] if given.house else []
    own += [(LEVEL + criterion, level.value) for criterion, level in given.levels.items()]
    own += [(REQUIREMENT + criterion, f"{bound!r}") for criterion, bound in given.requirements.items()]
    linked = [pair for pair in _linked(given) if pair[0] != EDITION]
    repaired, _ = repaired_answers(linked, call.edition.catalogue, {}) if linked else ([], ())
    return [*repaired, *own]


def _several(made: str | list[str]) -> list[str]:
    return [made] if isinstance(made, str) else made


def _mistake(call: Call, catalogue: Catalogue, name: str) -> str:
    """Return what is wrong with a name that reading dropped, and the nearest names."""
    where = f"in edition {call.edition.number}"
    key, _, rest = name.partition(".")
    criteria = [criterion.slug for criterion in catalogue.rated_criteria]
    if f"{key}." in (LEVEL, REQUIREMENT):
        if rest in criteria:
            return f"'{name}' has no value that can be used."
        return unknown("There is no criterion to weigh", rest, criteria, where)
    if name in KEYS:
        return (
            "The link adds scores, notes or a criterion of its maker, which these tools do not read: open it as a page."
        )
    if name == HOUSE:
        if not catalogue.has_house_rules:
            return "This site has no house rules, so leave out `house`."
        return f"`house` is one of: {', '.join(WISHES)}."
    if key in (AMONG, USES):
        return unknown("There is no framework", rest, list(catalogue.public_frameworks), where)
    if key == TOPICS:
        topics = [question.slug for question in catalogue.questions if question.topic]
        return unknown("There is no topic", rest, topics, where)
    question = catalogue.question_by_slug.get(key)
    if question is None:
        return unknown("There is no question", name, [*catalogue.question_by_slug], where)
    if not rest:
        return f"The answers to '{key}' do not go together: only one of them can hold."
    return unknown(f"'{key}' has no choice", rest, [*(choice.slug for choice in question.choices), NOT_SURE], where)


def not_asked(catalogue: Catalogue, answers: Answers) -> str:
    """Return which answers do not count, because their questions are not asked after the other answers; "" if none."""
    idle = [
        question.slug
        for question in catalogue.questions
        if question.slug in answers.choices and not is_asked(question, answers)
    ]
    return f"Not counted, since the other answers make them pointless: {joined(idle)}." if idle else ""
