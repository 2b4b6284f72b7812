"""Replicas on one PostgreSQL show the same site."""

from tests.deploy.conftest import Site, wait_until

FLASK = "/frameworks/flask/"


def test_an_edition_published_at_one_replica_is_soon_shown_by_the_other(replicas, editor, change):
    other = Site(replicas[1].url)
    words = change("shared")
    assert words not in other.get(FLASK).text
    editor.publish("Seen by all.")
    wait_until(lambda: words in other.get(FLASK).text, for_seconds=10)


def test_a_login_at_one_replica_is_valid_at_the_other(replicas, editor):
    other = Site(replicas[1].url)
    assert other.get("/admin/", Cookie=editor.cookies).status == 200
    assert other.get("/admin/").status == 302


def test_replicas_send_the_same_bytes_and_etag(replicas):
    for path in ("/", FLASK, "/advise/result/?build=site"):
        one, other = (Site(replica.url).get(path, Host="127.0.0.1", Accept_Encoding="br") for replica in replicas)
        assert (one.status, one.content, one["ETag"]) == (200, other.content, other["ETag"])
