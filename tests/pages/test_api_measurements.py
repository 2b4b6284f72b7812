"""What the API answers about the lab's measurements."""

import pytest
from msgspec.structs import replace

from advisor.http.response_cache import CURRENT
from comparisons.catalogue.value import Status
from comparisons.measurements.probes import probes
from lab.results import Failure
from tests.catalogues import changed
from tests.lab.results import result_of, run_of, write_results
from tests.pages.editions import add_edition
from tests.pages.test_api import API, document, problem

pytestmark = pytest.mark.usefixtures("lab_results")


def test_measurements_are_listed_with_release_day_python_machine_and_links(client, shipped_edition):
    found = client.get(f"{API}measurements").json()
    assert (found["total"], [item["framework"] for item in found["items"]]) == (3, ["fastapi", "flask", "nicegui"])
    assert found["items"][1] == {
        "framework": "flask",
        "name": "Flask",
        "status": "published",
        "release": "3.1.3",
        "measured_on": "2026-11-24",
        "python": "3.13.0",
        "machine": {"processor": "a processor", "cores": "2", "memory": "4 GB", "system": "Linux 6"},
        "parts": ["conformance", "effort", "footprint", "speed", "behaviour"],
        "page": "http://testserver/lab/flask/measurements/",
        "application": "http://testserver/lab/flask/",
        "archive": "http://testserver/lab/flask.zip",
        "measurement": "http://testserver/api/v1/measurements/flask",
    }
    for item in found["items"]:
        for link in ("page", "application", "archive", "measurement"):
            assert client.get(item[link].removeprefix("http://testserver")).status_code == 200


def test_a_measurement_has_figures_with_intervals_and_how_to_repeat_them(client, shipped_edition):
    found = client.get(f"{API}measurements/flask").json()
    assert (found["about"], found["repeat"]) == (
        "Measured by us, run of 2026-11-24, Flask 3.1.3.",
        'make lab ARGS="flask"',
    )
    assert found["speed"]["run"] == {
        "date": "2026-11-24T12:00:00Z",
        "release": "3.1.3",
        "python": "3.13.0",
        "machine": {"processor": "a processor", "cores": "2", "memory": "4 GB", "system": "Linux 6"},
        "command": 'make lab ARGS="flask --only speed"',
    }
    assert found["speed"]["cases"][0] == {
        "case": "json",
        "to_bare": {
            "unit": "requests per second",
            "ratio": 0.424,
            "low": 0.41,
            "high": 0.44,
            "confidence": 0.9586,
            "rounds": 20,
            "disturbed": 0,
        },
        "to_wsgi": {"ratio": 0.424, "low": 0.41, "high": 0.44},
    }
    assert found["footprint"]["plain"] == {"distributions": ["flask 3.1.3", "jinja2 3.1.6"], "megabytes": 6.4}
    assert found["footprint"]["memory"] == {"idle": 43.21, "after": 45.0, "requests": 10_000, "processes": 3}
    assert (found["footprint"]["start"]["ratio"], found["footprint"]["start"]["rounds"]) == (1.234, 6)
    effort = {name: found["effort"][name] for name in ("files", "lines", "packages")}
    assert effort == {
        "files": [{"file": "app.py", "lines": 90}, {"file": "templates/index.html", "lines": 21}],
        "lines": 111,
        "packages": ["flask", "gunicorn"],
    }
    assert found["conformance"]["tests"][1] == {
        "test": "The echo answers",
        "outcome": "cannot",
        "told": "None here.",
    }
    assert found["failed"] == []


def test_speed_beside_a_bare_asgi_program_is_converted(client, shipped_edition):
    found = client.get(f"{API}measurements/fastapi").json()["speed"]
    assert (found["interface"], found["cases"][0]["to_bare"]["ratio"]) == ("asgi", 0.2)
    assert found["cases"][0]["to_wsgi"] == {"ratio": 0.4, "low": 0.361, "high": 0.441}
    assert client.get(f"{API}measurements/nicegui").json()["speed"] is None


