"""The tools of the audit are pinned and can be installed from any mirror."""

import json


def test_the_lock_file_names_no_registry(project):
    packages = json.loads((project / "audit/package-lock.json").read_text())["packages"]
    assert len(packages) > 100
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert "integrity" in package or name == "", name


def test_the_tools_have_exact_versions(project):
    wanted = json.loads((project / "audit/package.json").read_text())["dependencies"]
    packages = json.loads((project / "audit/package-lock.json").read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
