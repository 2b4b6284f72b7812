"""Saving changed cells of the matrix, each with an entry in the log of its score."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from comparisons.admin.history import log_entry
from comparisons.admin.matrix.cells import Change, Shown
from comparisons.admin.matrix.reasons import Why
from comparisons.models import Score

_COLUMNS = ["value", "kind", "confidence", "reason", "version", "reviewed_on", "revision"]
# Rows per statement, because SQLite limits the number of parameters.
_AT_ONCE = 60


def save(changes: Sequence[Change], author: User) -> None:
    """Save the changes. Must be called in a transaction that holds the lock of the working copy."""
    messages = [_message(change) for change in changes]
    scores = [_score(change) for change in changes]
    new = [score for score in scores if score.pk is None]
    old = [score for score in scores if score.pk is not None]
    Score.objects.bulk_update(old, _COLUMNS, batch_size=_AT_ONCE)
    Score.objects.bulk_create(new, batch_size=_AT_ONCE)
    _cite(changes, scores)
    LogEntry.objects.bulk_create(
        log_entry(author, score, ADDITION if change.added else CHANGE, json.dumps(message))
        for change, score, message in zip(changes, scores, messages, strict=True)
    )


def _cite(changes: Sequence[Change], scores: Sequence[Score]) -> None:
    """Link scores to the sources that were given, which replace the old ones."""
    links = Score.sources.through
    cited = [
        (score.pk, change.cited) for change, score in zip(changes, scores, strict=True) if change.cited is not None
    ]
    if cited:
        links.objects.filter(score_id__in=[pk for pk, _ in cited]).delete()
        links.objects.bulk_create(
            [links(score_id=pk, source_id=source) for pk, sources in cited for source in sources], batch_size=_AT_ONCE
        )


def _score(change: Change) -> Score:
    cell = change.cell
    score = cell.score or Score(framework=cell.framework, criterion=cell.criterion, revision=0)
    score.value, score.kind, score.confidence = change.value, change.kind, change.confidence
    score.revision += 1
    if change.why is not None:
        score.reason, score.version, score.reviewed_on = change.why.reason, change.why.version, timezone.localdate()
    return score


def _message(change: Change) -> list[dict[str, Any]]:
    """Return a message for Django's log with the values before and after."""
    cell = change.cell
    if cell.score is None:
        return [{"added": {"name": "value", "object": cell.mine_in_words}}]
    before, after = cell.stored, Shown(0, cell.value, cell.confidence)
    fields = []
    if before.value != after.value:
        fields.append(_from_to("Value", cell.in_words(before._replace(confidence="")), _value_of(change)))
    if before.confidence != after.confidence:
        fields.append(_from_to("Confidence", before.confidence, after.confidence))
    fields += _moved_why(change, cell.score)
    return [{"changed": {"fields": fields}}]


def _moved_why(change: Change, score: Score) -> list[str]:
    """Return which of reason, version and sources were changed, before the score has them."""
    if change.why is None:
        return []
    old, new = Why.of(score), change.why
    rows = [("Reason", old.reason, new.reason), ("Version", old.version, new.version)]
    if change.cited is not None:
        rows.append(("Sources", old.sources or "nothing", ", ".join(sorted(new.slugs)) or "nothing"))
    return [_from_to(label, before, after) for label, before, after in rows if before != after]


def _value_of(change: Change) -> str:
    return change.cell.in_words(Shown(0, change.cell.value.strip()))


def _from_to(label: str, before: str, after: str) -> str:
    return f"{label} from “{before}” to “{after}”"
