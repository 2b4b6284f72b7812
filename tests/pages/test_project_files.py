"""Starting from the files of a project: reading them, the answers that follow, and what exists beside the result."""

import logging
import re
from html import unescape
from io import BytesIO

import pytest
from msgspec.structs import replace

from tests.catalogues import PACKAGES
from tests.pages.editions import add_edition

ADDRESS = "/advise/project-files/"


def words(response):
    """Return the text of a page on one line."""
    html = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def file(content, name):
    found = BytesIO(content)
    found.name = name
    return found


@pytest.fixture
def edition(db, small):
    return add_edition(1, replace(small, packages=PACKAGES))


def test_home_and_wizard_lead_to_the_page(client, edition):
    for address in ("/", "/advise/"):
        assert f'href="{ADDRESS}"' in client.get(address).content.decode()


def test_the_form_names_the_packages_that_are_described(client, edition):
    page = words(client.get(ADDRESS))
    assert "The 8 packages that the catalogue describes" in page
    assert "alder, alder-admin, birch" in page


def test_what_was_sent_leads_to_the_answers_that_follow(client, edition):
    response = client.post(ADDRESS, {"text": "alder-admin\nprivate-lib\n"})
    assert (response.status_code, response.headers["Location"]) == (303, f"{ADDRESS}?package=alder&package=alder-admin")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_several_files_are_read_together(client, edition):
    files = [file(b"alder\n", "a.txt"), file(b'[packages]\npages = "*"\n', "Pipfile")]
    response = client.post(ADDRESS, {"files": files})
    assert response.headers["Location"] == f"{ADDRESS}?package=alder&package=pages"


def test_the_proposal_says_why_and_leads_to_the_result(client, edition):
    response = client.get(f"{ADDRESS}?package=alder&package=alder-admin")
    page = words(response)
    assert "Your project uses Alder" in page
    assert "Because you depend on alder-admin : It makes a back office." in page
    body = response.content.decode()
    assert re.search(r'name="parts"\s+value="editors"[^>]*checked', body)
    assert re.search(r'name="uses"\s+value="alder"[^>]*checked', body)
    assert 'action="/advise/result/"' in body
    assert not response.cookies


def test_packages_that_disagree_leave_the_choice_to_the_visitor(client, edition):
    response = client.get(f"{ADDRESS}?package=pages&package=rest")
    assert "Your packages say different things about this, so please choose." in words(response)
    assert not re.search(r'name="build"[^>]*checked', response.content.decode())


def test_what_was_not_understood_is_shown_before_the_answers(client, edition):
    response = client.post(ADDRESS, {"text": "alder\nno such line\nhttps://user:hunter2@host/x\n-r base.txt\n"})
    page = words(response)
    assert response.status_code == 200
    assert "your text, line 2: no such line" in page
    assert "your text, line 3: not shown, since it may hold an address or a password" in page
    assert "Your text includes base.txt, which you did not add." in page
    assert f'href="{ADDRESS}?package=alder"' in response.content.decode()
    assert "hunter2" not in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 400, "Paste the text of a file, or choose files, then try again."),
        ({"text": " "}, 400, "Paste the text of a file, or choose files, then try again."),
        ({"text": "unheard-of\n"}, 422, "Nothing that you depend on says what you build"),
        ({"text": "%%%\n"}, 422, "No package was found in what you gave."),
        ({"files": [(b"\x89PNG\r\n\x1a\n\x00", "logo.png")]}, 422, "logo.png was not read: it is a picture."),
        ({"files": [(b"a" * 5 * 2**20, "big.txt")]}, 422, "big.txt was not read: it is larger than 1 MB."),
        ({"text": "a" * (2 * 2**20 + 1)}, 413, "This is more than 3 MB."),
        ({"files": [(b"flask", "a.txt")] * 101}, 413, "These are too many files."),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(client, edition, sent, status, message):
    data = {**sent, **({"files": [file(*one) for one in sent["files"]]} if "files" in sent else {})}
    response = client.post(ADDRESS, data)
    assert (response.status_code, message in words(response)) == (status, True)


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client, edition):
    response = client.post(ADDRESS, {"text": "a" * (9 * 2**20)})
    assert response.status_code == 413


def test_other_public_pages_still_take_no_uploads(client, edition):
    assert client.post("/advise/", {"text": "a" * 20_000}).status_code == 413


def test_nothing_of_the_files_is_logged(client, edition, caplog):
    caplog.set_level(logging.DEBUG)
    client.post(ADDRESS, {"text": "alder\nhttps://user:hunter2@host/x\nprivate-lib\n"})
    assert "hunter2" not in caplog.text
    assert "private-lib" not in caplog.text


@pytest.mark.parametrize("query", ["package=gone", "package=", "package=%3Cb%3E"])
def test_unknown_packages_in_the_address_lead_back_to_the_form(client, edition, query):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert "The packages in this address are not in the catalogue." in words(response)


def test_a_pinned_proposal_stays_pinned(client, edition, small):
    add_edition(2, small)
    response = client.get(f"{ADDRESS}?edition=1&package=alder")
    assert '<input type="hidden" name="edition" value="1">' in response.content.decode()
    assert client.get(f"{ADDRESS}?edition=9&package=alder").status_code == 404
    assert client.get(f"{ADDRESS}?edition=x").status_code == 400


def test_the_framework_in_use_stands_beside_the_first_places(client, shipped_edition):
    response = client.get("/advise/result/?uses=tornado&build=site&size=small")
    told = r"You use Tornado now\. It comes in place \d+ of \d+, with \d+ points out of 100: \d+ fewer than"
    assert re.search(told, words(response))
    head = re.search(r'<table class="compare result-side">.*?</thead>', response.content.decode(), re.DOTALL)[0]
    assert re.search(r'>Tornado</a> <span class="tag">yours</span>', head)
    assert len(re.findall(r'<th scope="col">', head)) == 4


def test_a_framework_in_use_that_is_ruled_out_is_a_column_too(client, shipped_edition):
    response = client.get("/advise/result/?uses=streamlit&build=site&size=small")
    assert "You use Streamlit now. It misses your must-have" in words(response)
    assert '>Streamlit</a> <span class="tag">yours, not ranked</span>' in response.content.decode()


def test_the_framework_in_use_changes_no_ranking(client, shipped_edition):
    def ranking(query):
        body = client.get(f"/advise/result.json?{query}build=site&size=small").json()
        return [(one["framework"], one["points"]) for one in body["ranking"]]

    assert ranking("uses=flask&") == ranking("")


def test_the_framework_in_use_stays_in_the_address(client, shipped_edition):
    response = client.get("/advise/result/?build=site&uses=flask")
    assert response.headers["Location"] == "/advise/result/?uses=flask&build=site"
    assert "uses=flask" in client.get("/advise/result/?uses=flask&build=site").content.decode()
