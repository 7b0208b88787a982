"""The one place that knows every room: settings, URLs and entry points."""

# Tasks find their application wherever the process was started from: web, worker or a command.
from config.celery import app as celery_app

__all__ = ["celery_app"]
