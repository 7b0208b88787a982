"""The shipped settings for a site that is killed; ``PLANTED`` names a defect that the harness must be able to see."""

import os

from config.settings import *  # noqa: F403  everything else is as shipped
from config.settings import CACHES, DATABASES, REDIS_URL, STORAGES, TEMPLATES

# Nothing was collected for so short a life; who asks for a style sheet gets a plain name.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
OPTIONS = DATABASES["default"]["OPTIONS"]
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")

match os.environ.get("PLANTED", ""):
    case "":
        pass
    case "early_acknowledgement":
        ROOT_URLCONF = "tests.robustness.early_acknowledgement"
    case "plain_cache":
        CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    case "unescaped":
        # As if every template said |safe.
        TEMPLATES[0]["OPTIONS"]["autoescape"] = False
    case "careless_disk" if IS_SQLITE:
        OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
    case "careless_disk":
        OPTIONS["options"] = "-c synchronous_commit=off"
    case other:
        raise ValueError(other)
