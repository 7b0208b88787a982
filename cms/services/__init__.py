"""Writes of the content management system: what other rooms use is named here."""

from cms.services.checking import CHECK_JOB, check_pages
from cms.services.homes import ensure_home
from cms.services.reviews import publish_import, send_to_review
from cms.services.schedules import SCHEDULE_JOB, publish_due
from cms.services.statements import load_statements
from cms.services.translations import save_translation

__all__ = [
    "CHECK_JOB",
    "SCHEDULE_JOB",
    "check_pages",
    "ensure_home",
    "load_statements",
    "publish_due",
    "publish_import",
    "save_translation",
    "send_to_review",
]
