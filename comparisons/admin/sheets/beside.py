"""What editors see beside a value: what values mean, what others have, which scores come before and after."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from comparisons.admin.fields import could_be_key
from comparisons.admin.publishing.rights import editor
from comparisons.models import Criterion, Framework, Score


def scale_in_words(criterion: Criterion) -> str:
    """Return what the values on the scale of a criterion mean."""
    if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
        anchors = ((0, criterion.anchor_0), (5, criterion.anchor_5), (10, criterion.anchor_10))
        return " ".join(f"{level}: {meaning}" for level, meaning in anchors)
    if criterion.scale_type == Criterion.ScaleType.MEASURED:
        return f"{criterion.unit}, from {criterion.worst:g} (worst) to {criterion.best:g} (best)"
    return "Kinds: " + ", ".join(kind.name for kind in criterion.kinds.all())


def values_on(criterion: Criterion) -> list[tuple[str, str]]:
    """Return the names of the published frameworks with a score on a criterion, each with its value."""
    scores = Score.objects.filter(criterion=criterion, framework__status="published").order_by("framework__slug")
    return [
        (name, kind or f"{value:g}")
        for name, value, kind in scores.values_list("framework__name", "value", "kind__name")
    ]


def others_in_words(values: Iterable[tuple[str, str]], own: str = "") -> str:
    """Return the values of other frameworks, the highest first: '9 Django, Flask; 7 Bottle'."""
    names: dict[str, list[str]] = {}
    for name, value in values:
        if name != own:
            names.setdefault(value, []).append(name)
    return "; ".join(f"{value} {', '.join(names[value])}" for value in sorted(names, key=_as_number, reverse=True))


def _as_number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def last_sources(request: HttpRequest, framework: Framework) -> list[int]:
    """Return the sources of the score of a framework that this editor saved last, within a day; a proposal only."""
    own = LogEntry.objects.filter(
        user=editor(request),
        content_type=get_content_type_for_model(Score),
        action_time__gte=timezone.now() - timedelta(days=1),
    )
    pks = [pk for pk in own.order_by("-pk").values_list("object_id", flat=True)[:20] if pk and could_be_key(pk)]
    known = {str(score.pk): score for score in framework.scores.filter(pk__in=pks).prefetch_related("sources")}
    return next(([source.pk for source in known[pk].sources.all()] for pk in pks if pk in known), [])


def neighbours(pk: int) -> Mapping[str, Any]:
    """Return what is next to a score: the scores of its framework before and after it, in the order of pages."""
    score = Score.objects.select_related("framework", "criterion").filter(pk=pk).first()
    if score is None:
        return {}
    own = Score.objects.filter(framework=score.framework).select_related("criterion")
    scores = list(own.order_by("criterion__position", "criterion__slug"))
    place = next(place for place, one in enumerate(scores) if one.pk == pk)
    return {
        "score": score,
        "before": scores[place - 1] if place else None,
        "after": scores[place + 1] if place + 1 < len(scores) else None,
        "of_framework": reverse("admin:sheet-framework", args=[score.framework_id]),
        "on_criterion": reverse("admin:sheet-criterion", args=[score.criterion_id]),
    }
