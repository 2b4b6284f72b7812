import pytest

from benches.same_pages.addresses import public
from benches.same_pages.differences import differences, normalised
from benches.same_pages.editors import editors
from benches.same_pages.inside import form_of

TODAY = "2026-11-29"
HEADERS = {"content-type": "text/html", "etag": '"12"', "cache-control": "no-cache"}


def answer(body, **headers):
    return {"status": 200, "headers": {**HEADERS, **headers}, "body": body}


def differences_between(before, after):
    return list(differences({"/": before}, {"/": after}, TODAY))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<link href="/static/site/site.0123456789ab.css">', '<link href="/static/site/site.ba9876543210.css">'),
        ('<input name="csrfmiddlewaretoken" value="abc">', '<input name="csrfmiddlewaretoken" value="xyz">'),
        ("Saved 2026-11-29 23:59:59+00:00.", "Saved 2026-11-29 23:59:58+00:00."),
        ("Try again in 26 seconds.", "Try again in 1 second."),
    ],
)
def test_fingerprints_tokens_and_times_are_ignored(one, other):
    assert differences_between(answer(one), answer(other, etag='"34"')) == []


def test_another_date_status_header_or_word_is_a_difference():
    here = answer("On 2026-11-28 10:00:00.")
    for other in (
        answer("On 2026-11-28 10:00:01."),
        answer("On 2026-11-28 10:00:00.", vary="Cookie"),
        {**here, "status": 404},
    ):
        assert len(differences_between(here, other)) == 1


def test_a_difference_is_reported_as_a_unified_diff():
    ((url, diff),) = differences_between(answer("one\ntwo"), answer("one\nthree"))
    assert url == "/"
    assert diff == "--- before\n+++ after\n@@ -6,2 +6,2 @@\n one\n-two\n+three"


def test_a_response_on_one_side_only_is_a_difference():
    assert [url for url, _ in differences({"/a": answer("")}, {"/b": answer("")}, TODAY)] == ["/a", "/b"]


def test_only_the_numbers_of_metrics_may_differ():
    kind = "text/plain; version=1.0.0"
    assert normalised(answer('hits{page="a"} 3.5e+09\n# a 1', **{"content-type": kind}), TODAY).endswith(
        '\nhits{page="a"} NUMBER\n# a 1'
    )


def test_a_form_submits_the_fields_that_a_browser_would_submit():
    page = """
      <form method="get"><input name="q" value="no"></form>
      <form method="post" id="it">
        <input name="a" value="1"><input type="checkbox" name="b"><input type="checkbox" name="c" checked>
        <input type="radio" name="d" value="x"><input type="radio" name="d" value="y" checked>
        <select name="e"><option value="1"><option value="2" selected></select><textarea name="f">
two
lines</textarea><input type="submit" name="_save" value="Save"><input type="file" name="g">
      </form>
      <form method="post" id="short"><button name="go" value="1">Go</button></form>
    """
    assert form_of(page, "") == {"a": ["1"], "c": ["on"], "d": ["y"], "e": ["2"], "f": ["two\nlines"]}
    assert form_of(page, "short") == form_of(page, "go") == {}


KNOWN = {
    "frameworks": [
        {"slug": f"f{number}", "kind": "micro", "interface": "wsgi", "licence": "MIT"} for number in range(8)
    ],
    "criteria": [{"slug": f"c{number}", "scale": {"type": "editorial"}} for number in range(8)],
    "questions": [{"slug": "build", "multiple": False, "choices": [{"slug": "api"}, {"slug": "site"}]}],
    "scenarios": [{"slug": "case-01", "answers": [{"question": "build", "choices": ["api"]}]}],
    "sources": [{"slug": "s"}],
    "claims": [{"slug": "c"}],
    "editions": [{"number": 1}],
}


def test_the_requests_are_the_same_each_time():
    assert public(KNOWN) == public(KNOWN)
    paths = {ask["path"] for ask in public(KNOWN)}
    assert {"/", "/frameworks/f3/card.png", "/criteria/c2/", "/advise/result/?build=api", "/api/v1/claims/c"} <= paths
    assert len(paths) > 200


def test_every_request_of_an_editor_has_a_unique_name():
    keys = [(ask["path"], ask.get("as"), ask.get("name"), "fields" in ask) for ask in editors()]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
