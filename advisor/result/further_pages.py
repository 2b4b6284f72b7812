"""The pages behind a result, each at an address of its own with the same answers."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.answers.priorities import StatedRequirement, requirements_of, without_redundant_levels
from advisor.answers.query import LEVEL, REQUIREMENT, Answers, retired_criteria
from advisor.answers.request import RESULT, Visit, on_answers
from advisor.moving.worth import worths_from, worths_of_first
from advisor.result.addresses import (
    comparison_address,
    exclusion_prices,
    export_links,
    move_address,
    must_haves,
    page_links,
    watch_links,
)
from advisor.result.html_parts import (
    ExcludedItems,
    LevelFragments,
    criterion_links,
    gap_rows,
    hidden_fields,
    level_rows,
    names,
    options,
    part_rows,
    side_by_side_rows,
)
from advisor.result.page import ResultPage, result_page
from advisor.result.pairwise import pairwise_comparison
from advisor.watching.recipes import GITHUB_ACTION, PRE_COMMIT
from advisor.watching.status import Status, status
from comparisons.catalogue.value import ProjectPart
from comparisons.content.moving import MOST_EFFORT
from comparisons.editions.store import Edition
from comparisons.rendering.fragments import Pieces
from comparisons.rendering.frames import framed
from comparisons.views.decorators import current_edition_of


def _behind_result(
    name: str,
) -> Callable[[Callable[[HttpRequest, Visit], HttpResponse]], Callable[[HttpRequest], HttpResponse]]:
    """Make a view of the page with the route `name`. As on the result, levels that change nothing leave the address."""

    def decorated(view: Callable[[HttpRequest, Visit], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
        @on_answers
        @wraps(view)
        def on_visit(request: HttpRequest, visit: Visit) -> HttpResponse:
            effective = without_redundant_levels(visit.catalogue, visit.answers)
            if effective != visit.answers:
                return HttpResponseRedirect(visit.address(name, answers=effective))
            return view(request, visit)

        return on_visit

    return decorated


@_behind_result("result-levels")
def levels(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the importance of each criterion, and the must-haves, in fields to change them."""
    shared = _shared(visit, "result-levels")
    own = _levels(visit, shared["page"])
    return _answer(request, "levels", "Adjust what matters to you", shared | own)


