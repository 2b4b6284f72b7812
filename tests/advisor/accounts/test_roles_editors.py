import pytest
from django.contrib.auth import get_user_model

from advisor.accounts.roles import NameTaken, editor_exists, make_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"is_staff": True}, True),
        ({"is_staff": False}, False),
        ({"is_staff": True, "is_active": False}, False),
    ],
)
def test_only_active_staff_count_as_editors(fields, expected):
    get_user_model().objects.create(username="ann", **fields)
    assert editor_exists() is expected


def test_there_is_no_editor_at_first():
    assert not editor_exists()


def test_only_a_hash_of_the_password_is_stored():
    password = make_editor("ann")
    assert password not in get_user_model().objects.get().password
    assert get_user_model().objects.get().check_password(password)


def test_a_taken_name_leaves_the_transaction_usable():
    make_editor("ann")
    with pytest.raises(NameTaken):
        make_editor("ann")
    assert get_user_model().objects.count() == 1
