"""App configuration of operations."""

from datetime import time

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
        from operations import services
        from operations.checks import check_privacy
        from operations.services.metrics import count_event

        register(check_privacy, Tags.models)
        listen(count_event)
        jobs.register_handler(services.RETENTION_JOB, services.handle_retention_job)
        jobs.register_periodic(jobs.Periodic(services.RETENTION_JOB, at=time(2, 40)))
