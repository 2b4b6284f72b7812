from msgspec.structs import replace

from comparisons.applications.reading import applications
from comparisons.measurements.results import Measured
from comparisons.measurements.tables import (
    Answer,
    asked,
    beside,
    by_subject,
    found_of,
    measured_frameworks,
    speed_tables,
)
from lab.figures import Behaviour, Ratio, Speed
from lab.probes.listing import Outcome, cannot_be_run, does_not_apply, seen
from lab.results import Part, Result, Run
from tests.catalogues import framework, small_catalogue

RUN = Run("2026-11-30T12:00:00+00:00", "1.0", "3.13.0", "digest", {"cores": "2"}, "make lab", 1.0)
# The bare ASGI program is twice as fast as the bare WSGI program.
BARE = Speed("asgi", {"json": Ratio("", 2.0, 2.0, 2.0, 0.96, (2.0,), (1.0,))})


def measured(slug, speed=None, **outcomes):
    """The result of an application of the lab, with a ratio and its interval for JSON, and outcomes of probes."""
    parts = {}
    if speed:
        parts["speed"] = Part(RUN, Speed(applications()[slug].described.interface, {"json": ratio(*speed)}))
    if outcomes:
        by_slug = {name.replace("_", "-"): outcome for name, outcome in outcomes.items()}
        parts["behaviour"] = Part(RUN, Behaviour(by_slug))
    return Measured(applications()[slug], Result(slug, **parts), BARE)


def ratio(middle, low, high):
    return Ratio("requests", middle, low, high, 0.96, (middle,), (1.0,))


def pairs(**found):
    return [(framework(slug), own) for slug, own in found.items()]


def test_speeds_are_converted_to_one_bare_program_and_ranked_with_shared_places():
    found = speed_tables(
        pairs(
            flask=measured("flask", (0.5, 0.4, 0.6)),
            bottle=measured("bottle", (0.9, 0.8, 1.0)),
            starlette=measured("starlette", (0.4, 0.35, 0.5)),
        )
    )
    (table,) = found
    assert table.slug == "json"
    rates = [(one.framework.slug, one.place, one.is_shared, one.percent, one.low, one.high) for one in table.rates]
    assert rates == [
        ("bottle", 1, True, 90, 80, 100),
        ("starlette", 1, True, 80, 70, 100),
        ("flask", 3, False, 50, 40, 60),
    ]


def test_bars_are_lengths_of_the_highest_end():
    (table,) = speed_tables(pairs(flask=measured("flask", (0.5, 0.4, 0.6)), bottle=measured("bottle", (0.9, 0.8, 1.2))))
    assert [(one.start, one.middle, one.end) for one in table.rates] == [(66.67, 75.0, 100.0), (33.33, 41.67, 50.0)]


def test_a_framework_without_a_case_has_no_row():
    assert speed_tables(pairs(flask=measured("flask"))) == []


def test_answers_are_grouped_the_most_frequent_first():
    found = asked(
        pairs(
            flask=measured("flask", csrf_by_default=seen(False)),
            django=measured("django", csrf_by_default=seen(True)),
            bottle=measured("bottle", csrf_by_default=seen(False)),
            streamlit=measured("streamlit", csrf_by_default=does_not_apply("a question of another kind")),
        )
    )
    (one,) = found
    names = [(answer.words, [each.slug for each in answer.frameworks]) for answer in one.answers]
    assert names == [("no", ["flask", "bottle"]), ("yes", ["django"])]
    assert [each.slug for each in one.not_asked] == ["streamlit"]
    assert isinstance(one.answers[0], Answer)


def test_what_could_not_be_run_is_an_answer_that_was_not_seen():
    (one,) = found_of(measured("flask", csrf_by_default=cannot_be_run("no answer")))
    assert (one.answer, one.detail, one.is_seen) == ("cannot be run", "no answer", False)


def test_only_answers_that_were_seen_differ():
    rows = beside(
        [
            measured("flask", csrf_by_default=seen(False), head=seen(200), options=does_not_apply("why")),
            measured("django", csrf_by_default=seen(True), head=cannot_be_run("why"), options=does_not_apply("why")),
        ]
    )
    assert [(row.probe.slug, row.differs) for row in rows] == [("csrf-by-default", True), ("head", False)]


def test_a_probe_that_was_not_run_somewhere_stays_empty_there():
    (row,) = beside([measured("flask", head=Outcome("seen", 200)), measured("django")])
    assert [one and one.answer for one in row.found] == ["200", None]


def test_probes_stand_under_the_first_criterion_that_the_catalogue_has(shipped):
    found = found_of(measured("flask", escapes_markup=seen(True), csrf_by_default=seen(False)))
    subjects = [(slug, name, [one.probe.slug for one in own]) for slug, name, own in by_subject(shipped, found)]
    names = shipped.criterion_by_slug
    assert subjects == [
        ("html-support", names["html-support"].name, ["escapes-markup"]),
        ("security", names["security"].name, ["csrf-by-default"]),
    ]
    without = by_subject(small_catalogue(), found)
    assert [(slug, name, len(own)) for slug, name, own in without] == [("", "Others", 2)]


def test_a_renamed_framework_keeps_its_result(shipped):
    flask = replace(shipped.framework_by_slug["flask"], slug="flask-web", aliases=("flask",))
    renamed = replace(shipped, frameworks=(flask,))
    own = measured("flask")
    assert measured_frameworks(renamed, {"flask": own}) == [(flask, own)]
