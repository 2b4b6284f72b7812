"""HTTP request -> Visit: the edition and the answers that an address of the wizard or the result holds."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.among import nothing_left_sentence
from advisor.answers.flow import asked_questions
from advisor.answers.own import KEYS, Own, OwnRead, read_own, with_own
from advisor.answers.query import (
    COMPLETED,
    Answers,
    MalformedQuery,
    Reading,
    already_dropped,
    corrected_query,
    edition_number,
    query_pairs,
    read_answers,
    repaired_answers,
)
from comparisons.catalogue.names import Names
from comparisons.catalogue.slugs import SLUG_PATTERN
from comparisons.catalogue.value import FRAMEWORKS, Catalogue, ProjectPart, Question
from comparisons.content.moving import parts_in
from comparisons.editions.store import Edition, UnknownEdition, edition
from comparisons.rendering.addresses import address
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import current_edition_of, nothing_published, preview_of

P = ParamSpec("P")

# Navigation, not answers: the page that a question's form leads to, and the page that it was opened from.
TO = "to"
FROM = "from"
NEXT, BACK, REVIEW, RESULT, MORE = "next", "back", "review", "result", "more"
# Not an answer: the two frameworks of the pairwise comparison on the result page.
VERSUS = "versus"
# Not answers: the number in the name of a decision record's file, and the version of MADR that it is written in.
NUMBER = "number"
MADR = "madr"
# Not answers: the framework that a project is built with today, and the parts that it has (result/moving/).
PRESENT = "present"
PART = "part"
_MADR_VERSIONS = {"2": 2, "4": 4}
_NUMBER = re.compile("0{0,3}[1-9][0-9]{0,3}")
_NOT_ANSWERS: dict[str, Callable[[str], bool]] = {
    TO: lambda text: text in (NEXT, BACK, REVIEW, RESULT),
    FROM: lambda text: text in (NEXT, REVIEW, RESULT, MORE),
    VERSUS: lambda text: re.fullmatch(SLUG_PATTERN, text) is not None,
    NUMBER: lambda text: _NUMBER.fullmatch(text) is not None,
    MADR: lambda text: text in _MADR_VERSIONS,
    PRESENT: lambda text: re.fullmatch(SLUG_PATTERN, text) is not None,
    PART: lambda text: text in frozenset(ProjectPart),
}


class ReviewLine(Struct, frozen=True):
    """A question, the texts of the choices made, and the address of the page that changes them.

    `is_done`: it was answered or passed.
    """

    question: Question
    choices: list[str]
    is_asked: bool
    is_done: bool
    address: str


class RecordForm(Struct, frozen=True):
    """The form of a decision record. `number` is that of its file name; None: the edition's day instead."""

    number: int | None = None
    madr: int = 4

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of an address that asks for this form; none for the usual one."""
        number = [] if self.number is None else [(NUMBER, str(self.number))]
        return number if self.madr == RecordForm().madr else [*number, (MADR, str(self.madr))]


class Project(Struct, frozen=True):
    """What a visitor says of a project that exists: the slug of its framework, or "", and its parts if not all."""

    present: str = ""
    parts: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        present = [(PRESENT, self.present)] if self.present else []
        return [*present, *((PART, part) for part in self.parts)]


class Visit(Struct, frozen=True):
    """The edition and answers of a request. `as_published` is its catalogue without what the visitor adds to it.

    `dropped` are the names that an earlier correction of the address dropped, `newly_dropped` those of this one;
    `completed` are the names of what either completed, as `question.choice`.
    `to` is NEXT, BACK, REVIEW or RESULT when a question's form was sent. `came_from` is REVIEW or RESULT when one
    answer is being changed, NEXT on the way back through the questions, MORE when the visitor goes on though enough is
    known. `versus` are two frameworks, or none. `renamed`: the address held old names, and nothing was dropped from it.
    """

    edition: Edition
    as_published: Catalogue
    answers: Answers
    dropped: list[str]
    to: str = ""
    came_from: str = ""
    newly_dropped: tuple[str, ...] = ()
    versus: tuple[str, ...] = ()
    record: RecordForm = RecordForm()
    project: Project = Project()
    completed: tuple[str, ...] = ()
    renamed: bool = False

    @property
    def catalogue(self) -> Catalogue:
        return self.edition.catalogue

    def address(
        self,
        name: str,
        *args: str,
        answers: Answers | None = None,
        came_from: str = "",
        newly_dropped: tuple[str, ...] = (),
    ) -> str:
        """Return the address of the page `advisor:name` with `answers`, by default those of this visit."""
        return page_address(name, *args, query=self.query(answers, came_from=came_from, newly_dropped=newly_dropped))

    def shared_address(self, name: str, *args: str) -> str:
        """Return the address of the page `advisor:name` without what a correction reports; "" if it reports nothing."""
        return self.address(name, *args, came_from=self.came_from) if self.dropped or self.completed else ""

    def result_address(self, answers: Answers) -> str:
        """Return the address of the result with other answers."""
        return self.address("result", answers=answers)

    def query(self, answers: Answers | None = None, *, came_from: str = "", newly_dropped: tuple[str, ...] = ()) -> str:
        """Return the query of `answers`, by default those of this visit."""
        return _query(
            Reading(answers=answers or self.answers, dropped=newly_dropped), self.catalogue, came_from=came_from
        )

    def review_lines(self, came_from: str = REVIEW) -> list[ReviewLine]:
        """Return a line for each question of the catalogue. Its address leads back to the page `came_from`."""
        asked = asked_questions(self.catalogue, self.answers)
        query = self.query(came_from=came_from)
        return [
            ReviewLine(
                question=question,
                choices=[c.text for c in question.choices if c.slug in self.answers.choices.get(question.slug, ())],
                is_asked=question in asked,
                is_done=self.answers.is_done(question.slug),
                address=page_address("question", question.slug, query=query),
            )
            for question in self.catalogue.questions
        ]


def page_address(name: str, *args: str, query: str) -> str:
    return _with_query(address(f"advisor:{name}", *args), query)


def on_answers(
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Pass the Visit of a GET or HEAD request to a view. Redirects to the canonical address if it differs.

    Answers 400 to a query that cannot be read, and asks with 404 where nothing is left of the frameworks named.
    Raises NotInCatalogue for an unknown edition.
    """

    @require_safe
    @wraps(view)
    def on_visit(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            pairs = query_pairs(request.META.get("QUERY_STRING", ""))
            read_edition = asked_edition(request, edition_number(pairs))
            today = current_edition_of(request).catalogue
            own = read_own(pairs, Names(read_edition.catalogue, today))
            as_published, read_edition = read_edition, changed_for_visitor(read_edition, own.own)
            repaired, completed = repaired_answers(pairs, read_edition.catalogue, _NOT_ANSWERS)
            visit = _visit(read_edition, today, repaired, completed, own)
            visit = replace(visit, as_published=as_published.catalogue)
        except MalformedQuery as error:
            return render(request, "400.html", {"message": str(error)}, status=400)
        except UnknownEdition:
            return nothing_published(request)
        if visit.to and not set(repaired) <= set(pairs):  # the form reads the query as it stands
            told = [(COMPLETED, name) for name in completed]
            return HttpResponseRedirect(_with_query(request.path, urlencode([*repaired, *told])))
        reading = Reading(
            answers=visit.answers, dropped=(*visit.dropped, *visit.newly_dropped), completed=visit.completed
        )
        versus = ((VERSUS, slug) for slug in visit.versus)
        parameters = [*versus, *visit.record.pairs(), *visit.project.pairs()]
        canonical = _query(reading, visit.catalogue, came_from=visit.came_from, parameters=parameters)
        if not visit.to and request.META.get("QUERY_STRING", "") != canonical:
            redirect = HttpResponsePermanentRedirect if visit.renamed else HttpResponseRedirect
            return redirect(_with_query(request.path, canonical))
        if nothing_left := nothing_left_sentence(visit.catalogue, visit.answers, reading.dropped):
            return _ask_whom(request, visit, nothing_left)
        return view(request, visit, *args, **kwargs)

    return on_visit


def _ask_whom(request: HttpRequest, visit: Visit, sentence: str) -> HttpResponse:
    """Ask what to choose from where nothing is left of the frameworks that were named, rather than from all."""
    everything = visit.query(replace(visit.answers, among=()))
    context = {
        "edition": visit.edition,
        "sentence": sentence,
        "everything": _with_query(request.path, everything),
        "answered": bool(visit.answers.choices),
    }
    return render(request, "advisor/none_left.html", context, status=404)


def asked_edition(request: HttpRequest, number: int | None) -> Edition:
    """Return the edition `number`, or the current one.

    Raises NotInCatalogue if there is no such edition, UnknownEdition if nothing is published.
    """
    preview = preview_of(request)
    if number is None or (preview is not None and number == preview.number):
        return current_edition_of(request)
    try:
        return edition(number)
    except UnknownEdition as error:
        raise NotInCatalogue(str(error), [(reverse("comparisons:editions"), "All editions")]) from error


def changed_for_visitor(read_edition: Edition, own: Own) -> Edition:
    """Return the edition with what a visitor adds to it, of which no fragment is kept."""
    catalogue = with_own(read_edition.catalogue, own)
    if catalogue is read_edition.catalogue:
        return read_edition
    return replace(read_edition, catalogue=catalogue, is_changed=True)


def _visit(
    read_edition: Edition,
    today: Catalogue,
    pairs: list[tuple[str, str]],
    completed: tuple[str, ...],
    own: OwnRead,
) -> Visit:
    navigation = {key: value for key, value in pairs if _is_navigation(key)}
    answer_pairs = [(key, value) for key, value in pairs if not _is_navigation(key) and key not in KEYS]
    reading = read_answers(answer_pairs, read_edition.catalogue, today)
    reading = replace(reading, answers=replace(reading.answers, own=own.own), dropped=(*reading.dropped, *own.dropped))
    return Visit(
        edition=read_edition,
        as_published=read_edition.catalogue,
        answers=reading.answers,
        dropped=already_dropped(answer_pairs),
        to=navigation.get(TO, ""),
        came_from=navigation.get(FROM, "") if navigation.get(FROM) in (NEXT, REVIEW, RESULT, MORE) else "",
        newly_dropped=reading.dropped,
        versus=_versus(pairs, Names(read_edition.catalogue, today)),
        record=_record_form(pairs),
        project=_project(pairs, Names(read_edition.catalogue, today)),
        completed=(*already_dropped(pairs, COMPLETED), *completed),
        renamed=reading.renamed and not reading.dropped and not completed,
    )


def _is_navigation(key: str) -> bool:
    """Return whether a pair is navigation and not an answer. Chats add `from` with values of their own."""
    return key in _NOT_ANSWERS


def _versus(pairs: Iterable[tuple[str, str]], names: Names) -> tuple[str, ...]:
    """Return the two frameworks named, or an empty tuple if they are not two different published ones."""
    named = tuple(names.slug(FRAMEWORKS, value) or value for key, value in pairs if key == VERSUS)
    known = {framework.slug for framework in names.catalogue.published_frameworks}
    return named if len(named) == len(set(named) & known) == 2 else ()


def _project(pairs: Iterable[tuple[str, str]], names: Names) -> Project:
    """Return the project that an address describes. Raises MalformedQuery for unknown parts and several frameworks."""
    parts, unknown = parts_in(value for key, value in pairs if key == PART)
    if unknown:
        raise MalformedQuery(
            f"A project has no part “{unknown[0][:40]}” here. The parts are: {', '.join(ProjectPart)}."
        )
    named = {names.slug(FRAMEWORKS, value) or value for key, value in pairs if key == PRESENT and value}
    if len(named) > 1:
        raise MalformedQuery("This address names more than one framework that the project is built with.")
    known = named & names.catalogue.public_frameworks.keys()
    return Project(present=next(iter(known), ""), parts=parts if len(parts) < len(ProjectPart) else ())


def _record_form(pairs: Iterable[tuple[str, str]]) -> RecordForm:
    """Return the form of a decision record that an address asks for. Raises MalformedQuery."""
    numbers = {value for key, value in pairs if key == NUMBER}
    versions = {value for key, value in pairs if key == MADR}
    if len(numbers) > 1 or not all(map(_NUMBER.fullmatch, numbers)):
        raise MalformedQuery("The number of a decision record is one from 1 to 9999, as in number=12.")
    if len(versions) > 1 or not versions <= _MADR_VERSIONS.keys():
        raise MalformedQuery("A decision record is written in MADR 4 or, for older tools, in MADR 2 (madr=2).")
    return RecordForm(
        number=next(map(int, numbers), None),
        madr=next((_MADR_VERSIONS[version] for version in versions), RecordForm().madr),
    )


def _query(
    reading: Reading, catalogue: Catalogue, *, came_from: str, parameters: Sequence[tuple[str, str]] = ()
) -> str:
    navigation = [*([(FROM, came_from)] if came_from else []), *parameters]
    return "&".join(part for part in (corrected_query(reading, catalogue), urlencode(navigation)) if part)


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
