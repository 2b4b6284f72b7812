"""The results that this release brings."""

import logging

from msgspec.structs import replace

from comparisons.applications.reading import applications
from comparisons.measurements.results import measured_of, read_results, shipped_results
from tests.catalogues import framework
from tests.lab.results import bare, result_of, write_results


def test_results_are_read_with_their_application_and_the_two_bare_programs(tmp_path):
    found = read_results(write_results(tmp_path, result_of("flask")))
    flask = found.measured["flask"]
    assert (flask.result, flask.bare) == (result_of("flask"), bare().speed.values)
    assert flask.application is applications()["flask"]
    assert (flask.day, flask.processors) == ("2026-11-24", "2 cores of a processor")


def test_what_has_no_result_is_told_apart_from_what_is_refused(tmp_path):
    found = read_results(write_results(tmp_path, result_of("flask"), result_of("fastapi", release="0.1")))
    assert found.measured.keys() == {"flask"}
    assert {*found.missing} == applications().keys() - {"fastapi", "flask"}
    assert found.refused.keys() == {*found.missing, "fastapi"}
    assert found.refused["fastapi"] == "fastapi: conformance was run with 0.1, which is not 0.165.0"


def test_the_day_is_that_of_the_last_part(tmp_path):
    first = result_of("flask", "effort")
    later = result_of("flask", "footprint", date="2026-11-25T00:10:00+00:00")
    write_results(tmp_path, replace(first, footprint=later.footprint))
    assert read_results(tmp_path).measured["flask"].day == "2026-11-25"


def test_what_is_not_shown_is_logged(lab_results, caplog):
    write_results(lab_results, result_of("flask", release="3.0"))
    with caplog.at_level(logging.WARNING):
        found = shipped_results()
    assert found.keys() == {"fastapi", "nicegui"}
    # Nothing is said of applications that were never measured, such as those of drafts.
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.endswith("flask: conformance was run with 3.0, which is not 3.1.3")
    assert shipped_results() is found


def test_a_renamed_framework_keeps_its_result(lab_results):
    found = shipped_results()
    assert measured_of(framework("flask"), found) is found["flask"]
    assert measured_of(framework("flask-4", aliases=("flask",)), found) is found["flask"]
    assert measured_of(framework("django"), found) is None
    assert measured_of(framework("alder"), found) is None
