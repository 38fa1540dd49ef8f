"""How the desk runs. Everything that an office sets is an environment variable; see docs/how-to/run-the-desk.md."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from luoshi_web.database import database
from luoshi_web.safety import refuse_unsafe

refuse_unsafe(os.environ)

BASE = Path(__file__).parent
PRODUCTION = os.environ.get("LUOSHI_PRODUCTION") == "1"
WORKSPACE = Path(os.environ.get("LUOSHI_WORKSPACE", "workspace")).resolve()
PACK = os.environ.get("LUOSHI_PACK", "jilin")
# For exercises: the desk believes that it is this day.
TODAY = os.environ.get("LUOSHI_TODAY", "")

# The pages that visitors may see beside the public registries: the documents as issued, and what they call for.
OPEN_PAGES = frozenset(os.environ.get("LUOSHI_OPEN_PAGES", "documents mechanisms").replace(",", " ").split())


def _secret() -> str:
    """As set; else as kept in the workspace by `luoshi serve`; else one that lasts as long as this process."""
    kept = WORKSPACE / "secret_key"
    if given := os.environ.get("LUOSHI_SECRET_KEY"):
        return given
    return kept.read_text(encoding="utf-8") if kept.is_file() else secrets.token_urlsafe(64)


SECRET_KEY = _secret()
DEBUG = bool(os.environ.get("LUOSHI_DEBUG"))
ALLOWED_HOSTS = os.environ.get("LUOSHI_HOSTS", "127.0.0.1 localhost [::1]").replace(",", " ").split()

INSTALLED_APPS = [
    "luoshi_web.desk.apps.Desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "luoshi_web.middleware.SafeHeaders",
    "luoshi_web.middleware.LimitedUploads",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "luoshi_web.middleware.WordsOnly",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi_web.middleware.FreshPack",
    "luoshi_web.middleware.SpokenLanguage",
    "luoshi_web.middleware.PagesOnly",
]
ROOT_URLCONF = "luoshi_web.urls"
WSGI_APPLICATION = "luoshi_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "luoshi_web.desk.context.desk",
            ],
            "builtins": ["luoshi_web.desk.templatetags.desk", "luoshi_web.desk.templatetags.rows"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), WORKSPACE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "desk.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "my"
# Five wrong passwords in a quarter of an hour close an account for a quarter of an hour; an address gets twenty.
SIGN_IN_TRIES, SIGN_IN_TRIES_OF_ADDRESS, SIGN_IN_MINUTES = 5, 20, 15

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "luoshi_web.desk.views.errors.csrf"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
if os.environ.get("LUOSHI_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = PRODUCTION

UPLOAD_MEGABYTES, REQUEST_MEGABYTES = 20, 60
# A larger document is not compiled while whoever sends it waits, but by `luoshi tick`.
COMPILE_AT_ONCE_MEGABYTES = 1
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

LANGUAGE_CODE = "zh-hans"
USE_I18N = False
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 24 * 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

EMAIL_HOST = os.environ.get("LUOSHI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("LUOSHI_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("LUOSHI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LUOSHI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("LUOSHI_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LUOSHI_SMTP_FROM", "luoshi@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "luoshi": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
