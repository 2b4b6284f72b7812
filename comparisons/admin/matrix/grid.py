"""The cells of the matrix, read with a number of queries that does not grow with them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone

from comparisons.admin.conflicts import in_history
from comparisons.admin.fields import LONGEST
from comparisons.admin.matrix.cells import Cell, Change, Sent, Shown, settle
from comparisons.admin.matrix.reasons import Why
from comparisons.catalogue.staleness import due_before, is_old_version
from comparisons.models import Criterion, Framework, Group, Score, Source

# Cells with reasons and sources; with more, the page would take long to load.
MOST_WITH_REASONS = 300

_SEEN = re.compile(r"seen-([0-9]{1,18})-([0-9]{1,18})")


@dataclass(frozen=True)
class Rights:
    change: bool
    add: bool


@dataclass
class Grid:
    frameworks: Sequence[Framework]
    criteria: Sequence[Criterion]
    cells: dict[tuple[int, int], Cell]
    # Whether cells show their reasons and sources.
    with_reasons: bool = False
    # Texts of submitted cells whose framework or criterion was deleted meanwhile.
    orphaned: list[str] = field(default_factory=list)

    @property
    def rows(self) -> Iterable[tuple[Framework, list[Cell]]]:
        for framework in self.frameworks:
            yield framework, [self.cells[framework.pk, criterion.pk] for criterion in self.criteria]

    @property
    def groups(self) -> list[tuple[Group, int]]:
        """Each group of criteria with its number of columns."""
        return [(group, len(list(part))) for group, part in groupby(self.criteria, lambda each: each.group)]

    @property
    def with_problems(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.errors or cell.in_conflict]

    @property
    def asking_reason(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.asks_reason]

    @property
    def takes_sources(self) -> bool:
        return bool(self.asking_reason) or (self.with_reasons and self.may_edit)

    @property
    def sources_to_choose(self) -> list[tuple[str, str]]:
        """Slugs and names of all sources, for the lists beside reasons."""
        return [(source.slug, str(source)) for source in Source.objects.order_by("title", "slug")]

    @property
    def lacks_reasons_only(self) -> bool:
        """Whether all is sound but for reasons of new scores, which are asked for only now."""
        return not self.orphaned and all(cell.lacks_reason_only for cell in self.with_problems)

    @property
    def may_edit(self) -> bool:
        return any(cell.may_edit for cell in self.cells.values())


def grid_of(frameworks: Sequence[Framework], criteria: Sequence[Criterion], rights: Rights) -> Grid:
    """Read the scores of these frameworks on these criteria."""
    today = timezone.localdate()
    scores = Score.objects.filter(framework__in=frameworks, criterion__in=criteria)
    if with_reasons := len(frameworks) * len(criteria) <= MOST_WITH_REASONS:
        scores = scores.prefetch_related("sources")
    stored = {
        (score.framework_id, score.criterion_id): score
        for score in scores.annotate(source_count=Count("sources")).order_by()
    }
    cells = {}
    for framework in frameworks:
        for criterion in criteria:
            score = stored.get((framework.pk, criterion.pk))
            may_edit = rights.add if score is None else rights.change
            stale = False
            if score is not None:
                score.framework, score.criterion = framework, criterion
                stale = _is_stale(score, today)
            cells[framework.pk, criterion.pk] = Cell(
                framework, criterion, score, may_edit, stale, with_reason=with_reasons
            )
    return Grid(frameworks, criteria, cells, with_reasons=with_reasons)


def _is_stale(score: Score, today: date) -> bool:
    if score.criterion.retired:
        return False
    due = score.reviewed_on < due_before(today, score.criterion.review_months)
    return due or is_old_version(score.version, score.framework.latest_version)


def filled_in(data: QueryDict, rights: Rights) -> tuple[Grid, list[Change]]:
    """Return the grid of a submitted form with its stored values, and the changes to save."""
    keys = [(int(found[1]), int(found[2])) for found in map(_SEEN.fullmatch, data) if found]
    frameworks = Framework.objects.filter(pk__in={key[0] for key in keys}).order_by("slug")
    criteria = Criterion.objects.filter(pk__in={key[1] for key in keys}).select_related("group")
    criteria = criteria.prefetch_related("kinds").order_by("group__position", "group__slug", "position", "slug")
    grid = grid_of(list(frameworks), list(criteria), rights)
    changes = []
    for key in keys:
        sent = _sent(data, f"{key[0]}-{key[1]}")
        if key not in grid.cells:
            grid.orphaned += _lost_text(sent, key, grid)
        elif (change := settle(grid.cells[key], sent)) is not None:
            changes.append(change)
    _set_last_saved([cell for cell in grid.with_problems if cell.in_conflict and cell.score])
    return grid, changes


def _sent(data: QueryDict, key: str) -> Sent:
    return Sent(
        value=data.get(f"value-{key}", ""),
        confidence=data.get(f"confidence-{key}", ""),
        seen=Shown.read(data.get(f"seen-{key}", "")),
        choice=data.get(f"choice-{key}", ""),
        why=Why(
            data.get(f"reason-{key}", ""),
            data.get(f"version-{key}", ""),
            data.get(f"sources-{key}", "")[:LONGEST].replace("\x00", ""),
        ),
        why_seen=data.get(f"why-{key}", "")[:LONGEST],
    )


def _lost_text(sent: Sent, key: tuple[int, int], grid: Grid) -> list[str]:
    if (sent.value, sent.confidence) == (sent.seen.value, sent.seen.confidence) and not sent.changes_why:
        return []
    where = next((each.name for each in grid.frameworks if each.pk == key[0]), "")
    where = where or next((each.name for each in grid.criteria if each.pk == key[1]), "")
    why = sent.why.reason if sent.changes_why else ""
    text = ", ".join(part for part in (sent.value, sent.confidence, why) if part)
    return [f"{where}: {text}" if where else text]


def _set_last_saved(cells: Sequence[Cell]) -> None:
    if not cells:
        return
    keys = [str(cell.score.pk) for cell in cells if cell.score]
    entries = LogEntry.objects.filter(content_type=get_content_type_for_model(Score), object_id__in=keys)
    last = {entry.object_id: entry for entry in entries.select_related("user").order_by("action_time")}
    for cell in cells:
        entry = last.get(str(cell.score.pk)) if cell.score else None
        cell.saved_last = in_history(entry) if entry else ""
