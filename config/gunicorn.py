"""How gunicorn serves the site: one process of threads on SQLite, more where ``WEB_PROCESSES`` says so."""

import os
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from config.logs import without_card_secret
from safeguarding.enums import UNWATCHED_PREFIXES

# The calculator's own files are fetched after an exit, so they would tell of it.
UNLOGGED = (*UNWATCHED_PREFIXES, "/static/safeguarding/")
UNLOGGED_ADDRESS = re.compile(rf"https?://[^/\s]*(?:{'|'.join(map(re.escape, UNLOGGED))})\S*", re.IGNORECASE)


class CardSafeLogger(Logger):
    """An access log that names a card by its number alone, and does not know that anybody asked for help or left."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write a line, unless the visit is nobody's business or was sent on to the neutral page."""
        is_sent_away = ("location", settings.EXIT_TARGET) in ((name.lower(), value) for name, value in resp.headers)
        if not is_sent_away and not environ.get("PATH_INFO", "").startswith(UNLOGGED):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        """Return the parts of a log line, each of them clean; a referrer may not tell of such a visit either."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: _clean(part) if isinstance(part, str) else part for name, part in atoms.items()}


def _clean(part: str) -> str:
    return UNLOGGED_ADDRESS.sub("-", without_card_secret(part))


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_PROCESSES", "1"))
worker_class = "gthread"
threads = 8
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True
logger_class = CardSafeLogger
