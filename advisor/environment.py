"""Reading settings from environment variables. Missing or invalid values raise ImproperlyConfigured with a message.

An empty variable counts as not set. django-environ parses DATABASE_URL only: its other readers expand a leading "$" in
a secret to another variable, and take any unknown word for "off".
"""

import os
import re
import warnings
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

# A name, with a dot before it for all names below it too; an address; or a star for any.
_HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")

# Every variable that is read.
NAMES = frozenset(
    [
        "ADMIN_NETWORKS",
        "ADMIN_PATH",
        "ADVICE_RATE",
        "ALLOWED_HOSTS",
        "COUNT_CORRECTIONS",
        "CSRF_TRUSTED_ORIGINS",
        "DATABASE_URL",
        "DATABASE_URL_FILE",
        "DEBUG",
        "EDITION_SEEN_FOR",
        "HSTS",
        "HTTPS",
        "LISTEN_ON",
        "LOG_FORMAT",
        "LOG_LEVEL",
        "METRICS_ON",
        "PAGE_CACHE_MB",
        "PORT",
        "SECOND_FACTOR",
        "SECRET_KEY",
        "SECRET_KEY_FALLBACKS",
        "SECRET_KEY_FILE",
        "SITE_CONTACT",
        "SITE_KEEPER",
        "STATE_DIR",
        "STATIC_ROOT",
        "THREADS",
        "TRUSTED_PROXY",
        "WORKERS",
    ]
)
_ALIKE = 0.85  # of difflib: a letter or two differ
_SHORTEST_KEY = 32  # characters; `make secrets` and `make run` make longer ones

BASE_DIR = Path(__file__).resolve().parent.parent


def misspelt() -> list[str]:
    """Return a sentence for each variable that looks like one of ours, but is not read."""
    others = sorted(name for name in os.environ if name not in NAMES)
    near = [(name, get_close_matches(name, NAMES, 1, _ALIKE)) for name in others]
    return [f"{name} is no setting of this site. Did you mean {found[0]}?" for name, found in near if found]


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def switch(name: str, default: str) -> bool:
    value = text(name, default).lower()
    if value not in ("on", "true", "1", "off", "false", "0"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to on or off (or true, false, 1, 0).")
    return value in ("on", "true", "1")


def number(name: str, default: str) -> float:
    value = text(name, default)
    try:
        found = float(value)
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number, 0 or more.")
    return found


def whole(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number, 1 or more.")
    return int(value)


def address(name: str) -> tuple[str, int] | None:
    """Read an IP address and a port, such as 127.0.0.1:9100 or [::1]:9100."""
    value = text(name)
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to an address and a port, like 127.0.0.1:9100.")
    return host, int(port)


def one_of(name: str, default: str, *others: str) -> str:
    value = text(name, default).lower()
    if value not in (default, *others):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to one of {', '.join((default, *others))}.")
    return value


def contact(name: str) -> str:
    """Read an address of mail, or of a page."""
    value = text(name)
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+|https?://\S+", value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to an address of mail, or to one of a page (https://…)."
        )
    return value


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read: {error}. Write networks like 192.0.2.0/24, 2001:db8::/32 with commas between them."
        ) from error


def log_level() -> str:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    level = text("LOG_LEVEL", "INFO").upper()
    if level not in levels:
        raise ImproperlyConfigured(f"LOG_LEVEL is {level!r}: set it to one of {', '.join(levels)}.")
    return level


def secret_keys() -> list[str]:
    """Return the key, then the former ones that still count: further lines of its file, or SECRET_KEY_FALLBACKS."""
    lines = [line.strip() for line in secret("SECRET_KEY").splitlines()]
    keys = [line for line in lines if line] + words("SECRET_KEY_FALLBACKS")
    if not lines:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to a long random string, or SECRET_KEY_FILE to a file that holds one."
        )
    if len(keys[0]) < _SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY has {len(keys[0])} characters: set it to a random string of {_SHORTEST_KEY} or more."
        )
    return keys


def secret(name: str) -> str:
    """Read a secret from the variable `name`, or from the file that the variable `name`_FILE names."""
    path = text(f"{name}_FILE")
    return secret_from(f"{name}_FILE", BASE_DIR / path) if path and not text(name) else text(name)


def secret_from(variable: str, path: Path) -> str:
    try:
        found = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{variable} cannot be read: {error}.") from error
    if not found:
        raise ImproperlyConfigured(f"{variable} is empty: put the secret into {path}.")
    return found


def allowed_hosts(debug: bool) -> list[str]:
    hosts = words("ALLOWED_HOSTS")
    if not hosts and not debug:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is missing: set it to the names the site answers to, with commas between them."
        )
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS holds {host!r}: write names alone, such as advisor.example or .advisor.example, "
                "without scheme, port or path."
            )
    return hosts


def admin_path() -> str:
    path = text("ADMIN_PATH", "admin/").strip("/")
    if not path:
        raise ImproperlyConfigured("ADMIN_PATH is '/', where the public pages are: name one like admin/.")
    return f"{path}/"


# IMMEDIATE takes the write lock at BEGIN, so that writers wait for each other (up to `timeout` seconds) instead of
# failing at once with "database is locked". WAL lets readers continue during a write.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


# Notice a lost connection within seconds instead of TCP's minutes.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}


def sqlite(address: dict[str, Any]) -> dict[str, Any]:
    return address | {"CONN_MAX_AGE": 60, "OPTIONS": SQLITE_OPTIONS | address.get("OPTIONS", {})}


def database(url: str, default: Path) -> dict[str, Any]:
    if not url:
        return sqlite({"ENGINE": "django.db.backends.sqlite3", "NAME": default})
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return sqlite(parsed(url))
    if scheme in ("postgres", "postgresql"):
        found = parsed(url)
        options = POSTGRESQL_OPTIONS | found.get("OPTIONS", {})
        return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | found | {"OPTIONS": options}
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {scheme!r}: set it to postgres://user:password@host/name or sqlite:////path."
    )


def parsed(url: str) -> dict[str, Any]:
    try:
        with warnings.catch_warnings(action="error"):
            address: dict[str, Any] = Env.db_url_config(url)
    except (ValueError, UserWarning):
        # Show neither the URL nor the error that quotes it, since it contains a password.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write it as postgres://user:password@host:5432/name (with %-codes "
            "for special characters in the password) or as sqlite:////path."
        ) from None
    if not address["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: add its name at the end, after a slash.")
    return address
