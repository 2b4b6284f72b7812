import pytest

from audit.html import is_accepted

HIDDEN = "An “input” element with a “type” attribute whose value is “hidden” must not have any “aria-*” attributes."


@pytest.mark.parametrize(
    ("page", "message", "expected"),
    [
        ("admin-framework", HIDDEN, True),
        ("comparison", HIDDEN, False),
        ("admin", "Element “img” is missing required attribute “alt”.", False),
    ],
)
def test_only_listed_messages_are_accepted_on_their_kind_of_page(page, message, expected):
    assert is_accepted(page, message) is expected
