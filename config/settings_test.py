"""Settings of the tests: the shipped ones, a cheap password hasher and a database file that can be kept."""

import os

os.environ.setdefault("ORIENTIR_MODE", "demo")

from config.settings import *  # noqa: F403  the mode must be named first
from config.settings import BASE_DIR, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = BASE_DIR / "var" / "test-media"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: --reuse-db then saves the twenty seconds of building it.
    DATABASES["default"]["TEST"] = {
        "NAME": os.environ.get("TEST_DATABASE_NAME", str(BASE_DIR / "var" / "test.sqlite3")),
    }
elif "TEST_DATABASE_TEMPLATE" in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_DATABASE_TEMPLATE"]}
CELERY_TASK_ALWAYS_EAGER = False
# Static files are read where they lie; nothing has been collected.
WHITENOISE_AUTOREFRESH = True
