import random
import statistics
from collections import Counter
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.robustness import deciding_unknowns
from advisor.advice.scenarios import answers_of
from advisor.editorial.evidence import SEVERITY, findings
from advisor.editorial.finding import Finding, Kind
from comparisons.catalogue.value import Catalogue, Confidence
from comparisons.measurements.results import Measured, shipped_results
from comparisons.performance import table_of
from tests.catalogues import changed, framework, score, small_catalogue, with_score
from tests.comparisons.measurements.catalogues import catalogue_of_lab

SMALL = small_catalogue()
NOTHING: dict[str, Measured] = {}
TODAY = max(s.reviewed_on for f in SMALL.frameworks for s in f.scores)


def of_kind(catalogue, kind, as_of=TODAY, measured=NOTHING):
    return [finding for finding in findings(catalogue, as_of, measured) if finding.kind is kind]


def changed_score(catalogue, owner, criterion, **fields):
    return with_score(catalogue, owner, criterion, **fields)


def test_findings_are_ordered_by_importance(shipped):
    matters = [finding.matters for finding in findings(shipped, date(2026, 11, 22), NOTHING)]
    assert matters == sorted(matters, reverse=True)
    assert matters[0] > 0


def test_every_unknown_score_is_found(shipped):
    unknown = {(f.framework, f.criterion): f for f in of_kind(shipped, Kind.UNKNOWN)}
    known = {(f.slug, s.criterion) for f in shipped.published_frameworks for s in f.scores}
    all_answers = {(f.slug, c.slug) for f in shipped.published_frameworks for c in shipped.criteria_in_use}
    assert set(unknown) == all_answers - known
    found = of_kind(SMALL, Kind.UNKNOWN)
    assert [(f.framework, f.criterion) for f in found] == [("birch", "admin")]


def test_deciding_unknowns_are_the_same_as_on_result_pages(shipped):
    for catalogue in (SMALL, shipped):
        all_answers = [recommend(catalogue, answers_of(scenario)) for scenario in catalogue.scenarios_in_use]
        could = Counter((u.framework, u.criterion) for one in all_answers for u in deciding_unknowns(one))
        share = {key: round(20 * times / len(all_answers)) for key, times in could.items()}
        found = {(f.framework, f.criterion): f.of_20 for f in of_kind(catalogue, Kind.UNKNOWN) if f.of_20}
        assert found == {key: of_20 for key, of_20 in share.items() if of_20}


def test_scenarios_set_aside_say_nothing_of_what_matters():
    aside = changed(SMALL, "scenarios", "shop", aside=True)
    without_it = replace(SMALL, scenarios=tuple(s for s in SMALL.scenarios if s.slug != "shop"))
    found = [findings(catalogue, TODAY, NOTHING) for catalogue in (aside, without_it, SMALL)]
    assert found[0] == found[1] != found[2]


def test_low_confidence_and_a_missing_source_are_found():
    catalogue = changed_score(SMALL, "alder", "speed", confidence=Confidence.LOW, sources=())
    assert {(f.framework, f.criterion) for f in of_kind(catalogue, Kind.UNSURE)} >= {("alder", "speed")}
    assert {(f.framework, f.criterion) for f in of_kind(catalogue, Kind.UNSOURCED)} >= {("alder", "speed")}


def test_reviews_are_due_after_the_period_of_the_criterion():
    short = changed(SMALL, "criteria", "admin", review_months=1)
    later = date(TODAY.year + (TODAY.month > 9), (TODAY.month + 2) % 12 + 1, 1)
    due = {f.criterion for f in of_kind(short, Kind.REVIEW_DUE, later)}
    assert "admin" in due
    assert {f.criterion for f in of_kind(short, Kind.REVIEW_DUE)} == set()


def test_claims_without_a_verdict_are_found():
    claim = replace(SMALL.claims[0], verdict=None)
    catalogue = replace(SMALL, claims=(claim,))
    assert [f.claim for f in of_kind(catalogue, Kind.UNCHECKED)] == [claim.slug]


