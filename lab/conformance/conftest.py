"""Starts the application that --application names once, and selects the tests that it has to pass."""

import json
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from lab.application import Application, read
from lab.environment import environment
from lab.running import Server, running

_APPLICATION = pytest.StashKey[Application]()
_OUTCOMES = pytest.StashKey[list[dict[str, str]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--application", metavar="SLUG", help="the application in lab/apps to test")
    parser.addoption("--outcomes", metavar="FILE", help="write what every test found to this file, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(part): runs unless app.toml names the part under [cannot]")
    config.addinivalue_line("markers", "without(part): runs if app.toml names the part under [cannot]")
    config.stash[_APPLICATION] = read(config.getoption("--application"))
    config.stash[_OUTCOMES] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests of the other specification, skip what the application cannot, and test that it is absent."""
    application = config.stash[_APPLICATION]
    others = [item for item in items if _is_for_others(item, application)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
    for item in items:
        for part in _parts(item, "needs"):
            if part in application.cannot:
                item.add_marker(pytest.mark.skip(reason=f"{part}: {application.cannot[part]}"))


def _is_for_others(item: pytest.Item, application: Application) -> bool:
    if item.path.stem != f"test_{application.specification}":
        return True
    return any(part not in application.cannot for part in _parts(item, "without"))


def _parts(item: pytest.Item, marker: str) -> list[str]:
    return [mark.args[0] for mark in item.iter_markers(marker)]


@pytest.fixture(scope="session")
def application(pytestconfig: pytest.Config) -> Application:
    return pytestconfig.stash[_APPLICATION]


@pytest.fixture(scope="session")
def server(application: Application) -> Iterator[Server]:
    """Serve the application, in two processes where it can, for all tests."""
    with running(application, environment(application)) as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" or report.outcome != "passed":
        outcome = "cannot" if report.outcome == "skipped" else report.outcome
        told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr or "")
        item.config.stash[_OUTCOMES].append({"test": sentence(item), "outcome": outcome, "told": told[-2000:]})
    return report


def sentence(item: pytest.Item) -> str:
    """Return the name of a test as a sentence."""
    name, _, case = item.name.removeprefix("test_").partition("[")
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:] + (f": {case.removesuffix(']')}" if case else "")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if file := session.config.getoption("--outcomes"):
        Path(file).write_text(json.dumps(session.config.stash[_OUTCOMES], indent=2), encoding="utf-8")
