"""What probes say about editors' scores."""

import pytest
from msgspec.structs import replace

from comparisons.applications.reading import applications
from comparisons.measurements.probes import (
    RULES,
    Contradiction,
    answer_in_words,
    contradictions,
    probes,
    supported_criteria,
)
from comparisons.measurements.results import Measured
from lab.figures import Behaviour
from lab.probes.listing import cannot_be_run, does_not_apply, seen
from lab.results import Part
from tests.catalogues import framework, score
from tests.lab.results import result_of, run_of


def measured(slug="flask", **outcomes):
    behaviour = Behaviour({name.replace("_", "-"): outcome for name, outcome in outcomes.items()})
    result = replace(result_of(slug), behaviour=Part(run_of(slug, "behaviour"), behaviour))
    return Measured(applications()[slug], result, None)


def test_a_score_above_what_a_probe_allows_is_contradicted():
    flask = framework("flask", score("security", 8.0), score("testing", 9.0))
    assert [*contradictions(flask, measured(csrf_by_default=seen(False, "status 200"), test_client=seen(True)))] == [
        Contradiction(
            framework=flask,
            score=flask.score_by_criterion["security"],
            question="Is a form that another site sends refused, by default?",
            answer="no",
            because="a form from another site is taken",
            bound="at most 7",
        )
    ]


def test_a_score_below_what_a_probe_demands_is_contradicted():
    flask = framework("flask", score("testing", 3.0))
    found = [(one.answer, one.bound) for one in contradictions(flask, measured(test_client=seen(True)))]
    assert found == [("yes", "at least 4")]


@pytest.mark.parametrize(
    ("probe", "outcome", "criterion", "value", "is_contradicted"),
    [
        ("csrf-by-default", seen(False), "security", 7.0, False),
        ("csrf-by-default", seen(False), "security", 7.5, True),
        ("csrf-by-default", seen(True), "security", 4.5, True),
        ("csrf-by-default", does_not_apply("It has no forms."), "security", 10.0, False),
        ("csrf-by-default", cannot_be_run("It ended."), "security", 10.0, False),
        ("openapi-version", seen("none"), "api", 8.0, True),
        ("openapi-version", seen("3.1.0"), "api", 8.0, False),
        ("openapi-version", seen("3.1.0"), "api", 4.0, True),
        ("openapi-version", does_not_apply("No API."), "api", 0.0, False),
        ("validation-status", does_not_apply("None."), "api", 8.0, True),
        ("validation-status", seen(422), "api", 8.0, False),
        ("malformed-json", seen(500), "api", 8.0, True),
        ("malformed-json", seen(400), "api", 8.0, False),
        ("test-client", seen(False), "testing", 8.0, False),
        ("test-client", seen(False), "testing", 9.0, True),
    ],
)
def test_rules_read_outcomes(probe, outcome, criterion, value, is_contradicted):
    one = framework("flask", score(criterion, value))
    assert bool([*contradictions(one, measured(**{probe: outcome}))]) == is_contradicted


def test_unknown_scores_and_kinds_are_not_contradicted():
    nothing = framework("flask", score("security", "a-kind"))
    assert [*contradictions(framework("flask"), measured(csrf_by_default=seen(False)))] == []
    assert [*contradictions(nothing, measured(csrf_by_default=seen(False)))] == []


def test_a_result_without_behaviour_says_nothing():
    flask = framework("flask", score("security", 10.0))
    without = Measured(applications()["flask"], result_of("flask", "effort"), None)
    assert [*contradictions(flask, without)] == supported_criteria(flask, without) == []


def test_questions_for_web_frameworks_say_nothing_of_screens():
    nicegui = framework("nicegui", score("security", 10.0))
    assert [*contradictions(nicegui, measured("nicegui", csrf_by_default=seen(False)))] == []


def test_a_criterion_is_supported_if_a_probe_bears_on_it_and_none_contradicts_the_score():
    flask = framework("flask", score("security", 8.0), score("testing", 9.0), score("typing", 9.0))
    found = measured(csrf_by_default=seen(False), host_checked=seen(False), test_client=seen(True))
    assert supported_criteria(flask, found) == ["testing"]
    lower = framework("flask", score("security", 7.0), score("testing", 9.0))
    assert supported_criteria(lower, found) == ["security", "testing"]


@pytest.mark.parametrize(
    ("probe", "outcome", "words"),
    [
        ("csrf-by-default", seen(True), "yes"),
        ("csrf-by-default", seen(False), "no"),
        ("csrf-by-default", does_not_apply("It has no forms."), "does not apply"),
        ("csrf-by-default", cannot_be_run("It ended."), "cannot be run"),
        ("session-same-site", seen("Lax"), "Lax"),
        ("body-limit", seen(1_048_576), "1,048,576 bytes"),
        ("body-limit", seen(67_108_864, at_least=True), "67,108,864 bytes or more"),
        ("validation-status", seen(422), "422"),
        ("stop-busy", seen(1.6), "1.6 seconds"),
        ("plain-functions", seen(1), "1 view"),
        ("security-headers", seen(0), "0 headers"),
    ],
)
def test_answers_in_words(probe, outcome, words):
    assert answer_in_words(probes()[probe], outcome) == words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.probe}-{rule.found.__name__}-{rule.criterion}")
def test_a_rule_names_a_probe_that_bears_on_its_criterion_and_has_one_bound(rule, shipped):
    assert rule.criterion in probes()[rule.probe].criteria
    assert rule.criterion in shipped.criterion_by_slug
    assert (rule.at_least > 0) != (rule.at_most < 10)
    assert not rule.because.endswith(".")
