import pytest

from comparisons import models
from comparisons.editions.changelog import EDITIONS_COVERED, history
from tests.catalogues import with_score
from tests.pages.editions import add_edition


@pytest.fixture
def many_editions(db, small):
    """More editions than are covered; each but the first changes one score."""
    for number in range(1, EDITIONS_COVERED + 4):
        add_edition(number, with_score(small, "alder", "admin", value=number / 4))


def test_the_last_editions_are_listed_newest_first(many_editions):
    found = history(EDITIONS_COVERED + 3)
    assert [step.number for step in found] == list(range(EDITIONS_COVERED + 3, 3, -1))
    assert not any(step.is_first for step in found)
    assert [change.words for change in found[0].changes] == ["Score of Alder on Admin: value 5.5 becomes 5.75."]


def test_later_editions_are_not_listed(many_editions):
    found = history(2)
    assert [(step.number, step.is_first) for step in found] == [(2, False), (1, True)]


def test_cached_changes_take_one_query(many_editions, django_assert_num_queries):
    history(EDITIONS_COVERED + 3)
    with django_assert_num_queries(1):
        history(EDITIONS_COVERED + 3)


def test_a_damaged_edition_does_not_hide_the_others(db, small, caplog):
    for number in (1, 2, 3, 4):
        data = with_score(small, "alder", "admin", value=float(number))
        add_edition(number, data)
    models.Edition.objects.filter(number=2).update(data="{}", digest="0" * 64)
    assert [step.number for step in history(4)] == [4, 1]
    assert "What edition 2 changed cannot be told." in caplog.text