def test_correlated_criteria_are_found_once():
    frameworks = tuple(
        framework(f"oak-{n}", score("admin", float(n)), score("speed", 100.0 * n), score("packages", 50.0))
        for n in range(1, 8)
    )
    found = of_kind(replace(SMALL, frameworks=frameworks, claims=(), scenarios=()), Kind.ALIKE)
    assert [(f.criterion, f.other, f.words) for f in found] == [
        ("admin", "speed", "Their scores correlate at 1.00. Do they measure the same thing?")
    ]
    few = replace(SMALL, frameworks=frameworks[:5], claims=(), scenarios=())
    assert of_kind(few, Kind.ALIKE) == []


@pytest.mark.parametrize("catalogue", [Catalogue(), replace(SMALL, scenarios=()), replace(SMALL, frameworks=())])
def test_incomplete_catalogues_have_findings_too(catalogue):
    catalogue = replace(catalogue, claims=())
    assert isinstance(findings(catalogue, TODAY, NOTHING), tuple)


@pytest.mark.parametrize("seed", range(5))
def test_correlated_criteria_are_found_with_unknown_scores(seed):
    draw = random.Random(seed)
    rows = [{c: draw.gauss(5, 1) for c in ("admin", "speed", "packages")} for _ in range(12)]
    frameworks = tuple(
        framework(f"oak-{n}", *(score(c, _mixed(c, row)) for c in row if draw.random() < 0.8))
        for n, row in enumerate(rows)
    )
    catalogue = replace(SMALL, frameworks=frameworks, claims=(), scenarios=())
    table = table_of(catalogue)
    values = np.where(table.known, table.arrays[1], np.nan)
    alike = {
        (table.criteria[one], table.criteria[other])
        for one, other in combinations(range(len(table.criteria)), 2)
        if pearson(values[:, one], values[:, other]) > 0.8
    }
    assert {(f.criterion, f.other) for f in of_kind(catalogue, Kind.ALIKE)} == alike


def _mixed(criterion, row):
    """Return a score that roughly follows that of admin."""
    own = min(max(row["admin"] + (row[criterion] - 5) / 4, 0.0), 10.0)
    return {"admin": own, "speed": own * 100, "packages": 100 - 9 * own}[criterion]


def pearson(one, other):
    both = ~np.isnan(one) & ~np.isnan(other)
    return statistics.correlation(one[both].tolist(), other[both].tolist()) if both.sum() >= 6 else 0.0


def test_every_kind_has_a_severity():
    assert set(SEVERITY) == set(Kind)
    assert Finding(kind=Kind.UNKNOWN, criterion="admin", matters=0.1).framework == ""


def contradicted(catalogue):
    found = of_kind(catalogue, Kind.CONTRADICTED, measured=shipped_results())
    return [(f.framework, f.criterion, [(one.answer, one.bound) for one in f.contradictions]) for f in found]


def test_scores_that_a_probe_contradicts_are_found(lab_results):
    assert contradicted(catalogue_of_lab()) == [
        ("fastapi", "security", [("no", "at most 7")]),
        ("fastapi", "api", [("none", "at most 7"), ("does not apply", "at most 7")]),
        ("flask", "security", [("no", "at most 7")]),
    ]


def test_scores_of_drafts_and_on_retired_criteria_are_left_alone_by_probes(lab_results):
    catalogue = changed(catalogue_of_lab(), "frameworks", "flask", status="draft")
    catalogue = changed(catalogue, "criteria", "api", retired=True)
    assert contradicted(catalogue) == [("fastapi", "security", [("no", "at most 7")])]


def test_a_contradiction_matters_as_much_as_its_criterion(lab_results):
    weighed = replace(catalogue_of_lab(), scenarios=())
    found = of_kind(weighed, Kind.CONTRADICTED, measured=shipped_results())
    assert {f.matters for f in found} == {1 / len(weighed.rated_criteria)}
