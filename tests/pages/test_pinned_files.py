"""A pinned address gives the same bytes for ever: whole files stand in `records/`."""

import pytest
from msgspec.structs import replace

from tests.pages.editions import add_edition
from tests.pages.test_adr import PUBLISHED, RECORDS, SITE


@pytest.mark.parametrize("name", ["result.json", "result.csv", "result-table.md"])
def test_a_pinned_answer_has_the_same_bytes_whatever_computes_it(client, db, small, name):
    # The version of the method is a part of an edition's bytes, and of the digest that results name.
    add_edition(1, replace(small, method=1), published_at=PUBLISHED)
    response = client.get(f"/advise/{name}?{SITE}")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == (RECORDS / f"one-first-{name}").read_bytes()
