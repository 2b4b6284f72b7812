"""The tools of the audit are pinned and can be installed from any mirror."""

import json

from audit.tools import home, install, with_addresses


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


def test_the_lock_is_given_the_addresses_of_the_registry_in_use():
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"license": "UNLICENSED"},
            "node_modules/axe-core": {"version": "4.14.1", "integrity": "sha512-a"},
            "node_modules/@a/b/node_modules/@c/d": {"version": "1.0.0", "integrity": "sha512-b"},
        },
    }
    assert with_addresses(lock, "https://mirror.example/npm") == {
        "lockfileVersion": 3,
        "packages": {
            "": {"license": "UNLICENSED"},
            "node_modules/axe-core": {
                "version": "4.14.1",
                "integrity": "sha512-a",
                "resolved": "https://mirror.example/npm/axe-core/-/axe-core-4.14.1.tgz",
            },
            "node_modules/@a/b/node_modules/@c/d": {
                "version": "1.0.0",
                "integrity": "sha512-b",
                "resolved": "https://mirror.example/npm/@c/d/-/d-1.0.0.tgz",
            },
        },
    }


def test_tools_that_are_there_are_not_installed_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    home().mkdir(parents=True)
    install()  # without npm, and at once
    assert list((tmp_path / "framework-advisor").iterdir()) == [home()]


def test_another_lock_has_another_place(tmp_path, monkeypatch):
    first = home()
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr("audit.tools.HERE", tmp_path)
    assert home() != first
