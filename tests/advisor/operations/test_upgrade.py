"""An installation of version 0.1.0 with editors' changes, published and not, is upgraded in place and loses nothing.

Its database is in before/0.1.0.sqlite3.xz. Edition 1 is the catalogue as shipped, edition 2 has two changes of editors,
and the working copy four more.
"""

import json
import lzma
import re
from pathlib import Path

import pytest

from tests.running_site import RunningSite

BEFORE = Path(__file__).parent / "before" / "0.1.0.sqlite3.xz"

# What 0.1.0 answered at /advise/result.json: the digest of the edition, and framework and points of the first places.
DIGESTS = {
    1: "2196ec9968e32f1ddcff0b8d3c2bd23a093e2c406d6246b48b2516f9936a337a",
    2: "9abfe3d401fd529448afb5a51ca31da8df0b0b8e5419ead791c8783bc45c46e4",
}
RANKINGS = {
    "build=site": [("django", 99), ("tornado", 60), ("flask", 59), ("pyramid", 57)],
    "build=api&size=small&team=knows-async": [("fastapi", 92), ("litestar", 83), ("blacksheep", 76), ("sanic", 73)],
    "build=site&among=flask&among=django": [("django", 99), ("flask", 59)],
}
# How the command tells the editors' changes from those of the new version.
TOLD = """\
Left alone: loading it undoes what an editor changed (3)
  Framework aiohttp: summary changed.
  Framework FastAPI: summary changed.
  Source 'Our own source' is gone.
Left alone: an editor and the new version changed it (5)
  Score of Django on Admin interface: value 8 becomes 10.
  Score of Django on Admin interface: reason changed.
  Score of Flask on Admin interface: value 3 becomes 5.
  Score of Flask on Admin interface: reason changed.
  Score of Tornado on Admin interface is new.
Nothing was changed (dry run).
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """The site after `prepare`, and what that said."""
    home = tmp_path_factory.mktemp("upgraded")
    (home / "advisor.sqlite3").write_bytes(lzma.decompress(BEFORE.read_bytes()))
    (home / "static").mkdir()
    site = RunningSite(home)
    return site, site.manage("prepare")


def read(site, address):
    """Return status and content, also if the address became another by now."""
    status, headers, body = site.get(address)
    if status in (301, 302):
        status, headers, body = site.get(headers["Location"])
    return status, json.loads(body)


def test_nothing_is_loaded_and_one_line_says_that_updates_wait(upgraded):
    _, said = upgraded
    told = r" +This version brings updates of the catalogue: \d+\. Nothing was loaded\. To see them: .*\n"
    assert re.fullmatch(told, said)


def test_updates_are_told_from_what_editors_changed(upgraded):
    site, _ = upgraded
    said = site.manage("load_catalogue", "--dry-run")
    assert said.startswith("Compared with edition 1, which was the catalogue as shipped on 1 December 2026.\nUpdates (")
    told = re.sub("    (here|new): .*\n", "", said[said.index("Left alone: ") :])
    assert told == TOLD


def test_editions_logins_and_drafts_are_as_before_and_kept_addresses_answer_the_same(upgraded):
    site, _ = upgraded
    with site.serving():
        assert site.ready()["ready"] is True
        for number, digest in DIGESTS.items():
            for answers, ranking in RANKINGS.items():
                status, found = read(site, f"/advise/result.json?edition={number}&{answers}")
                places = [(row["framework"], row["points"]) for row in found["ranking"]]
                assert (status, found["edition"]["digest"], places[: len(ranking)]) == (200, digest, ranking)
        _, aiohttp = read(site, "/api/v1/frameworks/aiohttp")
        assert aiohttp["framework"]["summary"] == "Edited here and published: client and server on asyncio."
    assert site.manage("shell", "--verbosity", "0", "--command", _KEPT).splitlines() == [
        "['ann', 'editor']",
        "A draft of ours, not published yet.",
        "8.0 A draft judgement of ours.",
        "False",
    ]


_KEPT = """
from django.contrib.auth.models import User
from comparisons.models import Framework, Score
print(sorted(User.objects.values_list("username", flat=True)))
print(Framework.objects.get(slug="fastapi").summary)
score = Score.objects.get(framework__slug="django", criterion__slug="admin")
print(score.value, score.reason)
print(Score.objects.filter(framework__slug="tornado", criterion__slug="admin").exists())
"""
