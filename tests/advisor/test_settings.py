import os
import re
import runpy
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from advisor.environment import NAMES, misspelt

LEAST = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "advisor.example"}


@pytest.fixture
def python(project):
    """Return a function that runs Python in the project with only these environment variables."""

    def run(*args, **variables):
        path = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        return subprocess.run(
            [sys.executable, *args],
            cwd=project,
            env=path | variables,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


@pytest.fixture
def settings_of(project):
    """Return the named settings under these variables and no others."""

    def read(*names, **variables):
        with patch.dict(os.environ, LEAST | variables, clear=True):
            found = runpy.run_path(str(project / "advisor" / "settings.py"))
        return {name: found[name] for name in names}

    return read


REFUSED = {
    "no key": ({"SECRET_KEY": ""}, "SECRET_KEY is missing: set it to a long random string"),
    "blank key": ({"SECRET_KEY": "  "}, "SECRET_KEY is missing: set it to a long random string"),
    "short key": ({"SECRET_KEY": "k" * 31}, "SECRET_KEY has 31 characters: set it to a random string of 32 or more."),
    "hsts maybe": ({"HSTS": "on"}, "HSTS is 'on': set it to one of host, off, subdomains, preload."),
    "no file with a key": ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/gone"}, "SECRET_KEY_FILE cannot be read: "),
    "empty file": ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/dev/null"}, "SECRET_KEY_FILE is empty: "),
    "no file with a database": ({"DATABASE_URL_FILE": "/gone"}, "DATABASE_URL_FILE cannot be read: "),
    "no hosts": ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing: set it to the names the site answers to"),
    "only a comma": ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is missing: set it to the names the site answers to"),
    "debug maybe": ({"DEBUG": "maybe"}, "DEBUG is 'maybe': set it to on or off"),
    "https maybe": ({"HTTPS": "yes please"}, "HTTPS is 'yes please': set it to on or off"),
    "proxy maybe": ({"TRUSTED_PROXY": "2"}, "TRUSTED_PROXY is '2': set it to on or off"),
    "second factor maybe": ({"SECOND_FACTOR": "on"}, "SECOND_FACTOR is 'on': set it to one of optional, publishers"),
    "a network in words": ({"ADMIN_NETWORKS": "home"}, "ADMIN_NETWORKS cannot be read: 'home' does not appear to be"),
    "a host for a network": (
        {"ADMIN_NETWORKS": "192.0.2.1/24"},
        "ADMIN_NETWORKS cannot be read: 192.0.2.1/24 has host",
    ),
    "a rate in words": ({"ADVICE_RATE": "many"}, "ADVICE_RATE is 'many': set it to a number, 0 or more."),
    "logs in verse": ({"LOG_FORMAT": "verse"}, "LOG_FORMAT is 'verse': set it to one of json, plain"),
    "numbers on a port": ({"METRICS_ON": "9100"}, "METRICS_ON is '9100': set it to an address and a port"),
    "numbers nowhere": ({"METRICS_ON": "127.0.0.1:0"}, "METRICS_ON is '127.0.0.1:0': set it to an address and a port"),
    "a contact that is none": (
        {"SITE_CONTACT": "javascript:x"},
        "SITE_CONTACT is 'javascript:x': set it to an address",
    ),
    "counts maybe": ({"COUNT_CORRECTIONS": "perhaps"}, "COUNT_CORRECTIONS is 'perhaps': set it to on or off"),
    "loud": ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'LOUD': set it to one of DEBUG, INFO"),
    "admin at the root": ({"ADMIN_PATH": "/"}, "ADMIN_PATH is '/', where the public pages are"),
    "a host with its scheme": (
        {"ALLOWED_HOSTS": "advisor.example, https://advisor.example"},
        "ALLOWED_HOSTS holds 'https://advisor.example': write names alone",
    ),
    "a host with its port": ({"ALLOWED_HOSTS": "localhost:8000"}, "ALLOWED_HOSTS holds 'localhost:8000': write names"),
    "a host with a path": ({"ALLOWED_HOSTS": "a.example/"}, "ALLOWED_HOSTS holds 'a.example/': write names alone"),
    "a star within": ({"ALLOWED_HOSTS": "*.a.example"}, "ALLOWED_HOSTS holds '*.a.example': write names alone"),
    "another database": ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL begins with 'mysql': set it to postgres://"),
    "no address": ({"DATABASE_URL": "database"}, "DATABASE_URL begins with 'database': set it to postgres://"),
    "no database": ({"DATABASE_URL": "postgres://u:p@host/"}, "DATABASE_URL names no database: add its name"),
    "a port in words": ({"DATABASE_URL": "postgres://u:hush@host:port/n"}, "DATABASE_URL cannot be read: write it as"),
}


@pytest.mark.parametrize(("variables", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_an_invalid_variable_prevents_the_start_and_is_named(settings_of, variables, message):
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_of(**variables)
    assert str(refused.value).startswith(message)
    assert "hush" not in "".join(traceback.format_exception(refused.value))


OF_THE_SERVER = {
    "a port in words": ({"PORT": "http"}, "PORT is 'http': set it to a whole number, 1 or more."),
    "no processes": ({"WORKERS": "0"}, "WORKERS is '0': set it to a whole number, 1 or more."),
    "one port for all": (
        {"METRICS_ON": "127.0.0.2:8000"},
        "METRICS_ON has the port of the site: give it one of its own.",
    ),
    "half a thread": ({"THREADS": "0.5"}, "THREADS is '0.5': set it to a whole number, 1 or more."),
}


@pytest.mark.parametrize(("variables", "message"), OF_THE_SERVER.values(), ids=OF_THE_SERVER.keys())
def test_an_invalid_server_variable_prevents_the_start(python, variables, message):
    started = python("-c", "import advisor.operations.server", **(LEAST | variables))
    assert started.returncode != 0
    assert f"ImproperlyConfigured: {message}" in started.stderr


def test_the_server_uses_its_variables(python):
    code = "import advisor.operations.server as s; print(s.bind, s.workers, s.threads)"
    variables = {"LISTEN_ON": "0.0.0.0", "PORT": "80", "METRICS_ON": "[::1]:9100", "WORKERS": "3", "THREADS": "5"}  # noqa: S104
    assert python("-c", code, **LEAST).stdout == "['127.0.0.1:8000'] 2 4\n"
    assert python("-c", code, **(LEAST | variables)).stdout == "['0.0.0.0:80', '[::1]:9100'] 3 5\n"


@pytest.mark.parametrize(
    "command", [("manage.py", "prepare"), ("-m", "gunicorn", "--config", "python:advisor.operations.server")]
)
def test_commands_and_the_server_refuse_bad_settings_with_one_sentence(python, command):
    started = python(*command, **(LEAST | {"HTTPS": "perhaps", "PORT": "1"}))
    assert started.returncode == 1
    lines = [
        line for line in started.stderr.splitlines() if '"level": "INFO"' not in line and '"level":"INFO"' not in line
    ]
    assert lines == ["HTTPS is 'perhaps': set it to on or off (or true, false, 1, 0)."]


@pytest.mark.parametrize(
    "host", ["advisor.example", ".advisor.example", "*", "127.0.0.1", "[::1]", "app", "a_b.example"]
)
def test_hosts_are_names_addresses_or_a_star(settings_of, host):
    assert settings_of("ALLOWED_HOSTS", ALLOWED_HOSTS=f"{host}, b.example") == {"ALLOWED_HOSTS": [host, "b.example"]}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("ALLOWED_HOST", "ALLOWED_HOSTS"),
        ("TRUSTED_PROXIES", "TRUSTED_PROXY"),
        ("SECRET_KEY_FALLBACK", "SECRET_KEY_FALLBACKS"),
        ("WORKER", "WORKERS"),
        ("HTTPS_PROXY", None),
        ("PATH", None),
        ("DATABASE_URL", None),
        ("GUNICORN_CMD_ARGS", None),
        ("LOGNAME", None),
    ],
)
def test_variables_that_look_like_settings_are_told(monkeypatch, name, meant):
    monkeypatch.setattr(os, "environ", LEAST | {name: "x"})
    assert misspelt() == ([f"{name} is no setting of this site. Did you mean {meant}?"] if meant else [])


def test_every_variable_that_is_read_is_known(project):
    sources = [project / "advisor" / name for name in ("settings.py", "environment.py", "operations/server.py")]
    text = "\n".join(source.read_text() for source in sources)
    readers = "text|words|switch|number|whole|address|one_of|networks|secret|contact"
    read = set(re.findall(rf"\b(?:{readers})\(\s*['\"](\w+)['\"]", text))
    assert read | {"SECRET_KEY_FILE", "DATABASE_URL_FILE"} == NAMES


def test_the_defaults_are_safe_for_production(settings_of, project):
    expected = {
        "DEBUG": False,
        "HTTPS": True,
        "ALLOWED_HOSTS": ["advisor.example"],
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": None,
        "ADMIN_PATH": "admin/",
        "ADMIN_NETWORKS": [],
        "TRUSTED_PROXY": False,
        "METRICS_ON": None,
        "SECOND_FACTOR": "optional",
        "STATE_DIR": project / "var",
    }
    assert settings_of(*expected) == expected


def test_without_https_no_setting_requires_it(settings_of):
    expected = {
        "SESSION_COOKIE_NAME": "sessionid",
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
    }
    assert settings_of(*expected, HTTPS="off") == expected


@pytest.mark.parametrize("word", ["on", "ON", "true", "1", " on "])
def test_switches_accept_several_words(settings_of, word):
    assert settings_of("DEBUG", DEBUG=word) == {"DEBUG": True}


def test_lists_are_separated_by_commas_and_stripped(settings_of):
    hosts = settings_of("ALLOWED_HOSTS", ALLOWED_HOSTS=" a.example, b.example ,,")
    assert hosts == {"ALLOWED_HOSTS": ["a.example", "b.example"]}


def test_a_key_may_be_in_a_file_and_contain_any_character(settings_of, tmp_path):
    key = "$HOME#'\"\\%s," + "k" * 32
    (tmp_path / "key").write_text(f"{key}\n")
    read = {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": []}
    assert settings_of(*read, SECRET_KEY="", SECRET_KEY_FILE=str(tmp_path / "key")) == read
    assert settings_of(*read, SECRET_KEY=key) == read


def test_former_keys_are_further_lines_of_the_file_or_in_a_variable(settings_of, tmp_path):
    new, old, older = "n" * 32, "o" * 32, "short"
    (tmp_path / "key").write_text(f"{new}\n\n {old} \n")
    found = settings_of(
        "SECRET_KEY",
        "SECRET_KEY_FALLBACKS",
        SECRET_KEY="",
        SECRET_KEY_FILE=str(tmp_path / "key"),
        SECRET_KEY_FALLBACKS=older,
    )
    assert found == {"SECRET_KEY": new, "SECRET_KEY_FALLBACKS": [old, older]}


@pytest.mark.parametrize(
    ("hsts", "expected"),
    [
        ("", (31536000, False, False)),
        ("off", (0, False, False)),
        ("host", (31536000, False, False)),
        ("subdomains", (31536000, True, False)),
        ("preload", (31536000, True, True)),
    ],
)
def test_what_browsers_remember_of_https_is_a_choice(settings_of, hsts, expected):
    names = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert tuple(settings_of(*names, HSTS=hsts).values()) == expected


def test_the_database_url_may_be_in_a_file(settings_of, tmp_path):
    (tmp_path / "url").write_text("postgres://u:hush@host/n\n")
    found = settings_of("DATABASES", DATABASE_URL_FILE=str(tmp_path / "url"))["DATABASES"]["default"]
    assert (found["NAME"], found["PASSWORD"]) == ("n", "hush")


@pytest.mark.parametrize("folder", ["a b", "a#b", "a?b", "a%20b", "ä"])
def test_the_state_directory_may_have_any_name(settings_of, tmp_path, folder):
    found = settings_of("DATABASES", STATE_DIR=str(tmp_path / folder))["DATABASES"]["default"]
    assert found["NAME"] == tmp_path / folder / "advisor.sqlite3"


def test_a_percent_encoded_password_is_decoded(settings_of):
    found = settings_of("DATABASES", DATABASE_URL="postgres://u:p%23%2F%40@host:5433/n?sslmode=require")["DATABASES"]
    assert {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "n",
        "USER": "u",
        "PASSWORD": "p#/@",
        "HOST": "host",
        "PORT": 5433,
        "CONN_HEALTH_CHECKS": True,
    }.items() <= found["default"].items()
    assert found["default"]["OPTIONS"]["sslmode"] == "require"


def test_a_lost_postgresql_connection_is_noticed_within_seconds(settings_of):
    found = settings_of("DATABASES", DATABASE_URL="postgres://u:p@host/n?connect_timeout=7")["DATABASES"]["default"]
    assert (found["OPTIONS"]["connect_timeout"], found["OPTIONS"]["tcp_user_timeout"]) == (7, 5000)


def test_options_of_the_database_url_override_ours(settings_of):
    found = settings_of("DATABASES", DATABASE_URL="sqlite:////tmp/x.sqlite3?timeout=9")["DATABASES"]["default"]
    assert (found["OPTIONS"]["timeout"], found["OPTIONS"]["transaction_mode"]) == (9, "IMMEDIATE")


def test_django_s_deployment_checks_are_clean_in_production(python, tmp_path):
    (tmp_path / "static").mkdir()
    variables = {"SECRET_KEY": "".join(map(chr, range(33, 127))), "STATE_DIR": str(tmp_path)}
    checked = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **(LEAST | variables))
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout + checked.stderr


# SQLite

on_sqlite = pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="about SQLite")


@on_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("busy_timeout", 5000), ("synchronous", 1), ("foreign_keys", 1)]
)
def test_sqlite_runs_with_our_options(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_the_write_lock_at_the_beginning():
    # Otherwise two transactions that read and then write fail with 'database is locked' whatever the timeout.
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as another:
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
            another.execute("BEGIN IMMEDIATE")
        another.execute("BEGIN IMMEDIATE")
        another.rollback()
