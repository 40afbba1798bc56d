"""Django's settings, all from the environment (``office.environment``) or fixed here.

Defaults are the secure ones: nothing is loaded from elsewhere, no script or style stands in a
page, cookies are strict, and over HTTPS the browser is told to stay there.
"""

import os
from pathlib import Path
from typing import Any

from suffrage.office.environment import read_environment
from suffrage.office.secret_key import secret_key
from suffrage.office.serving.logs import logging_settings

ENVIRONMENT = read_environment(os.environ)
HERE = Path(__file__).parent

SECRET_KEY = secret_key(ENVIRONMENT.data)
DEBUG = False
ALLOWED_HOSTS = [ENVIRONMENT.host.partition(":")[0]]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.url]
ROOT_URLCONF = "suffrage.office.urls"
WSGI_APPLICATION = "suffrage.office.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "suffrage.office",
]
MIDDLEWARE = [
    "suffrage.office.serving.logs.RequestLog",
    "suffrage.office.headers.SafeHeaders",
    "suffrage.office.serving.body_limit.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "suffrage.office.refusals.SpokenRefusals",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "environment": "suffrage.office.pages.environment",
            "context_processors": ["suffrage.office.pages.context"],
        },
    },
    {
        # Only for what the account library renders of its own.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

_database = ENVIRONMENT.database
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": _database.engine,
        "NAME": _database.name,
        "HOST": _database.host,
        "PORT": _database.port,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "CONN_MAX_AGE": None,
        # A server that was restarted costs nobody an answer.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "pragma journal_mode = wal; pragma synchronous = full;",
        }
        if _database.engine.endswith("sqlite3")
        else {},
    }
}

CACHES = {
    "default": {
        # Limits hold in every process; when it is full, the oldest of many thousands go.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "office_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static", HERE.parent / "site" / "pages" / "assets"]
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "office.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "suffrage.office.accounts.adapter.OfficeAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have mail sent to anybody
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"request_login_code": "suffrage.office.accounts.forms.AskForCode"}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "request_login_code": "20/m/ip,10/10m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.secure else 0
MFA_ADAPTER = "suffrage.office.accounts.adapter.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.local

_mail = ENVIRONMENT.mail
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if _mail.way == "file"
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = _mail.folder
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.way == "smtps", _mail.way == "smtp"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "suffrage.office.serving.failures.form_refused"
LOGGING = logging_settings()
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
SECURE_SSL_REDIRECT = False  # the web server in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_HSTS_SECONDS = 63_072_000 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.secure
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
