"""The API keeps to its OpenAPI document, whatever is asked: schemathesis asks what that allows, and more.

Nothing leaves the process, and the questions are the same in every run (derandomised, no examples kept).
"""

import pytest
from hypothesis import Phase, given, settings

from advisor.api.endpoints import ENDPOINTS, INDEX
from tests.pages.editions import add_edition

# Schemathesis's client for WSGI applications does not decompress responses.
UNPACKED = {"Accept-Encoding": "identity"}


@pytest.fixture
def api(transactional_db, shipped, lab_results):
    """The schema, loaded through a real WSGI application, which closes its connection after each request."""
    import schemathesis  # slow to import, so not at the top

    from advisor.wsgi import application  # loads the middleware, which reads the folder of static files

    add_edition(1, shipped)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def checks():
    """All that can be told from one answer.

    Left out: that every question which fits the document is answered with 200, since names that exist are not in the
    document, and what asks for logins.
    """
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as openapi

    return [
        checks.not_a_server_error,
        openapi.content_type_conformance,
        openapi.negative_data_rejection,
        openapi.response_headers_conformance,
        openapi.response_schema_conformance,
        openapi.status_code_conformance,
    ]


@pytest.mark.parametrize("path", [f"/{endpoint.path}" for endpoint in ENDPOINTS if endpoint is not INDEX])
def test_all_answers_match_the_openapi_document(api, checks, path):
    """Ask what the document allows, and then what it does not."""
    from schemathesis import GenerationMode

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @given(case=api[path]["GET"].as_strategy(generation_mode=mode))
        @settings(derandomize=True, database=None, deadline=None, max_examples=6, phases=[Phase.generate])
        def ask(case):
            case.call_and_validate(checks=checks, headers=UNPACKED)

        ask()


def test_the_document_names_every_endpoint(api):
    assert {operation.ok().path for operation in api.get_all_operations()} == {f"/{one.path}" for one in ENDPOINTS}
