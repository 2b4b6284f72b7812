import pytest
from django.contrib.auth import get_user_model

from advisor.editors import NameTaken, make_editor, there_is_an_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"is_staff": True}, True),
        ({"is_staff": False}, False),
        ({"is_staff": True, "is_active": False}, False),
    ],
)
def test_an_editor_is_somebody_who_can_log_in_there(fields, expected):
    get_user_model().objects.create(username="ann", **fields)
    assert there_is_an_editor() is expected


def test_nobody_is_an_editor_at_first():
    assert not there_is_an_editor()


def test_a_password_is_stored_as_a_hash_only():
    password = make_editor("ann")
    assert password not in get_user_model().objects.get().password
    assert get_user_model().objects.get().check_password(password)


def test_a_taken_name_leaves_the_transaction_usable():
    make_editor("ann")
    with pytest.raises(NameTaken):
        make_editor("ann")
    assert get_user_model().objects.count() == 1
