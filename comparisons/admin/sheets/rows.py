"""The rows of a sheet: stored scores, and blank ones for what is still unknown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import QueryDict
from django.utils import timezone

from comparisons.admin.inlines import ScoreForm
from comparisons.admin.sheets.beside import others_in_words, scale_in_words
from comparisons.models import Criterion, Framework, Score

FIELDS = ("value", "kind", "relative_error", "confidence", "reviewed_on", "version", "reason", "sources")
# What makes a row of an unknown score one to save; the others are filled in beforehand.
GIVEN = ("value", "kind", "confidence", "reason")


class SheetForm(ScoreForm):
    """A score without framework and criterion, which its row names. A blank row of an unknown score is left alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        criterion = self.instance.criterion
        has_kinds = criterion.scale_type == Criterion.ScaleType.KINDS
        for name in ("value", "relative_error") if has_kinds else ("kind",):
            del self.fields[name]
        if not has_kinds and criterion.scale_type != Criterion.ScaleType.MEASURED:
            del self.fields["relative_error"]
        if has_kinds:
            kinds = [(kind.pk, kind.name) for kind in criterion.kinds.all()]
            self.fields["kind"].choices = [("", "---------"), *kinds]  # type: ignore[attr-defined]
        self.compared = [name for name in self.compared if name in self.fields]

    @cached_property
    def changed_data(self) -> list[str]:
        given = (self[name].data for name in GIVEN if name in self.fields)
        return super().changed_data if self.shown or any(given) else []

    @property
    def shown_id(self) -> str:
        """The primary key that the row was shown with, '' for an unknown score."""
        return str(self.data.get(self.add_prefix("id"), "") if self.is_bound else self.instance.pk or "")


@dataclass(frozen=True)
class Row:
    """A score, or what could become one. Without a form it can only be viewed."""

    score: Score
    title: str
    form: SheetForm | None
    scale: str
    others: str

    @property
    def key(self) -> str:
        return key_of(self.score)

    @property
    def is_unknown(self) -> bool:
        return self.score._state.adding


def key_of(score: Score) -> str:
    """Return what the names of the fields of a score begin with."""
    return f"{score.framework_id}-{score.criterion_id}"


def form_class(formfield: Callable[..., Any]) -> type[SheetForm]:
    """Return the class of the forms; `formfield` makes a form field for a column, as the page of a score has it."""
    form: Any = modelform_factory(Score, form=SheetForm, fields=FIELDS, formfield_callback=formfield)
    return form  # type: ignore[no-any-return]


def scores_of_framework(framework: Framework) -> list[Score]:
    """Return a score for each criterion in use, and all others that are stored."""
    criteria = Criterion.objects.in_page_order().select_related("group").prefetch_related("kinds")
    return _scores([(framework, criterion) for criterion in criteria], framework.scores.all())


def scores_on_criterion(criterion: Criterion) -> list[Score]:
    """Return a score for each framework that is no retired one, and all others that are stored. Drafts come last."""
    frameworks = sorted(Framework.objects.order_by("slug"), key=lambda framework: framework.status != "published")
    return _scores([(framework, criterion) for framework in frameworks], criterion.scores.all())


def _scores(pairs: Iterable[tuple[Framework, Criterion]], stored: QuerySet[Score]) -> list[Score]:
    known = {(score.framework_id, score.criterion_id): score for score in stored.prefetch_related("sources").order_by()}
    found = []
    for framework, criterion in pairs:
        score = known.get((framework.pk, criterion.pk))
        if score is None and (criterion.retired or framework.status == "retired"):
            continue
        score = score or Score()
        score.framework, score.criterion = framework, criterion
        found.append(score)
    return found


def rows_of(
    scores: Sequence[Score],
    form: type[SheetForm],
    *,
    title: Callable[[Score], str],
    may_change: bool,
    may_add: bool,
    data: QueryDict | None = None,
    last_sources: Sequence[int] = (),
) -> list[Row]:
    """Return the rows of a sheet: with forms that hold what was sent, if anything was."""
    others = _others({score.criterion_id for score in scores})
    rows = []
    for score in scores:
        initial = {
            "version": score.framework.latest_version,
            "reviewed_on": timezone.localdate(),
            "sources": list(last_sources),
        }
        may_edit = may_add if score._state.adding else may_change
        rows.append(
            Row(
                score=score,
                title=title(score),
                form=form(data, instance=score, prefix=key_of(score), initial=initial if score._state.adding else None)
                if may_edit
                else None,
                scale=scale_in_words(score.criterion),
                others=others_in_words(others.get(score.criterion_id, ()), score.framework.name),
            )
        )
    return rows


def _others(criteria: set[int]) -> dict[int, list[tuple[str, str]]]:
    """Return the values on each criterion, with the name of the framework."""
    found: dict[int, list[tuple[str, str]]] = {}
    scores = Score.objects.filter(criterion__in=criteria, framework__status="published").order_by("framework__slug")
    for criterion, name, value, kind in scores.values_list("criterion_id", "framework__name", "value", "kind__name"):
        found.setdefault(criterion, []).append((name, kind or f"{value:g}"))
    return found


def left_over(data: QueryDict, rows: Iterable[Row]) -> list[str]:
    """Return what was typed into rows that are not there any more."""
    known = {f"{row.key}-{name}" for row in rows for name in FIELDS}
    return [
        text
        for name, text in data.items()
        if isinstance(text, str) and name.endswith("-reason") and name[:1].isdigit() and name not in known and text
    ]
