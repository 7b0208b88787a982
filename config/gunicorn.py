"""How gunicorn serves the site: one process of threads on SQLite, more where ``WEB_PROCESSES`` says so."""

import os
import re
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn.glogging import Logger

from common.durability import refuse_to_start_careless
from config.logs import without_card_secret
from safeguarding.enums import UNLOGGED_PREFIXES

# The calculator's own files are fetched after an exit, so they would tell of it.
# Nor who answered in a running lesson, and when.
UNLOGGED = (*UNLOGGED_PREFIXES, "/live/", "/static/safeguarding/")
UNLOGGED_ADDRESS = re.compile(rf"https?://[^/\s]*(?:{'|'.join(map(re.escape, UNLOGGED))})\S*", re.IGNORECASE)

# Network number, user name, browser; what stands in braces are headers and variables, cookies among them.
PERSONAL_ATOMS = frozenset("hua")
# The name is that of the metrics package.
FIGURES = "PROMETHEUS_MULTIPROC_DIR"
FIGURES_PREFIX = "orientir-metrics-"


class CardSafeLogger(Logger):
    """An access log that names a card by its number alone, and does not know that anybody asked for help or left.

    It knows nobody either: no network number, no browser, no header. Errors are written like the site's own lines.
    """

    def setup(self, cfg: Any) -> None:
        """Write errors in the form of the other lines; gunicorn's own would name the address that was asked for."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(import_string(settings.LOG_FORMATTER)(settings.LOG_LINE, style="{"))

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write a line, unless the visit is nobody's business or was sent on to the neutral page."""
        is_sent_away = ("location", settings.EXIT_TARGET) in ((name.lower(), value) for name, value in resp.headers)
        if not is_sent_away and not environ.get("PATH_INFO", "").startswith(UNLOGGED):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        """Return the parts of a log line, each of them clean; a referrer may not tell of such a visit either."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        kept = {name: part for name, part in atoms.items() if name not in PERSONAL_ATOMS and not name.startswith("{")}
        return {name: _clean(part) if isinstance(part, str) else part for name, part in kept.items()}


def _clean(part: str) -> str:
    return UNLOGGED_ADDRESS.sub("-", without_card_secret(part))


def on_starting(_server: Any) -> None:
    """Serve nothing from a database that forgets what it acknowledged."""
    refuse_to_start_careless()


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_PROCESSES", "1"))
worker_class = "gthread"
# Whether a request came over https is decided in one place, by TRUSTED_PROXIES; gunicorn's own belief in whoever
# connects from this machine would count for nobody's request.
forwarded_allow_ips = ""
threads = 8
# Longer than proxies keep an idle connection to the site, nginx a minute and Caddy two: who closes first may meet a
# form that is on its way.
keepalive = 125
if workers > 1 and FIGURES not in os.environ:
    # Whichever process Prometheus meets has to know the figures of all: they count into files of one folder.
    os.environ[FIGURES] = tempfile.mkdtemp(prefix=FIGURES_PREFIX)
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True
logger_class = CardSafeLogger


def on_exit(server: Any) -> None:
    """Remove the folder of the figures, unless a successor has taken it over."""
    folder = Path(os.environ.get(FIGURES, ""))
    if folder.name.startswith(FIGURES_PREFIX) and not server.reexec_pid:
        shutil.rmtree(folder, ignore_errors=True)
