"""Long lists on the admin's own pages: shown in portions, as Django's lists are."""

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
    """What a page shows of a list that has `total` in all; `before` and `after` are addresses, or nothing."""

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
    """Make what is shown of the whole: the page that the query names. `path` is where the list stands, if not here."""
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
