"""The site's settings, read from the environment and from nowhere else.

A variable that is missing or mistyped stops the start with a sentence that names it. An empty variable counts
as not set. django-environ reads the database's address only: its other readers take a leading "$" in a secret
for the name of another variable, and any unknown word for "off".
"""

import os
import warnings
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Read a list with commas between its items."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def switch(name: str, default: str) -> bool:
    value = text(name, default).lower()
    if value not in ("on", "true", "1", "off", "false", "0"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to on or off (or true, false, 1, 0).")
    return value in ("on", "true", "1")


def log_level() -> str:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    level = text("LOG_LEVEL", "INFO").upper()
    if level not in levels:
        raise ImproperlyConfigured(f"LOG_LEVEL is {level!r}: set it to one of {', '.join(levels)}.")
    return level


def secret_key() -> str:
    if not text("SECRET_KEY") and text("SECRET_KEY_FILE"):
        return secret_from(BASE_DIR / text("SECRET_KEY_FILE"))
    if not text("SECRET_KEY"):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to a long random string, or SECRET_KEY_FILE to a file that holds one."
        )
    return text("SECRET_KEY")


def secret_from(path: Path) -> str:
    try:
        key = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"SECRET_KEY_FILE cannot be read: {error}.") from error
    if not key:
        raise ImproperlyConfigured(f"SECRET_KEY_FILE is empty: put a long random string into {path}.")
    return key


def allowed_hosts(debug: bool) -> list[str]:
    hosts = words("ALLOWED_HOSTS")
    if not hosts and not debug:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is missing: set it to the names the site answers to, with commas between them."
        )
    return hosts


def admin_path() -> str:
    path = text("ADMIN_PATH", "admin/").strip("/")
    if not path:
        raise ImproperlyConfigured("ADMIN_PATH is '/', where the public pages are: name one like admin/.")
    return f"{path}/"


# IMMEDIATE takes the write lock at BEGIN, so that two writers wait for each other (up to `timeout` seconds)
# instead of failing at once with "database is locked"; WAL lets readers go on meanwhile.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
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
        return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | parsed(url)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {scheme!r}: set it to postgres://user:password@host/name or sqlite:////path."
    )


def parsed(url: str) -> dict[str, Any]:
    try:
        with warnings.catch_warnings(action="error"):
            address: dict[str, Any] = Env.db_url_config(url)
    except (ValueError, UserWarning):
        # Neither the address nor the error that quotes it is shown: it holds a password.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write it as postgres://user:password@host:5432/name (with %-codes "
            "for special characters in the password) or as sqlite:////path."
        ) from None
    if not address["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: add its name at the end, after a slash.")
    return address


DEBUG = switch("DEBUG", "off")
HTTPS = switch("HTTPS", "on")  # off is for this machine only: it sends cookies and passwords in the clear

SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = allowed_hosts(DEBUG)
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
ADMIN_PATH = admin_path()
LOG_LEVEL = log_level()

# A relative path is relative to the project, wherever the command is typed.
STATE_DIR = BASE_DIR / text("STATE_DIR", "var")
STATIC_ROOT = BASE_DIR / text("STATIC_ROOT", str(STATE_DIR / "static"))
DATABASES = {"default": database(text("DATABASE_URL"), default=STATE_DIR / "advisor.sqlite3")}

ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "comparisons.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "comparisons.apps.ComparisonsConfig",  # by name, since its module holds the admin's configuration too
    "advisor",
]

MIDDLEWARE = [
    "advisor.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# The last two are lazy: a page whose template uses neither `user`, `perms` nor `messages` reads no session,
# and stays free of cookies and of "Vary: Cookie".
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6.0 does by itself: drop this line then
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our styles and scripts are for our own pages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A browser accepts a __Host- cookie only from this very host and over HTTPS, so no neighbour can plant one.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # an editor's working day
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # instead of a third cookie

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Only behind a proxy that sets this header itself and drops what visitors send, else anyone can claim HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("TRUSTED_PROXY", "off") else None

# In the shape that Django 6.0 reads; until then advisor.headers sends it. There are no inline styles or
# scripts anywhere, so no nonce either. Bootstrap's form controls draw their marks with data: images.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a criterion's admin page has a row of fields for each framework

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"style": "{", "format": "{asctime} {levelname} {name}: {message}"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Takes Django's own handlers away (mail to admins, a second console), so that each line comes out once.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL}},
}
