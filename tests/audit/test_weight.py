from audit.pages import Page
from audit.site import Site
from audit.weight import LIMIT, judged

HOME = Page("home", "/")
SITE = Site(url="http://127.0.0.1:8000", password="unused")
OURS = f"{SITE.url}/"


def rules(sizes, shift=0.0):
    return [finding.rule for finding in judged(HOME, sizes, shift, SITE)]


def test_a_page_may_weigh_the_limit_and_no_byte_more():
    assert rules({OURS: LIMIT - 10, f"{OURS}a.css": 10, "data:image/png;base64,": 0}) == []
    assert rules({OURS: LIMIT - 10, f"{OURS}a.css": 11}) == ["too heavy"]


def test_another_host_is_named():
    assert rules({OURS: 10, "http://127.0.0.1:8000.example/a.css": 10}) == ["asks another host"]
    assert rules({OURS: 10, "https://fonts.example/a.css": 0}) == ["asks another host"]


def test_a_page_may_not_move_at_all():
    assert rules({OURS: 10}, shift=0.0001) == ["moves while it appears"]
