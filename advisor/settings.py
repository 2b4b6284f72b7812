"""Settings. All that varies is read from environment variables (see advisor/environment.py)."""

from advisor import environment as env
from advisor.environment import BASE_DIR
from advisor.operations.logs import logging_settings
from advisor.version import VERSION as VERSION  # for the footer

DEBUG = env.switch("DEBUG", "off")
HTTPS = env.switch("HTTPS", "on")  # off only for local use: it sends cookies and passwords unencrypted

SECRET_KEY, *SECRET_KEY_FALLBACKS = env.secret_keys()
ALLOWED_HOSTS = env.allowed_hosts(DEBUG)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
ADMIN_PATH = env.admin_path()
ADMIN_NETWORKS = env.networks("ADMIN_NETWORKS")
# On only behind a proxy that sets X-Forwarded-Proto and appends to X-Forwarded-For; otherwise clients can forge both.
TRUSTED_PROXY = env.switch("TRUSTED_PROXY", "off")
# LOG_FORMAT: json for log processors, plain for people.
LOGGING = logging_settings(env.one_of("LOG_FORMAT", "json", "plain"), env.log_level())
METRICS_ON = env.address("METRICS_ON")
# EDITION_SEEN_FOR: seconds between checks for a new edition, per process. PAGE_CACHE_BYTES: size of its page cache.
EDITION_SEEN_FOR = env.number("EDITION_SEEN_FOR", "0.5")
PAGE_CACHE_BYTES = int(env.number("PAGE_CACHE_MB", "15") * 2**20)
# Uncached requests that a process accepts from one network per minute, and as a burst; 0 for no limit.
ADVICE_RATE = env.number("ADVICE_RATE", "600")

# Who keeps this site and how to reach them, as /about/ says, and whether pages count corrections under review.
SITE_KEEPER, SITE_CONTACT = env.text("SITE_KEEPER"), env.contact("SITE_CONTACT")
COUNT_CORRECTIONS = env.switch("COUNT_CORRECTIONS", "off")

# Relative paths are relative to the project, not to the working directory.
STATE_DIR = BASE_DIR / env.text("STATE_DIR", "var")
STATIC_ROOT = BASE_DIR / env.text("STATIC_ROOT", str(STATE_DIR / "static"))
DATABASES = {"default": env.database(env.secret("DATABASE_URL"), default=STATE_DIR / "advisor.sqlite3")}

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
    "advisor.apps.AdvisorConfig",  # last, since its admin replaces pages registered by other apps
]

# Above these stand the request log and the response cache (wsgi.py).
MIDDLEWARE = [
    "advisor.http.headers.ResponseHeaders",
    "advisor.operations.health.Probes",
    "advisor.http.response_cache.CacheControl",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.accounts.network.AdminNetworks",
    "advisor.http.rate_limit.RateLimit",
    "advisor.accounts.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# The last two context processors are lazy: pages whose templates use neither `user`, `perms` nor `messages` read no
# session, and so set no cookie and no "Vary: Cookie".
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
FORM_RENDERER = "comparisons.rendering.form_renderer.FormRenderer"
FORMS_URLFIELD_ASSUME_HTTPS = True  # the default in Django 6.0; remove this line then
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "advisor.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # files at fixed URLs, such as /favicon.ico
WHITENOISE_MAX_AGE = 24 * 60 * 60  # for these files only; others have hashed names
WHITENOISE_ALLOW_ALL_ORIGINS = False  # static files are for our own pages only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # without a usable `next`
SECOND_FACTOR = env.one_of("SECOND_FACTOR", "optional", "publishers", "everyone")
OTP_TOTP_ISSUER = "Framework advisor"
# Off, since it could lock an editor out for days. advisor/accounts/lockout.py counts wrong codes.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Browsers accept __Host- cookies only from this host over HTTPS, so sibling domains cannot set them.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "advisor.accounts.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # from login on, not extended by activity (advisor/accounts/login.py)
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser: visitors get it too, with the form for corrections
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # avoids a third cookie

CSRF_FAILURE_VIEW = "advisor.editorial.kept_forms.form_refused"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    r"^(healthz|readyz|readyz/visitors|metrics)$"
]  # requested inside the cluster, over plain HTTP
# Browsers remember it for a year. Subdomains, and lists in browsers, only on request: other sites may be on them.
HSTS = env.one_of("HSTS", "host", "off", "subdomains", "preload") if HTTPS else "off"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HSTS != "off" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS in ("subdomains", "preload")
SECURE_HSTS_PRELOAD = HSTS == "preload"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they want subdomains and preload
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None

# In the format of Django 6.0; until then advisor.http.headers sends it. No nonce, since there are no inline styles or
# scripts. data: is for the icons of Bootstrap's form controls.
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
FILE_UPLOAD_HANDLERS = ["comparisons.admin.exchange.confirmations.BoundedUpload"]  # in memory, at most 10 MB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the form of a framework has about 25 for each criterion