def test_a_measurement_has_each_probe_with_its_question_answer_detail_and_state(client, shipped_edition):
    csrf, limit, openapi, validation, _ = client.get(f"{API}measurements/flask").json()["behaviour"]["probes"]
    assert csrf == {
        "probe": "csrf-by-default",
        "question": "Is a form that another site sends refused, by default?",
        "how": probes()["csrf-by-default"].how,
        "criteria": ["security"],
        "state": "seen",
        "value": False,
        "unit": "",
        "at_least": False,
        "answer": "no",
        "detail": "status 200",
    }
    figure = {name: limit[name] for name in ("value", "unit", "at_least", "answer")}
    assert figure == {"value": 1_048_576, "unit": "bytes", "at_least": True, "answer": "1,048,576 bytes or more"}
    assert (openapi["value"], openapi["answer"]) == ("none", "none")
    reason = [validation[name] for name in ("state", "value", "answer", "detail")]
    assert reason == ["does not apply", None, "does not apply", "It brings no validation."]


def test_a_failed_part_is_told(client, shipped_edition, lab_results):
    failure = {"speed": Failure(run_of("flask", "speed"), "no answer")}
    write_results(lab_results, replace(result_of("flask"), speed=None, failed=failure))
    found = client.get(f"{API}measurements/flask").json()
    assert (found["speed"], [(one["part"], one["told"]) for one in found["failed"]]) == (None, [("speed", "no answer")])
    listed = client.get(f"{API}measurements").json()["items"][1]
    assert listed["parts"] == ["conformance", "effort", "footprint", "behaviour"]


def test_measurements_belong_to_the_release_and_are_revalidated(client, shipped_edition, shipped):
    for address in ("measurements", "measurements/flask"):
        response = client.get(API + address)
        assert response["Cache-Control"] == CURRENT
        assert client.get(API + address, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
        assert problem(client, f"{API}{address}?edition=1", 400)["errors"][0]["parameter"] == "edition"
        described = document(client)["paths"][f"/{address.replace('flask', '{slug}')}"]["get"]
        assert "not to an edition" in described["description"]
    add_edition(2, changed(shipped, "frameworks", "flask", name="Flask 2"))
    assert client.get(f"{API}measurements/flask").json()["name"] == "Flask 2"


def test_old_names_lead_to_measurements_and_drafts_have_none(client, db, shipped):
    flask = changed(shipped, "frameworks", "flask", slug="flask-4", aliases=("flask",))
    add_edition(1, changed(flask, "frameworks", "nicegui", status=Status.DRAFT))
    moved = client.get(f"{API}measurements/flask")
    assert (moved.status_code, moved["Location"]) == (301, f"{API}measurements/flask-4")
    assert client.get(moved["Location"]).json()["framework"] == "flask-4"
    assert [one["framework"] for one in client.get(f"{API}measurements").json()["items"]] == ["fastapi", "flask-4"]
    problem(client, f"{API}measurements/nicegui", 404)


def test_what_has_no_result_is_not_found(client, shipped_edition):
    told = problem(client, f"{API}measurements/django", 404)["detail"]
    assert told == "The lab has no result of Django. http://testserver/api/v1/measurements lists what it has."
    assert problem(client, f"{API}measurements/zebra", 404)["detail"] == "There is no framework 'zebra' in edition 1."


def test_without_any_result_the_list_is_empty_and_the_document_valid(client, shipped_edition, lab_results):
    for file in lab_results.glob("*.json"):
        file.unlink()
    assert client.get(f"{API}measurements").json()["items"] == []
    described = document(client)["paths"]["/measurements/{slug}"]["get"]
    assert "example" not in described["responses"]["200"]["content"]["application/json"]
    assert client.get("/api/").status_code == 200
