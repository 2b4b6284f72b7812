from datetime import date

from comparisons.catalogue.staleness import Staleness
from comparisons.content.reviews import reviews
from tests.catalogues import DAY, changed, small_catalogue, with_score


def test_scores_are_due_by_the_day_on_which_somebody_looks():
    catalogue = with_score(small_catalogue(), "alder", "admin", reviewed_on=date(2025, 12, 1))
    before, after = reviews(catalogue, DAY), reviews(catalogue, date(2026, 12, 15))
    assert before.due == ()
    [due] = after.due
    assert (due.cell.framework.slug, due.cell.criterion.slug, due.months) == ("alder", "admin", 12)
    assert due.why == Staleness(review_due=True, old_version=False)
    assert before.scores == after.scores == 7


def test_the_oldest_review_comes_first_and_an_old_version_is_due_too():
    catalogue = changed(small_catalogue(), "frameworks", "birch", latest_version="4.0")
    catalogue = with_score(catalogue, "alder", "speed", reviewed_on=date(2020, 1, 1))
    found = reviews(catalogue, DAY)
    assert [one.cell.framework.slug for one in found.due] == ["alder", "birch", "birch", "birch"]
    assert found.due[1].why == Staleness(review_due=False, old_version=True)
