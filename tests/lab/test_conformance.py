"""The suite itself, run against two applications, which have to be installed first. All in two minutes."""

import pytest

from lab.conformance.page import Page
from lab.conformance.suite import NotTested, conformance


@pytest.mark.parametrize("slug", ["bottle", "flask"])
def test_the_smallest_applications_pass_the_suite(slug):
    outcomes = conformance(slug)
    assert [f"{one.test}: {one.told}" for one in outcomes if one.outcome == "failed"] == []
    assert sum(one.outcome == "passed" for one in outcomes) > 30
    cannot = {one.told.removeprefix("Skipped: ").partition(":")[0] for one in outcomes if one.outcome == "cannot"}
    assert cannot == {"csrf", "echo", "jobs"}


def test_an_unknown_application_is_not_tested():
    with pytest.raises(NotTested, match=r"no .*zope"):
        conformance("zope")


def test_a_page_has_texts_and_forms():
    page = Page("""<h2>Tea &amp; <i>cake</i></h2><p>One<p>Two<br>lines</p>
        <form method=post action=/notes><input type=hidden name=token value=x><input name=title><textarea name=body>
        </textarea><button>Add</button></form><form></form>""")
    assert page.texts("h2") == ["Tea & cake"]
    assert page.texts("p")[-1] == "Twolines"
    assert page.forms[0].fields == {"token": "x", "title": "", "body": ""}
    assert (page.forms[0].attributes["action"], len(page.forms)) == ("/notes", 2)
