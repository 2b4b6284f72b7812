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
def test_only_what_is_explained_is_accepted_and_only_there(page, message, expected):
    assert is_accepted(page, message) is expected
