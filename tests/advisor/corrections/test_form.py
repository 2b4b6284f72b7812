"""The form for corrections, as visitors and programs use it."""

import re

import pytest
from django.test import override_settings

from comparisons.corrections.sending import MOST_A_DAY
from comparisons.models import Correction
from tests.site_client import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
SCORE = "/corrections/score/alder/admin/"
SENT = "/corrections/sent/"


def texts():
    return list(Correction.objects.order_by("pk").values_list("text", flat=True))


def test_a_correction_is_sent_from_the_page_to_a_page_of_thanks(client):
    page = client.get("/frameworks/alder/").content.decode()
    assert f'<a class="correct" rel="nofollow" href="{SCORE}">Is this wrong?</a>' in page
    form = client.get(SCORE).content.decode()
    assert "Alder: Admin" in form
    assert "9 out of 10. The manual says 9.0." in form
    response = client.post(SCORE, {"text": "It is 8.", "source": "The manual", "contact": "a@b", "edition": "1"})
    assert (response.status_code, response["Location"]) == (302, SENT)
    [row] = Correction.objects.all()
    assert (row.about, row.edition, row.address) == ("score/alder/admin", 1, "/frameworks/alder/#score-admin")
    assert (row.text, row.source, row.contact, row.state) == ("It is 8.", "The manual", "a@b", "new")
    assert "Your correction has arrived" in client.get(SENT).content.decode()


@pytest.mark.parametrize("page", ["/compare/alder-vs-birch/", "/frameworks/alder/"])
def test_facts_strengths_and_drawbacks_lead_to_forms_about_them(client, page):
    shown = client.get(page).content.decode()
    links = set(re.findall(r'<a class="correct" rel="nofollow" href="([^"]*)">', shown))
    assert {"/corrections/strengths/alder/", "/corrections/drawbacks/alder/"} <= links
    assert ("/corrections/fact/alder/version/" in links) == page.startswith("/compare/")
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_only_the_page_of_the_form_sets_a_cookie_and_it_is_stored_nowhere():
    browser = SiteClient()
    for address in ("/frameworks/alder/", "/criteria/admin/", "/claims/", "/about/", SENT):
        response = browser.get(address)
        assert (response.status_code, dict(response.cookies), response["Cache-Control"]) == (
            200,
            {},
            "public, max-age=1, must-revalidate",
        )
    response = browser.get(SCORE)
    assert [*response.cookies] == ["csrftoken"]
    assert response.cookies["csrftoken"]["max-age"] == ""
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_pages_are_the_same_bytes_with_and_without_that_cookie():
    visitor, reader = SiteClient(), SiteClient()
    visitor.get(SCORE)
    assert "csrftoken" in visitor.cookies
    for address in ("/frameworks/alder/?reasons=shown", "/criteria/admin/", "/claims/"):
        assert visitor.get(address).content == reader.get(address).content


def test_a_form_without_its_token_is_refused_and_says_what_to_do():
    browser = SiteClient(enforce_csrf_checks=True)
    response = browser.post(SCORE, {"text": "It is 8."})
    assert response.status_code == 403
    assert "reload the page and send the form again" in response.content.decode()
    page = browser.get(SCORE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert browser.post(SCORE, {"text": "It is 8.", "csrfmiddlewaretoken": token})["Location"] == SENT


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Please say what is wrong."),
        ({"text": "  \n "}, "Please say what is wrong."),
        ({"text": "x" * 2001}, "please use at most 2,000 characters; these are 2001"),
        ({"text": "x", "source": "x" * 501}, "please use at most 500 characters"),
        ({"text": "x", "contact": "x" * 201}, "please use at most 200 characters"),
        ({"text": "a\x01b"}, "there is a control character in it"),
        ({"text": "a\x00b"}, "there is a control character in it"),
        ({"text": "x", "homepage": "https://pills.example/"}, "a field that only programs fill in was not empty"),
    ],
)
def test_bad_forms_are_shown_again_with_what_is_wrong_and_store_nothing(client, fields, said):
    response = client.post(SCORE, fields)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert texts() == []


def test_whoever_fills_the_hidden_field_by_accident_only_has_to_send_again(client):
    response = client.post(SCORE, {"text": "It is 8.", "homepage": "https://ada.example/"})
    page = response.content.decode()
    assert "It is 8.</textarea>" in page
    assert "ada.example" not in page


