"""What editors say of pending changes before they are published: marks that they are ready, comments, assignments.

All three go by the names of the changes' subjects, and last until the change is published or discarded. Comments are
kept after that, closed.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from msgspec import Struct

from comparisons.catalogue.changes.diff import Subject
from comparisons.models import Assignment, ReadyMark, ReviewComment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from comparisons.editions.pending import Pending

# Characters of a comment.
LONGEST_COMMENT = 2000
_LONGEST_ABOUT = 300


class Mark(Struct, frozen=True):
    """Who marked a change as ready, and when. It `holds` while the change is the same."""

    by: str
    at: datetime
    holds: bool


class Comment(Struct, frozen=True):
    """A comment on a pending change. `is_of_now`: the change has not been changed since."""

    key: int
    by: str
    at: datetime
    text: str
    is_open: bool
    closed_by: str
    is_of_now: bool


def marks_of(found: "Pending") -> dict[Subject, Mark]:
    """Return the marks on pending changes, those included that hold no longer; one query."""
    rows = ReadyMark.objects.select_related("marked_by").order_by("pk")
    return {
        found.by_name[row.name]: Mark(
            by=name_of(row.marked_by), at=row.marked_at, holds=row.seen == found.seen(found.by_name[row.name])
        )
        for row in rows
        if row.name in found.by_name
    }


# Comments


def comments_of(found: "Pending") -> dict[Subject, list[Comment]]:
    """Return the comments on pending changes that no edition has closed, oldest first; one query."""
    comments: dict[Subject, list[Comment]] = defaultdict(list)
    # What a settled change closed has no one who closed it.
    rows = ReviewComment.objects.exclude(closed_at__isnull=False, closed_by=None)
    for row in rows.select_related("written_by", "closed_by"):
        subject = found.by_name.get(row.name)
        if subject is not None:
            comments[subject].append(
                Comment(
                    key=row.pk,
                    by=name_of(row.written_by),
                    at=row.written_at,
                    text=row.text,
                    is_open=row.closed_at is None,
                    closed_by=name_of(row.closed_by),
                    is_of_now=row.seen == found.seen(subject),
                )
            )
    return comments


def comment_on(found: "Pending", subject: Subject, text: str, *, by: "User") -> None:
    """Keep a comment on a pending change as it is now."""
    ReviewComment.objects.create(
        name=subject.name,
        about=found.words(subject)[:_LONGEST_ABOUT],
        seen=found.seen(subject),
        text=text,
        written_by=by,
        written_at=timezone.now(),
    )


def comments_about(names: Collection[str], most: int) -> list[ReviewComment]:
    """Return comments on changes with these names, closed ones as well, newest first."""
    rows = ReviewComment.objects.filter(name__in=names).select_related("written_by", "closed_by")
    return list(rows.order_by("-pk")[:most])


def close_comment(name: str, key: int, *, by: "User") -> None:
    """Mark a comment on the change with this name as done."""
    rows = ReviewComment.objects.filter(name=name, pk=key, closed_at=None)
    rows.update(closed_by=by, closed_at=timezone.now())


# Assignments


def assignments_of(found: "Pending") -> dict[Subject, Assignment]:
    """Return who is to look at which pending change; one query."""
    rows = Assignment.objects.select_related("assigned_to", "assigned_by")
    return {found.by_name[row.name]: row for row in rows if row.name in found.by_name}


def name_of(user: "User | None") -> str:
    """Return the name of a login, '' if it was deleted."""
    return user.get_username() if user else ""