@_behind_result("result-side-by-side")
def side_by_side(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the first places on every criterion that counts, and all parts of all totals."""
    shared = _shared(visit, "result-side-by-side")
    own = {
        "pieces": Pieces(visit.edition),
        "part_rows": part_rows,
        "side_by_side_rows": side_by_side_rows,
        "compare_first": comparison_address(shared["page"], most=len(shared["page"].side_by_side)),
    }
    return _answer(request, "side_by_side", "The first ones, side by side", shared | own)


@_behind_result("result-difference")
def difference(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show where the difference of two totals comes from."""
    shared = _shared(visit, "result-difference")
    own = {
        "pairwise": pairwise_comparison(visit.catalogue, shared["page"].recommendation, visit.versus),
        "all_answers": visit.answers.pairs(visit.catalogue),
        "gap_rows": gap_rows,
        "hidden_fields": hidden_fields,
        "options": options,
    }
    return _answer(request, "difference", "Compare any two", shared | own)


@_behind_result("result-left-out")
def left_out(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the frameworks left out, the criteria that do not count, and the unknown scores that do."""
    shared = _shared(visit, "result-left-out")
    own = {
        "excluded_items": ExcludedItems(visit.edition).items,
        "criterion_links": criterion_links,
        "prices": exclusion_prices(visit, shared["page"].recommendation),
    }
    return _answer(request, "left_out", "Left out, and not counted", shared | own)


@_behind_result("result-answers")
def answers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show all answers, each with a link that changes it and leads back to the result."""
    own = {"lines": [line for line in visit.review_lines(RESULT) if line.is_asked]}
    return _answer(request, "answers", "Your answers", _shared(visit, "result-answers") | own)


@_behind_result("result-share")
def share(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the links to share, and the files to export."""
    own = export_links(request, visit)
    return _answer(request, "share", "Share or export", _shared(visit, "result-share") | own)


@_behind_result("result-watch")
def watch(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how to be told when the decision no longer holds."""
    own = watch_links(request, visit) | {
        "status": _status(visit, current_edition_of(request)),
        "action": GITHUB_ACTION,
        "hook": PRE_COMMIT,
    }
    return _answer(request, "watch", "Watch this decision", _shared(visit, "result-watch") | own)


def _status(visit: Visit, newest: Edition) -> Status:
    pairs = visit.answers.pairs(visit.catalogue)
    return status(visit.edition.number, visit.as_published, newest.number, newest.catalogue, pairs)


@_behind_result("result-moving")
def moving(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what moving from the framework that a project is built with costs, and whether it is worth it."""
    shared = _shared(visit, "result-moving")
    found, project = shared["page"].recommendation, visit.project
    present = project.present or next(iter(visit.answers.uses), "")
    if present:
        worths = worths_from(visit.catalogue, found, present, project.parts)
    else:
        worths = worths_of_first(visit.catalogue, found, project.parts)
    own = {
        "present": visit.catalogue.public_frameworks.get(present),
        "stays": found.ranking[:1] and found.ranking[0].framework == present,
        "frameworks": sorted(visit.catalogue.public_frameworks.values(), key=lambda one: one.name.casefold()),
        "parts": [(part.value, not project.parts or part in project.parts) for part in ProjectPart],
        "worths": worths,
        "most": MOST_EFFORT,
        "move_address": partial(move_address, parts=project.parts),
        "all_answers": visit.answers.pairs(visit.catalogue),
        "hidden_fields": hidden_fields,
        "options": options,
    }
    return _answer(request, "moving", "What moving costs", shared | own)


def _shared(visit: Visit, name: str) -> dict[str, Any]:
    """Return what every page behind a result shows. `name` is that of its route."""
    recommendation = recommend(visit.catalogue, visit.answers)
    return {
        "edition": visit.edition,
        "dropped": visit.dropped,
        "retired": retired_criteria(visit.dropped, visit.catalogue),
        "completed": visit.completed,
        "shared_address": visit.shared_address(name),
        "names": names,
        "page": result_page(visit.catalogue, visit.answers, recommendation),
        "must_haves": must_haves(visit, recommendation),
        **page_links(visit),
    }


def _answer(request: HttpRequest, name: str, heading: str, context: dict[str, Any]) -> HttpResponse:
    body = f"advisor/advice/{name}.jinja"
    return framed(request, "advisor/advice/further.html", body, context | {"heading": heading})


def _levels(visit: Visit, page: ResultPage) -> dict[str, Any]:
    fragments = LevelFragments(visit.edition)
    own, answered = visit.answers.requirements, _answered_bounds(visit)
    rows = [
        (
            bool(priority.level.points) or {priority.criterion.slug} <= own.keys() | answered.keys(),
            fragments.row(priority, own.get(priority.criterion.slug), answered.get(priority.criterion.slug)),
        )
        for priority in page.levels
    ]
    return {
        "counting": [row for counts, row in rows if counts],
        "resting": [row for counts, row in rows if not counts],
        "others": [
            pair for pair in visit.answers.pairs(visit.catalogue) if not pair[0].startswith((LEVEL, REQUIREMENT))
        ],
        "reset": _reset(visit),
        "hidden_fields": hidden_fields,
        "level_rows": level_rows,
    }


def _reset(visit: Visit) -> str:
    """Return the address of this page without what was set by hand, "" if nothing was."""
    has_own = bool(visit.answers.levels or visit.answers.requirements)
    plain = replace(visit.answers, levels={}, requirements={})
    return visit.address("result-levels", answers=plain) if has_own else ""


def _answered_bounds(visit: Visit) -> dict[str, float]:
    """Return the bounds that answers set, by criterion, in its own unit."""
    answered = requirements_of(visit.catalogue, Answers(choices=visit.answers.choices))
    return {stated.requirement.criterion: bound for stated in answered if (bound := _bound(stated)) is not None}


def _bound(stated: StatedRequirement) -> float | None:
    required = stated.requirement
    return required.at_most if required.at_least is None else required.at_least
