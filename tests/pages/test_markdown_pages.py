"""Every public page as Markdown, at its address with .md in place of the last slash."""

import re

import pytest

from comparisons.rendering.addresses import markdown_address
from comparisons.views.decorators import PINNED
from tests.pages.test_all_pages import PAGES

# Pages that people read; the result's own Markdown is a decision record.
READ = [
    page
    for page in PAGES
    if page.partition("?")[0].endswith("/")
    and not page.startswith(("/api/v1/", "/advise/result/?", "/compare/django-vs-flask/embed/"))
    and page != "/advise/result/"
]


@pytest.mark.parametrize("page", READ)
def test_every_page_is_there_as_markdown(client, shipped_edition, page):
    html, answer = client.get(page), client.get(markdown_address(page))
    assert answer.status_code == html.status_code
    if "Location" in html.headers:
        assert answer.headers["Location"] == markdown_address(html.headers["Location"])
        return
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Cache-Control"] == html.headers["Cache-Control"]
    assert answer.headers["Link"] == f'<http://testserver{html.wsgi_request.get_full_path()}>; rel="canonical"'
    assert re.search("^# ", text, re.MULTILINE), "a heading"
    assert not re.search(
        r"</?(div|span|p|a|td|svg)\b", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    )
    assert "(edition 1)." in text.splitlines()[-1]
    assert not answer.cookies


@pytest.mark.parametrize("page", [*READ, "/advise/result/?build=site&size=small", "/advise/result/"])
def test_every_page_links_to_its_markdown(client, shipped_edition, page):
    response = client.get(page)
    if response.status_code != 200:
        return
    [link] = re.findall(r'<link rel="alternate" type="text/markdown" href="([^"]+)">', response.content.decode())
    assert link.replace("&amp;", "&") == markdown_address(response.wsgi_request.get_full_path())
    answer = client.get(link.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"


def test_the_markdown_of_a_framework_says_what_its_page_says(client, shipped_edition):
    text = client.get("/frameworks/django.md").content.decode()
    assert "\n# Django\n" in f"\n{text}"
    assert "[Frameworks](http://testserver/frameworks/)" in text
    assert "- **Licence**: BSD-3-Clause" in text


def test_the_markdown_of_a_comparison_has_its_table(client, shipped_edition):
    text = client.get("/compare/django-vs-flask.md").content.decode()
    assert re.search(r"^\| .*Django.* \| .*Flask.* \|$", text, re.MULTILINE)
    assert "| --- | --- |" in text


def test_the_choices_of_a_question_are_there(client, shipped_edition):
    text = client.get("/advise/build.md").content.decode()
    assert "What are you building?" in text
    assert r"\[ \] `site` A website that people visit" in text


@pytest.mark.parametrize("address", ["/frameworks/djagno.md", "/nothing.md", "/advise/x/y.md"])
def test_a_page_that_is_not_there_is_not_found_in_markdown(client, shipped_edition, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "# Page not found" in answer.content.decode()


def test_a_page_that_is_not_there_names_the_nearest(client, shipped_edition):
    assert "[Django](http://testserver/frameworks/django/)" in client.get("/frameworks/djagno.md").content.decode()


@pytest.mark.parametrize("address", ["/compare/django-vs-flask/embed.md", "/.md", "/admin/frameworks.md", "/admin.md"])
def test_what_is_no_page_has_no_markdown(client, shipped_edition, address):
    assert client.get(address).status_code == 404


def test_other_names_lead_to_the_markdown_of_what_is_meant(client, shipped_edition):
    answer = client.get("/frameworks/Fast_API.md")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/frameworks/fastapi.md")


def test_head_and_other_methods(client, shipped_edition):
    assert client.head("/frameworks.md").status_code == 200
    assert client.post("/frameworks.md").status_code == 405


def test_the_home_page_is_index(client, shipped_edition):
    assert markdown_address("/") == "/index.md"
    assert client.get("/index.md").status_code == 200


def test_a_pinned_file_stays_what_it_is(client, shipped_edition):
    answer = client.get("/advise/result.md?edition=1&build=site&size=small")
    assert answer.headers["Cache-Control"] == PINNED
    assert "## Decision Outcome" in answer.content.decode()


def test_before_the_first_edition_markdown_says_so_too(client, db):
    answer = client.get("/frameworks.md")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
