"""Links from changes and problems to the admin pages of their rows, and pagination of long lists of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import product
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.changes.diff import Change, sentence
from comparisons.catalogue.checks import Problem
from comparisons.catalogue.value import Catalogue

Key = tuple[str, ...]
# A model and a primary key.
Row = tuple[type[Model], int]
# The row of everything that has a form, by kind and key.
Rows = Mapping[tuple[str, Key], Row]

# The model of each kind of thing, and the columns that identify a row.
THINGS = {
    "group": (models.Group, ["slug"]),
    "criterion": (models.Criterion, ["slug"]),
    "framework": (models.Framework, ["slug"]),
    "score": (models.Score, ["framework__slug", "criterion__slug"]),
    "extension": (models.Extension, ["framework__slug", "slug"]),
    "source": (models.Source, ["slug"]),
    "claim": (models.Claim, ["slug"]),
    "question": (models.Question, ["slug"]),
    "choice": (models.Choice, ["question__slug", "slug"]),
    "scenario": (models.Scenario, ["slug"]),
    "startingpoint": (models.StartingPoint, ["slug"]),
    "move": (models.Move, ["slug"]),
    "package": (models.Package, ["slug"]),
}
Item = TypeVar("Item")
Shown = TypeVar("Shown")

# Items on one page of a list.
AT_ONCE = 100
# Matches the place of a problem: 'framework django, score admin'.
_PLACE = re.compile(r"(?:^|, )(starting point|[a-z]+) ([a-z0-9-]+)")


class Line(Struct, frozen=True):
    """A sentence and the URL of its subject, '' if that does not exist."""

    text: str
    address: str


class Links:
    """Looks up URLs in rows that were read before, or else with one query for each kind of thing.

    Problems name things as the first of the catalogues does that has them, and by slugs without any.
    """

    def __init__(self, rows: Rows | None = None, *catalogues: Catalogue) -> None:
        self._known, self._catalogues = rows, catalogues
        self._rows = cache(_rows)

    def of_changes(self, changes: Iterable[Change], *catalogues: Catalogue) -> list[Line]:
        return [self.of_change(change, *catalogues) for change in changes]

    def of_change(self, change: Change, *catalogues: Catalogue) -> Line:
        return Line(sentence(change, *catalogues), self.address(change.thing, change.key))

    def of_problems(self, problems: Iterable[Problem]) -> list[Line]:
        return [self.of_problem(problem) for problem in problems]

    def of_problem(self, problem: Problem) -> Line:
        where = _PLACE.sub(self._named, problem.where)
        return Line(f"{where[:1].upper()}{where[1:]}: {problem.message}", self._address_of_place(problem.where))

    def _named(self, place: re.Match[str]) -> str:
        thing, slug = place.groups()
        names = (_name_in(catalogue, thing, slug) for catalogue in self._catalogues)
        return place[0].replace(f"{thing} {slug}", f"{thing} {next(filter(None, names), slug)}")

    def address(self, thing: str, key: Key) -> str:
        """Return the URL of a thing's form, '' if it does not exist. For an order it is the owner's form."""
        if len(key) == 1 and thing in {"choice", "extension"}:
            thing = {"choice": "question", "extension": "framework"}[thing]
        pk = self.pk(thing, key)
        return reverse(f"admin:comparisons_{thing}_change", args=[pk]) if pk else ""

    def pk(self, thing: str, key: Key) -> int | None:
        """Return the primary key of a thing, None if it does not exist."""
        if self._known is None:
            return self._rows(thing).get(key)
        return self._known.get((thing, key), (None, None))[1]

    def _address_of_place(self, where: str) -> str:
        found = [(words.replace(" ", ""), slug) for words, slug in _PLACE.findall(where)]
        places = [(thing, slug) for thing, slug in found if thing in THINGS]
        for length in range(len(places), 0, -1):
            thing, key = places[length - 1][0], tuple(slug for _, slug in places[:length])
            if address := self.address(thing, key):
                return address
        return ""


def _name_in(catalogue: Catalogue, thing: str, slug: str) -> str:
    """Return the name of a thing in a catalogue, '' if it has none. A score goes by the name of its criterion."""
    criteria = catalogue.criterion_by_slug
    known: Mapping[str, Mapping[str, Any]] = {
        "framework": catalogue.framework_by_slug,
        "criterion": criteria,
        "score": criteria,
        "source": catalogue.source_by_slug,
    }
    part = known.get(thing, {}).get(slug)
    return str(part.title if thing == "source" else part.name) if part else ""


def _rows(thing: str) -> dict[Key, int]:
    model, columns = THINGS[thing]
    return {tuple(key): pk for pk, *key in model._default_manager.values_list("pk", *columns)}


def key_of(row: Model) -> Key:
    """Return the key of a row that has a form: ('django', 'admin') for a score."""
    return tuple(_value_of(row, column) for column in THINGS[str(row._meta.model_name)][1])


def names_of(row: Model) -> list[str]:
    """Return the names that changes of a row with a form had and have: 'score/django/admin', also by old slugs."""
    thing = str(row._meta.model_name)
    return ["/".join((thing, *key)) for key in product(*(_slugs_of(row, column) for column in THINGS[thing][1]))]


def _slugs_of(row: Any, column: str) -> list[str]:
    *owner, _ = column.split("__")
    return [_value_of(row, column), *getattr(reduce(getattr, owner, row), "aliases", "").split()]


def _value_of(row: Any, column: str) -> str:
    return str(reduce(getattr, column.split("__"), row))


def every_row(things: Iterable[str] = THINGS) -> dict[tuple[str, Key], Row]:
    """Return model and primary key of everything that has a form, by kind and key; one query for each kind."""
    return {(thing, key): (THINGS[thing][0], pk) for thing in things for key, pk in _rows(thing).items()}


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
    items: Sequence[Item],
    make: Callable[[Item], Shown],
    *,
    name: str = "page",
    path: str = "",
) -> Portion[Shown]:
    """Return the page that the query parameter `name` selects, with `make` applied to its items.

    `path` is the path of the page that shows the list, if it is not the current one.
    """
    page = Paginator(items, AT_ONCE).get_page(request.GET.get(name))

    def address(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"{path}?{query.urlencode()}"

    return Portion(
        shown=[make(one) for one in page.object_list],
        total=len(items),
        number=page.number,
        last=page.paginator.num_pages,
        before=address(page.number - 1) if page.has_previous() else "",
        after=address(page.number + 1) if page.has_next() else "",
    )
