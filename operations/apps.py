"""App configuration of operations."""

from datetime import time, timedelta

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Retention and health."""

    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Check the privacy registry at every start, and remove every night what is past its retention."""
        from common.events import listen
        from jobs import services as jobs  # models exist only now
        from lessons.queries.duties import register_duties
        from lessons.queries.notices import register_reminder
        from operations import services
        from operations.checks import check_backup_recipients, check_privacy
        from operations.queries import BACKUP_JOB
        from operations.queries.duties import backup_reminder, duties_of
        from operations.queries.status_machine import CERTIFICATE_JOB
        from operations.services import certificate
        from operations.services.metrics import count_event

        register(check_privacy, Tags.models)
        register(check_backup_recipients, Tags.security)
        listen(count_event)
        register_duties(duties_of)
        register_reminder(backup_reminder())
        jobs.register_handler(CERTIFICATE_JOB, certificate.handle_certificate_job)
        jobs.register_periodic(jobs.Periodic(CERTIFICATE_JOB, at=time(5, 20)))
        jobs.register_handler(services.RETENTION_JOB, services.handle_retention_job)
        jobs.register_periodic(jobs.Periodic(services.RETENTION_JOB, at=time(2, 40)))
        jobs.register_handler(BACKUP_JOB, services.handle_backup_job)
        # After the nightly removal: what is gone should not come back from a backup.
        jobs.register_periodic(jobs.Periodic(BACKUP_JOB, at=time(3, 40)))
        jobs.register_handler(services.BACKUP_CHECK_JOB, services.handle_backup_check_job)
        jobs.register_periodic(jobs.Periodic(services.BACKUP_CHECK_JOB, every=timedelta(hours=1)))
