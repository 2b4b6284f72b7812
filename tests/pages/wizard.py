"""Reads the pages of the wizard, and answers their questions."""

import re
from html import unescape


def fields(body):
    """Return the hidden fields of the form as pairs."""
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)


def words(html):
    """Return the text of some HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" ,", ",").replace(" .", ".")


def inner(client, address, tag, attribute):
    """Return the text of the first element with this attribute."""
    body = client.get(address).content.decode()
    return words(re.search(rf"<{tag}[^>]*{attribute}[^>]*>(.*?)</{tag}>", body, re.DOTALL)[1])


def so_far(client, address):
    return inner(client, address, "div", 'id="so-far"')


def links(client, address):
    """Return the addresses of a page's links by their texts."""
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', client.get(address).content.decode(), re.DOTALL)
    return {words(text): unescape(link) for link, text in found}


def named(edition, entry):
    """Return an entry of a ranking as the page shows it."""
    return f"{edition.catalogue.framework_by_slug[entry['framework']].name} {entry['points']}"


def chosen(client, address):
    return re.findall(r'value="([^"]+)"[^>]* checked', client.get(address).content.decode())


def answer(client, address, choices, to="next"):
    """Answer the question of a page and return the address that follows."""
    path = address.partition("?")[0]
    slug = path.strip("/").split("/")[-1]
    body = client.get(address).content.decode()
    data = {}
    for key, value in [*fields(body), *((slug, choice) for choice in choices), ("to", to)]:
        data.setdefault(key, []).append(value)
    response = client.get(path, data)
    assert response.status_code == 302, response.content.decode()[:2000]
    return response["Location"]


GIVEN = {
    "build": ["site"],
    "interface": ["pages"],
    "data": ["orm"],
    "back-office": ["admin"],
    "sign-in": ["accounts"],
    "size": ["medium"],
}


# Those of GIVEN that are topics.
TOPICS = ["data", "back-office", "sign-in"]


def asked_until_review(client, address, given):
    """Answer question after question, on the topics of these answers, and return their slugs and the review's address.

    Picking topics counts as the question "topics".
    """
    seen = []
    while not address.startswith("/advise/review/"):
        seen.append(address.partition("?")[0].split("/")[2])
        default = ["not-sure"] if seen[-1] != "topics" else [slug for slug in given if slug in TOPICS]
        address = answer(client, address, given.get(seen[-1], default))
    return seen, address


def back(client, slug, query):
    """Press Back on a question with what is ticked there."""
    return client.get(f"/advise/{slug}/?{query}&to=back")["Location"]
