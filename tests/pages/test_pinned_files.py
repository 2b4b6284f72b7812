"""A pinned address gives the same bytes for ever: whole files stand in `records/`."""

import pytest

from tests.pages.editions import add_edition
from tests.pages.test_adr import PUBLISHED, RECORDS, SITE


@pytest.mark.parametrize("name", ["result.json", "result.csv", "result-table.md"])
def test_a_pinned_answer_has_the_same_bytes_whatever_computes_it(client, db, small, name):
    add_edition(1, small, published_at=PUBLISHED)
    response = client.get(f"/advise/{name}?{SITE}")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == (RECORDS / f"one-first-{name}").read_bytes()
