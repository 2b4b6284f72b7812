"""The list of behaviour probes, the programs that they run against, and the outcomes, without running any framework."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from lab.application import slugs
from lab.probes import answers, behaviour, results
from lab.probes.lifetime import overlap, readable
from lab.probes.limits import largest
from lab.probes.listing import Outcome, cannot_be_run, does_not_apply, read_probes, seen
from lab.probes.program import PROGRAMS, Settings, known_programs, read_settings

PROBES = read_probes()
CRITERIA = Path("comparisons/files/data/criteria.toml")
REQUIREMENTS = Path("lab/probes/requirements")
ADDRESSES = {
    "/": "GET",
    "/json": "POST",
    "/form": "POST",
    "/upload": "POST",
    "/plain-form": "POST",
    "/cookie": "GET",
    "/error": "GET",
    "/query": "GET",
    "/stream": "GET",
    "/wait": "GET",
    "/text": "GET",
    "/large": "GET",
    "/dict": "GET",
}


def web_programs():
    return [one for one in map(read_settings, known_programs()) if one.specification == "web"]


def test_there_are_at_least_44_probes_each_once():
    names = [probe.slug for probe in PROBES]
    assert len(names) == len(set(names)) >= 44


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.slug)
def test_a_probe_is_well_formed(probe):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", probe.slug)
    assert probe.question.endswith("?")
    assert probe.how.endswith(".")
    assert bool(probe.unit) == (probe.kind == "figure")
    assert probe.criteria


def test_probes_bear_on_criteria_of_the_catalogue():
    known = {entry["slug"] for entry in tomllib.loads(CRITERIA.read_text())["criteria"]}
    assert {name for probe in PROBES for name in probe.criteria} <= known


def test_every_probe_has_its_code_and_no_code_is_without_a_probe():
    coded = {*behaviour.RUNNING, *behaviour.STARTING, "strict-application"}
    assert coded == {probe.slug for probe in PROBES}
    assert not set(behaviour.RUNNING) & set(behaviour.STARTING)


def test_every_framework_of_the_catalogue_has_a_program():
    catalogue = {path.stem for path in Path("comparisons/files/data/frameworks").glob("*.toml")}
    assert set(known_programs()) <= catalogue
    assert set(slugs()) <= catalogue


@pytest.mark.parametrize("slug", known_programs())
def test_a_program_gives_reasons_for_known_probes_only(slug: str):
    settings = read_settings(slug)
    told = {**settings.cannot, **settings.unrun}
    assert set(told) <= {probe.slug for probe in PROBES}
    assert all(reason.endswith(".") for reason in told.values())


@pytest.mark.parametrize("slug", known_programs())
def test_the_requirements_of_a_program_are_pinned_with_hashes(slug: str):
    settings = read_settings(slug)
    for name in (slug, f"{slug}-plain"):
        text = (REQUIREMENTS / f"{name}.txt").read_text()
        assert re.search(rf"^{slug}(\[\S+\])?=={re.escape(settings.release)} ", text, re.MULTILINE)
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=")


@pytest.mark.parametrize("settings", web_programs(), ids=lambda settings: settings.slug)
def test_a_web_program_has_the_addresses_that_are_asked_for(settings: Settings):
    source = (PROGRAMS / f"{settings.slug}.py").read_text()
    ast.parse(source)
    paths = set(re.findall(r"[\"'](/?[a-z-]*)[\"']", source))
    missing = {path for path in ADDRESSES if path not in paths and path.removeprefix("/") not in paths}
    assert not missing


@pytest.mark.parametrize("path", sorted(results.RESULTS.glob("*-behaviour.json")), ids=lambda path: path.stem)
def test_outcomes_are_of_the_kind_that_the_list_says(path: Path):
    found = results.read(path.stem.removesuffix("-behaviour"))
    assert found is not None
    kinds = {probe.slug: probe.kind for probe in PROBES}
    for slug, outcome in found.outcomes.items():
        assert fits(outcome, kinds[slug]), slug


def fits(outcome: Outcome, kind: str):
    if outcome.state != "seen":
        return outcome.value is None and bool(outcome.detail)
    if kind == "yes-no":
        return isinstance(outcome.value, bool)
    if kind == "figure":
        return isinstance(outcome.value, int | float) and not isinstance(outcome.value, bool)
    return isinstance(outcome.value, str) and bool(outcome.value)


def test_outcomes_are_written_whole_and_read_back(tmp_path: Path):
    outcomes = {"head": seen(200), "options": does_not_apply("none."), "http2": cannot_be_run("it ended")}
    written = results.Behaviour("flask", "3.1.3", "3.13.0", "2026-11-30", "Linux x86_64", "python -m …", outcomes)
    results.write(written, tmp_path)
    assert results.read("flask", tmp_path) == written
    assert [path.name for path in tmp_path.iterdir()] == ["flask-behaviour.json"]


def test_a_run_of_some_probes_keeps_the_outcomes_of_the_others():
    before = results.Behaviour(
        "flask", "3.1.3", "3.13.0", "2026-11-29", "", "", {"head": seen(200), "http2": seen(True)}
    )
    now = results.Behaviour("flask", "3.1.3", "3.13.0", "2026-11-30", "", "", {"http2": seen(False)})
    assert results.merged(before, now).outcomes == {"head": seen(200), "http2": seen(False)}


def test_a_run_of_another_release_keeps_nothing():
    before = results.Behaviour("flask", "3.1.2", "3.13.0", "2026-11-29", "", "", {"head": seen(200)})
    now = results.Behaviour("flask", "3.1.3", "3.13.0", "2026-11-30", "", "", {"http2": seen(False)})
    assert results.merged(before, now) == now


def test_a_limit_is_found_to_the_byte():
    found = largest(0, 1 << 20, lambda port, size: "status 413" if size > 102_400 else "")
    assert found == seen(102_400, "one more: status 413")


def test_a_limit_that_is_not_met_is_a_bound():
    assert largest(0, 1 << 20, lambda port, size: "") == seen(1 << 20, "no limit met", at_least=True)


def test_what_is_refused_even_when_small_has_no_limit():
    assert largest(0, 1 << 20, lambda port, size: "status 500").state == "cannot be run"


def test_how_many_views_ran_at_once():
    assert overlap([(0, 2), (1, 3), (2, 4)]) == 2
    assert overlap([(0, 1), (1, 2)]) == 1


def test_addresses_are_read_as_the_kernel_writes_them():
    assert readable("0100007F") == "127.0.0.1"
    assert readable("00000000000000000000000001000000") == "::1"


def test_a_cookie_is_told_without_its_value_and_its_date():
    cookie = "session=abc; expires=Mon, 30 Nov 2026 00:00:00 GMT; HttpOnly; Path=/"
    assert answers.attributes(cookie) == "session=…; HttpOnly; Path=/"
