from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from comparisons.models import Score
from comparisons.working_copy import write_catalogue
from comparisons.working_copy.reviewing import Reviewed, mark_reviewed

DAY = date(2026, 11, 30)


@pytest.fixture
def anna(db, small):
    write_catalogue(small)
    return User.objects.create_user("anna")


def test_reviewed_scores_get_the_date_and_a_log_entry(anna):
    scores = list(Score.objects.all()[:2])
    before = scores[0].reviewed_on
    seen = {score.pk: score.revision for score in scores}
    assert mark_reviewed(seen, by=anna, on=DAY) == Reviewed(marked=2, changed=[], keys=frozenset(seen))
    assert {s.reviewed_on for s in Score.objects.filter(pk__in=seen)} == {DAY}
    assert [s.revision for s in Score.objects.filter(pk__in=seen)] == [s.revision + 1 for s in scores]
    entry = LogEntry.objects.get(object_id=str(scores[0].pk))
    assert entry.user == anna
    assert entry.change_message == f"Reviewed, still true: reviewed on from “{before}” to “2026-11-30”."
    assert Score.objects.filter(reviewed_on=DAY).count() == 2


def test_scores_changed_or_deleted_meanwhile_are_reported_and_not_marked(anna):
    first, second = Score.objects.all()[:2]
    seen = {first.pk: first.revision - 1, second.pk: second.revision, 10**9: 1}
    found = mark_reviewed(seen, by=anna, on=DAY)
    assert found == Reviewed(marked=1, changed=[str(first), "a score that is gone"], keys=frozenset({second.pk}))
    first.refresh_from_db()
    assert first.reviewed_on != DAY
