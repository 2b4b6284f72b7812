import json

from advisor.api.openapi import document
from comparisons.editions.store import current_edition
from tests.pages.editions import add_edition


def test_no_schema_has_a_tuple_since_generators_of_clients_stop_at_them(db, small):
    add_edition(1, small)
    found = document(current_edition(), "http://testserver/api/v1/")
    assert found["components"]["schemas"]["LeastShift"]["properties"]["sources"] == {
        "type": "array",
        "items": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": {"anyOf": [{"type": "string"}, {"type": "number"}]},
        },
    }
    assert "prefixItems" not in json.dumps(found)


def test_it_says_that_no_login_is_asked_for(db, small):
    add_edition(1, small)
    assert document(current_edition(), "http://testserver/api/v1/")["security"] == []
