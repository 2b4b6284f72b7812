"""Figures of the lab as scores."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.applications.reading import applications
from comparisons.catalogue.value import Confidence, Score
from comparisons.measurements.results import Measured
from comparisons.measurements.scores import FIGURES, measured_scores, relative_error, rounded
from lab.figures import Installed
from lab.results import Part
from tests.lab.results import FOOTPRINT, bare, ratio, result_of, run_of, speed


def measured(slug, result=None, relation=None):
    return Measured(applications()[slug], result or result_of(slug), relation or bare().speed.values)


def scores_of(name, slug, **changed):
    return {score.criterion: score for score in measured_scores(name, measured(slug, **changed))}


def flask_score(criterion, value, reason, relative_error=0.0, confidence=Confidence.MEDIUM):
    return Score(
        criterion=criterion,
        value=value,
        confidence=confidence,
        reason=reason,
        reviewed_on=date(2026, 11, 24),
        version="3.1.3",
        relative_error=relative_error,
        sources=("lab-flask",),
    )


def test_all_figures_of_an_application_under_wsgi():
    assert [*measured_scores("Flask", measured("flask"))] == [
        flask_score(
            "throughput",
            42.0,
            "Flask 3.1.3 answers a small JSON document 42% as often per second of processor time as a WSGI program "
            "without a framework that is asked at the same time. 95% interval over 20 rounds: 41% to 44%. Two "
            "processes. Server: gunicorn. Python 3.13.0.",
            0.05,
        ),
        flask_score(
            "page-rendering",
            8.3,
            "Flask 3.1.3 answers a page of 30 rows from a template 8.3% as often per second of processor time as a "
            "WSGI program without a framework that is asked at the same time. 95% interval over 20 rounds: 8% to 9%. "
            "Two processes. Server: gunicorn. Python 3.13.0.",
            0.09,
        ),
        flask_score(
            "memory",
            43.0,
            "With one worker, all processes of the server take 43 MB after the first answer, and 45 MB after 10,000 "
            "requests. A program without a framework takes 30 MB. Server: gunicorn. Python 3.13.0.",
            0.15,
        ),
        flask_score(
            "start-time",
            1.23,
            "From its start to its first answer, the application takes 1.23 times as long as a program without a "
            "framework on the same machine (95% interval 1.20 to 1.30, 6 rounds). Server: gunicorn. Python 3.13.0.",
            0.06,
        ),
        flask_score(
            "install-size",
            6.4,
            "A plain install of Flask 3.1.3 takes 6.4 MB on disk, with the bytecode that pip writes; all that the "
            "application of the lab needs takes 9.8 MB (Python 3.13.0).",
            confidence=Confidence.HIGH,
        ),
        flask_score(
            "packages",
            2.0,
            "A plain install has 2 packages: flask 3.1.3 and jinja2 3.1.6 (Python 3.13.0).",
            confidence=Confidence.HIGH,
        ),
        flask_score(
            "lines-of-code",
            111.0,
            "The application of the lab has 111 lines of its own in 2 files, templates included; blank lines, "
            "comments, docstrings and tests do not count. It leaves out 3 parts of what others do, and is shorter for "
            "it.",
            confidence=Confidence.HIGH,
        ),
    ]


def test_a_ratio_to_the_bare_asgi_program_is_converted_by_the_two_bare_programs():
    throughput = scores_of("FastAPI", "fastapi")["throughput"]
    # 0.2 of a program that is twice as fast; the ends of both intervals: 0.19 * 1.9 and 0.21 * 2.1.
    assert (throughput.value, throughput.relative_error) == (40.0, 0.11)
    assert "asked at the same time (compared with a bare ASGI program, and converted). 95%" in throughput.reason
    assert "36% to 44%." in throughput.reason


def test_an_application_without_a_part_has_no_figures_of_it():
    assert scores_of("Flask", "flask", result=result_of("flask", "conformance", "behaviour")) == {}
    assert scores_of("Flask", "flask", result=result_of("flask", "effort")).keys() == {"lines-of-code"}
    without_bare = Measured(applications()["flask"], result_of("flask", "speed"), None)
    assert [*measured_scores("Flask", without_bare)] == []


def test_a_case_that_the_bare_programs_were_not_compared_in_has_no_figure():
    relation = replace(bare().speed.values, cases={"json": ratio(2.0, 2.0, 2.0)})
    assert scores_of("Flask", "flask", result=result_of("flask", "speed"), relation=relation).keys() == {"throughput"}


def test_screens_have_no_speed_and_their_lines_are_not_compared_with_those_of_web_applications():
    found = scores_of("NiceGUI", "nicegui")
    assert found.keys() == FIGURES.keys() - {"throughput", "page-rendering", "lines-of-code"}


def test_few_and_disturbed_rounds_are_told():
    found = replace(FOOTPRINT, start=ratio(1.5, 1.4, 1.6, confidence=0.75, rounds=3, disturbed=1))
    result = replace(result_of("flask"), footprint=Part(run_of("flask", "footprint"), found))
    assert scores_of("Flask", "flask", result=result)["start-time"].reason == (
        "From its start to its first answer, the application takes 1.50 times as long as a program without a framework "
        "on the same machine (75% interval 1.40 to 1.60, 3 rounds, 1 of them disturbed by other work on the machine). "
        "Server: gunicorn. Python 3.13.0."
    )


def test_of_many_packages_some_are_named():
    found = replace(FOOTPRINT, plain=Installed(tuple(f"part-{number} 1.0" for number in range(11)), 20.0))
    result = replace(result_of("flask"), footprint=Part(run_of("flask", "footprint"), found))
    packages = scores_of("Flask", "flask", result=result)["packages"]
    assert packages.value == 11.0
    assert packages.reason.startswith("A plain install has 11 packages: part-0 1.0, part-1 1.0,")
    assert packages.reason.endswith("part-7 1.0 and 3 more (Python 3.13.0).")


@pytest.mark.parametrize(("figure", "shown"), [(42.4, 42), (9.96, 10.0), (8.34, 8.3), (0.26, 0.3), (123.5, 124)])
def test_figures_have_no_more_digits_than_they_are_worth(figure, shown):
    assert rounded(figure) == shown


@pytest.mark.parametrize(
    ("figure", "low", "high", "error"),
    [(42, 41, 44, 0.05), (1, 0.9, 1.1, 0.1), (5, 5, 5, 0.0), (1, 1, 9, 0.99), (42, 42.1, 42.3, 0.01), (0, 0, 1, 0.99)],
)
def test_the_relative_error_is_that_of_the_farther_end(figure, low, high, error):
    assert relative_error(figure, low, high) == error


@given(st.floats(0.3, 1000), st.floats(0, 1), st.floats(0, 0.9))
def test_a_shown_figure_with_its_error_holds_the_interval_and_no_smaller_error_does(ratio, below, above):
    figure, low, high = rounded(ratio), ratio * (1 - below), ratio * (1 + above)
    error = relative_error(figure, low, high)
    assert 0 <= error < 1
    if error < 0.99:
        assert figure * (1 - error) <= low * (1 + 1e-9)
        assert high <= figure * (1 + error) * (1 + 1e-9)
    smaller = error - 0.01
    if error < 0.99 and smaller >= 0:
        assert figure * (1 - smaller) > low * (1 - 1e-9) or high > figure * (1 + smaller) * (1 - 1e-9)


@given(st.lists(st.floats(0.05, 500), min_size=2, max_size=2))
def test_rounding_keeps_the_order(figures):
    low, high = sorted(figures)
    assert rounded(low) <= rounded(high)


def test_frameworks_without_a_difference_have_the_same_value():
    same = speed("wsgi", *[(0.4, 0.39, 0.41)] * 4)
    flask = replace(result_of("flask"), speed=Part(run_of("flask", "speed"), same))
    asgi = replace(same, interface="asgi", cases={case: ratio(0.2, 0.2, 0.2) for case in same.cases})
    fastapi = replace(result_of("fastapi"), speed=Part(run_of("fastapi", "speed"), asgi))
    values = [
        scores_of("A", slug, result=found)["page-rendering"].value
        for slug, found in (("flask", flask), ("fastapi", fastapi))
    ]
    assert values == [40.0, 40.0]
