"""The list of behaviour probes, the programs that they run against, and the outcomes, without running any framework."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from lab.application import slugs
from lab.probes import answers, behaviour
from lab.probes.__main__ import line
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


@pytest.mark.parametrize(
    ("outcome", "printed"),
    [
        (seen(200), "200"),
        (seen(102_400, "one more: status 413", at_least=True), "at least 102400 (one more: status 413)"),
        (does_not_apply("none."), "does not apply (none.)"),
        (cannot_be_run("it ended"), "cannot be run (it ended)"),
    ],
)
def test_outcomes_are_printed_in_a_line(outcome: Outcome, printed: str):
    assert line(PROBES[0], outcome).split(maxsplit=1)[1].strip() == printed


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
