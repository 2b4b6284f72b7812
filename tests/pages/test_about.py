import pytest
from django.test import override_settings


@pytest.mark.parametrize(
    ("keeper", "contact", "said"),
    [
        ("Ada Lovelace", "ada@example.org", 'Ada Lovelace keeps this site. <a href="mailto:ada@example.org">'),
        ("Ada Lovelace", "", "Ada Lovelace keeps this site."),
        ("", "https://example.org/contact", 'at <a href="https://example.org/contact">https://example.org/contact</a>'),
        ("", "", "have not said here who they are"),
    ],
)
def test_the_page_says_who_keeps_the_site(client, shipped_edition, keeper, contact, said):
    with override_settings(SITE_KEEPER=keeper, SITE_CONTACT=contact):
        page = " ".join(client.get("/about/").content.decode().split())
    assert said in page


def test_the_page_says_what_is_stored_and_for_how_long_and_every_page_leads_there(client, shipped_edition):
    page = " ".join(client.get("/about/").content.decode().split())
    for words in ("after 90 days in any case", "each send 20 a day", "A cookie for 12 hours", "No cookie, no login"):
        assert words in page
    assert '<a href="/about/">About and privacy</a>' in client.get("/").content.decode()
