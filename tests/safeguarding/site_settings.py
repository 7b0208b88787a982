"""Settings of the site that a browser visits: static files come from where they lie."""

from config.settings_test import *  # noqa: F403  everything else as in the other tests

WHITENOISE_USE_FINDERS = True
