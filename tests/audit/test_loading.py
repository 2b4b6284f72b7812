from audit.loading import LIMIT, findings_of
from audit.pages import Page
from audit.site import Site

HOME = Page("home", "/")
SITE = Site(url="http://127.0.0.1:8000", password="unused")
OURS = f"{SITE.url}/"


def rules(sizes, shift=0.0):
    return [finding.rule for finding in findings_of(HOME, sizes, shift, SITE)]


def test_a_page_may_not_exceed_the_limit():
    assert rules({OURS: LIMIT - 10, f"{OURS}a.css": 10, "data:image/png;base64,": 0}) == []
    assert rules({OURS: LIMIT - 10, f"{OURS}a.css": 11}) == ["too heavy"]


def test_requests_to_other_hosts_are_findings():
    assert rules({OURS: 10, "http://127.0.0.1:8000.example/a.css": 10}) == ["asks another host"]
    assert rules({OURS: 10, "https://fonts.example/a.css": 0}) == ["asks another host"]


def test_any_layout_shift_is_a_finding():
    assert rules({OURS: 10}, shift=0.0001) == ["moves while it appears"]
