"""The site's settings, read from the environment and from nowhere else (advisor/environment.py says how)."""

from advisor.environment import (
    BASE_DIR,
    address,
    admin_path,
    allowed_hosts,
    database,
    log_level,
    networks,
    number,
    one_of,
    secret,
    secret_key,
    switch,
    text,
    words,
)
from advisor.operations.logs import logging_settings

DEBUG = switch("DEBUG", "off")
HTTPS = switch("HTTPS", "on")  # off is for this machine only: it sends cookies and passwords in the clear

SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = allowed_hosts(DEBUG)
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
ADMIN_PATH = admin_path()
ADMIN_NETWORKS = networks("ADMIN_NETWORKS")
# Only behind a proxy that sets X-Forwarded-Proto and adds to X-Forwarded-For itself, else anyone can claim HTTPS
# and any address.
TRUSTED_PROXY = switch("TRUSTED_PROXY", "off")
# For people LOG_FORMAT=plain; production has programs that read its logs.
LOGGING = logging_settings(one_of("LOG_FORMAT", "json", "plain"), log_level())
METRICS_ON = address("METRICS_ON")
# Each process asks so many seconds apart which edition is current, and keeps so many bytes of finished pages.
EDITION_SEEN_FOR = number("EDITION_SEEN_FOR", "0.5")
PAGE_CACHE_BYTES = int(number("PAGE_CACHE_MB", "15") * 2**20)
# Answers that a process works out for one address in a minute, and at once; 0 for any number.
ADVICE_RATE = number("ADVICE_RATE", "600")

# A relative path is relative to the project, wherever the command is typed.
STATE_DIR = BASE_DIR / text("STATE_DIR", "var")
STATIC_ROOT = BASE_DIR / text("STATIC_ROOT", str(STATE_DIR / "static"))
DATABASES = {"default": database(secret("DATABASE_URL"), default=STATE_DIR / "advisor.sqlite3")}

ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "advisor.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "advisor.apps.TotpConfig",
    "advisor.apps.BackupCodesConfig",
    "comparisons",
    "advisor.apps.AdvisorConfig",  # last, since its admin puts its own pages in place of others
]

MIDDLEWARE = [
    "advisor.operations.requests.Requests",
    "advisor.headers.SecurityHeaders",
    "advisor.other_sites.OtherSites",
    "advisor.operations.health.Probes",
    "advisor.caching.PublicAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.access.addresses.AdminDoor",
    "advisor.access.limits.Limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
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
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "comparisons.rendering.jinja.environment"},
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
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # what browsers ask for by itself, as /favicon.ico
WHITENOISE_MAX_AGE = 24 * 60 * 60  # only for these: other files carry their fingerprint in their names
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our styles and scripts are for our own pages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGIN_URL = "admin:login"
SECOND_FACTOR = one_of("SECOND_FACTOR", "optional", "publishers", "everyone")
OTP_TOTP_ISSUER = "Framework advisor"
# Ours counts passwords and codes together (advisor/access/throttle.py); theirs could lock an editor out for days.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
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
SESSION_COOKIE_AGE = 12 * 60 * 60  # an editor's working day; from login on, however busy it is (admin_site.py)
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # instead of a third cookie

CSRF_FAILURE_VIEW = "advisor.errors.form_refused"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|readyz/visitors|metrics)$"]  # asked from inside, over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None

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
FILE_UPLOAD_HANDLERS = ["comparisons.admin.exchange.uploads.BoundedUpload"]  # nothing on a disk, and 10 MB at most
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a framework's admin page has some 25 for each criterion