def test_two_thousand_characters_of_any_script_and_with_line_ends_fit(client):
    text = "😀" * 1989 + "\r\n" * 10
    response = client.post(SCORE, {"text": text + "x"})
    assert response["Location"] == SENT
    assert texts() == ["😀" * 1989 + "\n" * 10 + "x"]


@pytest.mark.parametrize(
    ("said", "stored"), [("1", 1), ("", 2), ("99", 2), ("0", 2), ("-1", 2), ("x", 2), ("²", 2), ("9" * 50, 2)]
)
def test_the_edition_that_was_read_is_stored_or_else_the_current_one(client, small, said, stored):
    from comparisons.editions.publishing import publish
    from comparisons.models import Framework

    Framework.objects.filter(slug="alder").update(summary="Changed.")
    publish(by=None)
    client.post(SCORE, {"text": "It is 8.", "edition": said})
    assert Correction.objects.get().edition == stored


def test_old_names_and_spellings_lead_to_the_canonical_form(client):
    response = client.get("/corrections/score/Alder/ADMIN/")
    assert (response.status_code, response["Location"]) == (302, SCORE)
    assert client.post("/corrections/score/Alder/ADMIN/", {"text": "It is 8."})["Location"] == SENT
    assert Correction.objects.get().about == "score/alder/admin"


@pytest.mark.parametrize(
    "name", ["score/alder/nothing", "score/cedar/admin", "nothing/x", "framework/cedar", "score/a/b/c", "claim/%00"]
)
def test_what_is_not_public_cannot_be_corrected(client, name):
    for response in (client.get(f"/corrections/{name}/"), client.post(f"/corrections/{name}/", {"text": "x"})):
        assert response.status_code == 404
    assert texts() == []


def test_other_methods_are_refused_and_head_is_answered(client):
    assert client.head(SCORE).status_code == 200
    assert client.put(SCORE).status_code == 405
    assert client.post(SENT).status_code == 405


def test_a_network_that_sends_too_many_is_told_so_and_keeps_its_text(client):
    for number in range(MOST_A_DAY):
        assert client.post(SCORE, {"text": f"Wrong {number}."})["Location"] == SENT
    response = client.post(SCORE, {"text": "One more."})
    assert (response.status_code, response["Retry-After"]) == (429, "86400")
    page = response.content.decode()
    assert "Nothing has been sent: Your network has sent 20 corrections within a day" in page
    assert "One more.</textarea>" in page
    assert len(texts()) == MOST_A_DAY
    other = client.post(SCORE, {"text": "One more."}, REMOTE_ADDR="198.51.100.7")
    assert other["Location"] == SENT


@override_settings(TRUSTED_PROXY=True)
def test_behind_a_proxy_networks_are_those_that_it_adds(client):
    for number in range(MOST_A_DAY + 1):
        forged = {"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.1"}
        response = client.post(SCORE, {"text": f"Wrong {number}."}, headers=forged)
    assert response.status_code == 429
    assert client.post(SCORE, {"text": "x"}, headers={"X-Forwarded-For": "192.0.2.2"})["Location"] == SENT


def test_what_visitors_write_is_on_no_public_page(client):
    client.post(SCORE, {"text": "zebra-in-a-correction", "source": "zebra-source", "contact": "zebra-contact"})
    for address in (
        "/",
        "/frameworks/alder/?reasons=shown",
        "/criteria/admin/",
        "/editions/",
        "/api/v1/catalogue.json",
    ):
        assert "zebra" not in client.get(address).content.decode()


def test_what_is_typed_is_escaped_when_the_form_is_shown_again(client):
    page = client.post(SCORE, {"text": "</textarea><script>x</script>" + "x" * 2000}).content.decode()
    assert "<script>x" not in page


def test_before_the_first_edition_there_is_nothing_to_correct(client):
    from comparisons.models import Edition

    Edition.objects.all().delete()
    assert client.get(SCORE).status_code == 503


def test_pages_count_what_was_under_review_when_the_edition_was_published(client):
    from comparisons.editions.publishing import publish
    from comparisons.models import Framework

    client.post(SCORE, {"text": "It is 8."})
    client.post("/corrections/claim/alder-is-quick/", {"text": "It is slow."})
    Correction.objects.update(state="review")
    Framework.objects.filter(slug="alder").update(summary="Changed.")
    with override_settings(COUNT_CORRECTIONS=True):
        publish(by=None)
    assert "Is this wrong?</a> 1 correction under review." in client.get("/frameworks/alder/").content.decode()
    assert "Is this wrong?</a> 1 correction under review." in client.get("/claims/").content.decode()
    assert "under review" not in client.get("/frameworks/birch/").content.decode()
