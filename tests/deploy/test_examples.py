"""The examples for one machine are accepted by the programs that read them, where these are installed."""

import re
import shutil
import subprocess

import pytest
import yaml

from advisor.environment import NAMES


@pytest.fixture(scope="module")
def examples(project):
    return project / "deploy" / "examples"


def needs(program):
    if shutil.which(program) is None:
        pytest.skip(f"no {program} is installed")


def test_units_set_only_settings_that_exist(examples):
    for unit in examples.glob("*.service"):
        names = re.findall(r"\b([A-Z][A-Z_]+)=", " ".join(re.findall(r"^Environment=(.*)$", unit.read_text(), re.M)))
        assert set(names) - NAMES - {"MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"} == set()


def test_systemd_accepts_the_units(examples):
    needs("systemd-analyze")
    units = sorted(examples.glob("advisor*"))
    said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True).stderr
    # The programs are on the machine that they are for.
    assert [line for line in said.splitlines() if line.startswith("advisor") and "is not executable" not in line] == []


def test_caddy_accepts_its_example(examples):
    needs("caddy")
    subprocess.run(
        ["caddy", "validate", "--config", examples / "Caddyfile", "--adapter", "caddyfile"],
        check=True,
        capture_output=True,
    )


def test_nginx_accepts_its_example(examples, tmp_path):
    needs("nginx")
    needs("openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]  # noqa: RUF005
        + ["-subj", "/CN=advisor.example"],
        check=True,
        capture_output=True,
    )
    text = (examples / "nginx.conf").read_text()
    text = re.sub(r"/etc/letsencrypt\S+/fullchain.pem", str(certificate), text)
    text = re.sub(r"/etc/letsencrypt\S+/privkey.pem", str(key), text)
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid; events {{}} http {{ {text} }}")
    said = subprocess.run(["nginx", "-t", "-c", main, "-e", "stderr"], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


def test_traefik_hides_what_is_for_operators(examples):
    router = yaml.safe_load((examples / "traefik.yml").read_text())["http"]["routers"]["advisor"]
    assert re.findall(r"!Path\(`(\S+)`\)", router["rule"]) == ["/metrics", "/readyz", "/readyz/visitors"]
