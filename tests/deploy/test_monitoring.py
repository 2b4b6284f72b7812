"""The rules and the dashboard name metrics that exist, and the rules fire when they should."""

import json
import re
import shutil
import subprocess

import pytest
import yaml
from prometheus_client import REGISTRY

from advisor.operations import metrics  # noqa: F401, its import registers them
from advisor.operations.readings import Readings

# Suffixes of samples, beside the names of gauges.
SUFFIXES = ("", "_total", "_bucket", "_count", "_sum")


@pytest.fixture(scope="module")
def monitoring(project):
    return project / "deploy" / "monitoring"


@pytest.fixture
def known(transactional_db):
    families = [family.name for family in REGISTRY.collect()] + [family.name for family in Readings().collect()]
    return {name + suffix for name in families for suffix in SUFFIXES}


def metrics_in(text):
    return set(re.findall(r"\badvisor_\w+", text))


@pytest.mark.parametrize("name", ["rules.yml", "rules_test.yml", "dashboard.json"])
def test_every_metric_that_is_named_exists(monitoring, known, name):
    assert metrics_in((monitoring / name).read_text()) - known == set()


def test_every_alert_says_what_is_wrong_and_what_to_do_and_is_tested(monitoring):
    [group] = yaml.safe_load((monitoring / "rules.yml").read_text())["groups"]
    tests = yaml.safe_load((monitoring / "rules_test.yml").read_text())["tests"]
    for rule in group["rules"]:
        assert set(rule["annotations"]) == {"summary", "action"}
        assert rule["labels"]["severity"] in ("page", "ticket")
    quiet = {case["alertname"] for case in tests[0]["alert_rule_test"]}
    assert quiet == {rule["alert"] for rule in group["rules"]}


def test_every_panel_of_the_dashboard_has_a_title_and_a_query(monitoring):
    board = json.loads((monitoring / "dashboard.json").read_text())
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in board["panels"]:
        assert panel["title"]
        assert all(metrics_in(target["expr"]) for target in panel["targets"])


@pytest.mark.parametrize(
    "command", [("check", "config", "prometheus.yml"), ("test", "rules", "rules_test.yml")], ids=" ".join
)
def test_prometheus_accepts_them(monitoring, command):
    if shutil.which("promtool") is None:
        pytest.skip("no promtool is installed (Debian's package is prometheus)")
    *verbs, file = command
    subprocess.run(["promtool", *verbs, monitoring / file], check=True, capture_output=True)
