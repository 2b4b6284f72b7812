"""The keys of cached responses: nothing that a client can make up is one."""

import pytest

from advisor.http import routes


def kept(client):
    cache = client.handler.cache
    return [key for store in (cache.pages, cache.queries, cache.images) for key in store.responses]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 400),
        ("x" * 5000, 400),
        ("localhost.evil.example", 400),
        ("[", 400),
        ("testserver:" + "8" * 5000, 200),
    ],
    ids=lambda value: str(value)[:20],
)
def test_pages_for_unknown_or_endless_hosts_are_never_kept(client, shipped_edition, settings, host, status):
    settings.ALLOWED_HOSTS = ["testserver", ".advisor.example"]
    assert client.get("/", HTTP_HOST=host).status_code == status
    assert kept(client) == []


def test_pages_for_hosts_longer_than_a_name_can_be_are_answered_and_not_kept(client, shipped_edition, settings):
    settings.ALLOWED_HOSTS = [".advisor.example"]
    assert client.get("/", HTTP_HOST=f"{'x' * 300}.advisor.example").status_code == 200
    assert kept(client) == []
    assert client.get("/", HTTP_HOST="a.advisor.example").status_code == 200
    assert len(kept(client)) == 1


def test_what_a_trusted_proxy_says_of_the_scheme_is_one_of_two_keys(client, shipped_edition, settings):
    settings.TRUSTED_PROXY = True
    for word in ("http", "ftp", "", "x" * 5000, "https", "https, http", " https "):
        client.get("/", HTTP_X_FORWARDED_PROTO=word)
    assert sorted(key.split("\0")[1] for key in kept(client)) == ["http", "https"]


def test_codings_and_paths_that_are_unknown_are_remembered_nowhere(client, shipped_edition):
    before = routes._match.cache_info().currsize
    for n in range(20):
        client.get("/", HTTP_ACCEPT_ENCODING=f"x{n}-{'y' * 5000}")
        assert client.get(f"/nothing/{n}/{'y' * 3000}").status_code == 404
        assert client.get(f"/frameworks/{'y' * 3000}{n}/").status_code == 404
    assert len(kept(client)) == 1
    assert routes._match.cache_info().currsize - before <= 1
