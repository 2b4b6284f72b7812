import pytest

from comparisons import models
from comparisons.history import LOOKED_BACK, history
from tests.catalogues import with_score
from tests.pages.windows import show


@pytest.fixture
def many(db, small):
    """More editions than are looked back on; each but the first changes one score."""
    for number in range(1, LOOKED_BACK + 4):
        show(number, with_score(small, "alder", "admin", value=number / 4))


def test_the_last_editions_are_told_newest_first(many):
    found = history(LOOKED_BACK + 3)
    assert [step.number for step in found] == list(range(LOOKED_BACK + 3, 3, -1))
    assert not any(step.is_first for step in found)
    assert [change.words for change in found[0].changes] == ["Score of Alder on Admin: value 5.5 becomes 5.75."]


def test_nothing_is_told_of_editions_after_the_one_asked_for(many):
    found = history(2)
    assert [(step.number, step.is_first) for step in found] == [(2, False), (1, True)]


def test_once_known_it_takes_one_query(many, django_assert_num_queries):
    history(LOOKED_BACK + 3)
    with django_assert_num_queries(1):
        history(LOOKED_BACK + 3)


def test_a_damaged_edition_hides_no_other(db, small, caplog):
    for number in (1, 2, 3, 4):
        data = with_score(small, "alder", "admin", value=float(number))
        show(number, data)
    models.Edition.objects.filter(number=2).update(data="{}", digest="0" * 64)
    assert [step.number for step in history(4)] == [4, 1]
    assert "What edition 2 changed cannot be told." in caplog.text
