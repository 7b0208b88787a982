"""App configuration of certification."""

from datetime import time, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """The professional track."""

    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Have the worker make certificates, publish their states and remind their holders; show the area on Today."""
        from django.urls import reverse

        from certification.enums import DOCUMENT_JOB
        from certification.queries.area import duties_of
        from certification.services import issuing, reminding, statuses
        from jobs import services as jobs
        from lessons.queries.duties import register_duties
        from lessons.queries.notices import Reminder, register_reminder

        jobs.register_handler(DOCUMENT_JOB, issuing.handle_document_job)
        jobs.register_handler(issuing.UNFINISHED_JOB, issuing.handle_unfinished_job)
        jobs.register_periodic(jobs.Periodic(issuing.UNFINISHED_JOB, every=timedelta(hours=1)))
        jobs.register_handler(statuses.STATUS_JOB, statuses.handle_status_job)
        jobs.register_periodic(jobs.Periodic(statuses.STATUS_JOB, every=timedelta(minutes=5)))
        jobs.register_handler(reminding.REMIND_JOB, reminding.handle_remind_job)
        jobs.register_periodic(jobs.Periodic(reminding.REMIND_JOB, at=time(5, 0)))
        register_reminder(
            Reminder(
                reminding.NOTICE,
                reminding.collect_notices,
                reminding.notice_words,
                lambda: reverse("own_certificates"),
            )
        )
        register_duties(duties_of)
