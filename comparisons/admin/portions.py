"""Pagination of long lists on the admin's own pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest

__all__ = ["AT_ONCE", "Portion", "portion"]

AT_ONCE = 100

Whole = TypeVar("Whole")
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Portion(Generic[Shown]):
    """One page of a list of `total` items. `before` and `after` are URLs of the adjacent pages, or ''."""

    shown: list[Shown]
    total: int
    number: int
    last: int
    before: str
    after: str

    def __iter__(self) -> Iterator[Shown]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


def portion(
    request: HttpRequest,
    whole: Sequence[Whole],
    make: Callable[[Whole], Shown],
    *,
    name: str = "page",
    path: str = "",
) -> Portion[Shown]:
    """Return the page that the query parameter `name` selects, with `make` applied to its items.

    `path` is the path of the page that shows the list, if it is not the current one.
    """
    page = Paginator(whole, AT_ONCE).get_page(request.GET.get(name))

    def address(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"{path}?{query.urlencode()}"

    return Portion(
        shown=[make(one) for one in page.object_list],
        total=len(whole),
        number=page.number,
        last=page.paginator.num_pages,
        before=address(page.number - 1) if page.has_previous() else "",
        after=address(page.number + 1) if page.has_next() else "",
    )
