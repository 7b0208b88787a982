"""The Celery application: a doorbell for rows of jobs, with Redis between processes or memory inside one.

Lost, doubled and reordered messages are all harmless, so nothing here is tuned to prevent them.
"""

import logging
import os
from typing import Any

from celery import Celery, signals
from django.conf import settings
from kombu.exceptions import OperationalError

from common.durability import refuse_to_start_careless

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
logger = logging.getLogger(__name__)


class Configuration:
    """Read when the application is first used: importing this module asks for no settings yet."""

    accept_content = ("json",)
    task_serializer = "json"
    result_serializer = "json"
    result_backend = None
    task_ignore_result = True
    task_always_eager = False
    task_acks_late = True
    task_reject_on_worker_lost = True
    task_default_queue = "orientir"
    task_publish_retry = False
    worker_prefetch_multiplier = 1
    worker_hijack_root_logger = False
    worker_send_task_events = False
    worker_enable_remote_control = False
    broker_connection_retry_on_startup = True
    broker_connection_max_retries = None
    enable_utc = True
    timezone = "UTC"
    beat_schedule = {"sweep": {"task": "jobs.sweep", "schedule": 60.0, "options": {"expires": 55}}}

    @property
    def broker_url(self) -> str:
        """Return Redis where there is one."""
        return settings.REDIS_URL or "memory://localhost//"

    @property
    def broker_transport_options(self) -> dict[str, Any]:
        """Return short waits: a page that rings for a worker must not hang when Redis does."""
        if not settings.REDIS_URL:
            return {"polling_interval": 0.05}
        return {"socket_connect_timeout": 1, "socket_timeout": 5, "max_retries": 0}

    @property
    def beat_schedule_filename(self) -> str:
        """Return where beat remembers its last turn."""
        return str(settings.DATA_DIR / "celerybeat-schedule")


app = Celery("orientir")
app.config_from_object(Configuration())
app.set_default()
app.autodiscover_tasks()


def _look_at_the_database(**_sender: Any) -> None:
    refuse_to_start_careless()


def _sweep_at_once(**_sender: Any) -> None:
    """Ask for the first sweep now: what was forgotten while everything was down need not wait for beat's first turn."""
    try:
        app.send_task("jobs.sweep", retry=False, expires=55)
    except (OperationalError, OSError) as error:
        logger.warning("the broker does not answer yet: %s", type(error).__name__)


for started in (signals.worker_init, signals.beat_init):
    started.connect(_look_at_the_database, weak=False)
signals.beat_init.connect(_sweep_at_once, weak=False)
