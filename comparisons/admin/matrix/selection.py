"""Which frameworks and criteria the matrix shows, as the query string selects them."""

from typing import NamedTuple

from django.http import HttpRequest, QueryDict

from comparisons.catalogue.value import Status
from comparisons.models import Criterion, Framework, Group

# More cells are slow to render, and the form would come near DATA_UPLOAD_MAX_NUMBER_FIELDS.
MOST_CELLS = 2000


class Option(NamedTuple):
    slug: str
    name: str
    chosen: bool


class Selection(NamedTuple):
    frameworks: list[Framework]
    criteria: list[Criterion]
    groups: list[Option]
    choices: list[Option]
    columns: list[Option]
    page: int
    pages: int
    chosen: int
    unknown: list[str]
    query: QueryDict

    @property
    def previous(self) -> str:
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        return self._address(self.page + 1) if self.page < self.pages else ""

    def _address(self, page: int) -> str:
        query = self.query.copy()
        query["page"] = str(page)
        return f"?{query.urlencode()}"


def selected(request: HttpRequest) -> Selection:
    """Return the selected rows and columns: by default all published frameworks, and the first group.

    Criteria that are named stand alone, whatever group is chosen besides.
    """
    groups = list(Group.objects.in_page_order().prefetch_related("criteria__kinds"))
    frameworks = list(Framework.objects.only("slug", "name", "status", "latest_version").order_by("slug"))
    wanted_groups, wanted = request.GET.getlist("group"), request.GET.getlist("framework")
    wanted_criteria = request.GET.getlist("criterion")
    every = [criterion for group in groups for criterion in group.criteria.all()]
    alone = [criterion for criterion in every if criterion.slug in wanted_criteria]
    chosen_groups = [group for group in groups if group.slug in wanted_groups] or ([] if alone else groups[:1])
    chosen = [framework for framework in frameworks if framework.slug in wanted]
    chosen = chosen or [framework for framework in frameworks if framework.status == Status.PUBLISHED.value]
    criteria = alone or [criterion for group in chosen_groups for criterion in group.criteria.all()]
    at_once = max(1, MOST_CELLS // max(1, len(criteria)))
    pages = max(1, -(-len(chosen) // at_once))
    page = _page(request.GET.get("page", ""), pages)
    known = {thing.slug for thing in (*groups, *frameworks, *every)}
    return Selection(
        frameworks=chosen[(page - 1) * at_once : page * at_once],
        criteria=criteria,
        groups=[Option(group.slug, group.name, group in chosen_groups) for group in groups],
        choices=[Option(each.slug, _named(each), each.slug in wanted) for each in frameworks],
        columns=[Option(each.slug, each.name, each in alone) for each in every],
        page=page,
        pages=pages,
        chosen=len(chosen),
        unknown=[slug for slug in (*wanted_groups, *wanted_criteria, *wanted) if slug not in known],
        query=request.GET,
    )


def _page(text: str, pages: int) -> int:
    return min(int(text), pages) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) else 1


def _named(framework: Framework) -> str:
    published = framework.status == Status.PUBLISHED.value
    return framework.name if published else f"{framework.name} ({framework.status})"
