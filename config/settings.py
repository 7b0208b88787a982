"""Settings of every installation: one file, driven by environment variables, refusing what it cannot read.

``ORIENTIR_MODE`` is production unless told otherwise; demo and development relax only what is named here.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from common.env import Env, EnvironmentRefused, database_settings

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- How this installation runs -------------------------------------------------------------------------------
MODE = env.choice("ORIENTIR_MODE", ("production", "demo", "development"), "production")
IS_PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DEBUG = False
DATA_DIR = Path(env.text("ORIENTIR_DATA_DIR", str(BASE_DIR / "var")))
VERSION = str(tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
# Which build of that version this is, where whoever installs it says so.
RELEASE = env.text("ORIENTIR_RELEASE", "")
COUNTRY = env.text("ORIENTIR_COUNTRY", "UA").upper()
# Plain http on a school's own network must be asked for; it switches off what browsers allow only over https.
INSECURE_LAN = env.flag("ORIENTIR_INSECURE_LAN", default=not IS_PRODUCTION)

SECRET_KEY = env.text("SECRET_KEY", None if IS_PRODUCTION else "only-for-this-computer-" + "x" * 40)
# Peppers live outside the database and its backups: a copied table alone opens no card and no PIN.
CARD_PEPPER = env.text("CARD_PEPPER", None if IS_PRODUCTION else SECRET_KEY)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if IS_PRODUCTION else "localhost,127.0.0.1,[::1]")
if IS_PRODUCTION and not ALLOWED_HOSTS:
    raise EnvironmentRefused("ALLOWED_HOSTS is not set")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# How many reverse proxies stand in front. Nothing can guess it: too many, and a visitor's own word is believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", None if IS_PRODUCTION else 0)

# --- Applications: each imports only from those below it -------------------------------------------------------
FIRST_PARTY_APPS = [
    "demo",
    "operations",
    "packs",
    "certification",
    "lessons",
    "assessments",
    "curriculum",
    "cms",
    "safeguarding",
    "institutions",
    "accounts",
    "jobs",
    "audit",
    "common",
]
INSTALLED_APPS = [
    *[app for app in FIRST_PARTY_APPS if app != "demo" or not IS_PRODUCTION],
    "config",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.StaffListConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outermost: it times everything, and numbers the lines that everything inside may log.
    "operations.middleware.RequestMiddleware",
    # Outside whatever adds headers: a poll's answer goes without most of them.
    "lessons.middleware.PollMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Inside WhiteNoise, whose files are compressed already, and outside everything that still writes to a page.
    "cms.middleware.CompressionMiddleware",
    "cms.middleware.ContentSecurityMiddleware",
    # Before the sessions: help and the way out meet none.
    "safeguarding.middleware.UnwatchedMiddleware",
    "safeguarding.middleware.LeftPageMiddleware",
    # Inside what gives every answer its headers, outside what asks for a session, a database or a host name.
    "operations.middleware.ProbeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInLifetimeMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["common.templatetags.ui"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: SQLite that survives a power cut, or PostgreSQL --------------------------------------------------
DATABASES = {"default": database_settings(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an answer that was acknowledged is on the disk; NORMAL would lose it in a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
            # What is erased is overwritten with zeros at once, not whenever its page is needed again.
            "PRAGMA secure_delete=ON;"
        ),
    }
    # Whoever closes the last connection copies the log into the file and removes it: five syncs an answer, not one.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["ATOMIC_REQUESTS"] = False

REDIS_URL = env.text("REDIS_URL", "")
if REDIS_URL:
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "common.cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {
                "serializer": "common.cache.SignedSerializer",
                # A Redis that is silent holds a page for this long, and then for some seconds none at all.
                "socket_connect_timeout": 0.5,
                "socket_timeout": 0.5,
            },
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}

# --- Languages ---------------------------------------------------------------------------------------------------
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("uk", _("Ukrainian")), ("ro", _("Romanian")), ("ru", _("Russian"))]
# The first of these is the source language of the curriculum.
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env.text("TIME_ZONE", "Europe/Kyiv")
USE_TZ = True

# --- Sign-in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.adapters.StaffBackend", "accounts.adapters.CardBackend"]
PASSWORD_HASHERS = ["accounts.adapters.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/t/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.StaffAccountAdapter"
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Our own limits count wrong guesses per credential in the database; addresses are shared by whole schools.
ACCOUNT_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Orientir"
# One step of 30 seconds either way: phones drift, and people type slowly. A code still works only once.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_LAN and not IS_PRODUCTION

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.views.csrf_failure"
STUDENT_IDLE_SECONDS = 30 * 60
STUDENT_ABSOLUTE_SECONDS = 90 * 60
STAFF_IDLE_SECONDS = 30 * 60
STAFF_ABSOLUTE_SECONDS = 8 * 60 * 60

# --- Transport ---------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing goes to other sites. "no-referrer" would make browsers send `Origin: null`, and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# Load balancers ask in plain http, and by the number of the machine.
PROBE_PATHS = ("/healthz", "/readyz")
if not INSECURE_LAN:
    SECURE_REDIRECT_EXEMPT = [f"^{path[1:]}$" for path in PROBE_PATHS]
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
# Wagtail's own admin screens carry inline script and style; nothing else is loosened for them.
ADMIN_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF, "data:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
ADMIN_PATH = "/admin/"
# After "Leave this page" these answer with the neutral page until somebody signs in on purpose.
GUARDED_PREFIXES = (
    "/my/", "/help/", "/live/", "/t/", "/present/", "/library/", "/sheet/", *(f"/{code}/" for code, _name in LANGUAGES),
)  # fmt: skip
EXIT_TARGET = "/tools/calc/"
# Forms of students' answers: a page that says "not saved" holds them for the next try.
KEPT_FORM_PREFIXES = ("/my/q/", "/my/try/")

# --- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.adapters.static_files.HashedStaticStorage"},
}
# Made every night; the seal proves that a backup is ours. With recipients, only their age identities open it.
BACKUP_DIR = Path(env.text("BACKUP_DIR", str(DATA_DIR / "backups")))
BACKUP_KEY = env.text("BACKUP_KEY", SECRET_KEY)
BACKUP_AGE_RECIPIENT = env.words("BACKUP_AGE_RECIPIENT")
BACKUP_KEEP_DAYS = env.number("BACKUP_KEEP_DAYS", 35)
# Content packs: a list of the public keys whose signatures we trust, and the key that signs our own.
PACK_KEYS, PACK_SIGNING_KEY = env.text("PACK_KEYS", ""), env.text("PACK_SIGNING_KEY", "")
# Media may lie in a private bucket of an S3-compatible store instead; browsers still get them from us alone.
S3_BUCKET, S3_ENDPOINT = env.text("S3_BUCKET", ""), env.text("S3_ENDPOINT", "")
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "cms.adapters.bucket.PrivateBucketStorage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT or None,
            "region_name": env.text("S3_REGION", "us-east-1"),
            "access_key": env.text("S3_ACCESS_KEY"),
            "secret_key": env.text("S3_SECRET_KEY"),
        },
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Content management ---------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Orientir"
WAGTAILADMIN_BASE_URL = env.text(
    "BASE_URL", "http://localhost:8000" if not IS_PRODUCTION else "https://" + ALLOWED_HOSTS[0]
)
WAGTAILADMIN_LOGIN_URL = "account_login"
# Whoever asks for a file of a private collection signs in at the same door.
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILMEDIA = {"MEDIA_MODEL": "cms.CustomMedia"}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A page sent to translation is a draft in the other language until somebody has translated and published it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_AUTOSAVE_INTERVAL = 4000
# A review approves one version; who writes on asks again.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.checks.publish_reviewed"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Word lists that the search makes once for each language.
WORDS_DIR = Path(env.text("WORDS_DIR", str(DATA_DIR / "words")))
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
SILENCED_SYSTEM_CHECKS = [
    "mail.E001",  # nobody here has an e-mail address: what a package might send is dropped on purpose
    "security.W019",  # Wagtail's editor previews pages in a frame; frame-ancestors forbids frames everywhere else
]

# --- Certificates: who signs them, and the file of the private key, which only the worker reads -----------------------
ISSUER_NAME = env.text("ORIENTIR_ISSUER_NAME", "Orientir")
ISSUER_KEY_FILE = env.text("ORIENTIR_ISSUER_KEY", str(DATA_DIR / "issuer-key.pem"))

# --- Sight: metrics behind a token, and how little room on the disk is too little -----------------------------------
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
DISK_FLOOR_MB = env.number("DISK_FLOOR_MB", 200)

# --- Log: no addresses of people, no names, no secrets of cards -------------------------------------------------------
LOG_FORMAT = env.choice("ORIENTIR_LOG", ("json", "text"), "json" if IS_PRODUCTION else "text")
LOG_FORMATTER = {
    "json": "config.logs.JsonFormatter",
    # Whoever develops sees the whole error; what a real school's server writes down is private in either form.
    "text": "config.logs.PrivateFormatter" if IS_PRODUCTION else "config.logs.CardSafeFormatter",
}[LOG_FORMAT]
LOG_LINE = "{asctime} {levelname} {name} {message}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": LOG_FORMATTER,
            "format": LOG_LINE,
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Wagtail announces every index update twice.
        "django_tasks": {"level": "WARNING"},
        # It names every passkey that is used.
        "fido2": {"level": "WARNING"},
        # A refused or missing page has its own line already, and Django's names the address.
        "django.request": {"level": "ERROR" if IS_PRODUCTION else "WARNING"},
        # Django's development server would bypass the console above.
        "django.server": {"handlers": ["console"], "propagate": False},
    },
}
