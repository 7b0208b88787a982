"""App configuration of jobs."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work done outside a request."""

    name = "jobs"
    verbose_name = _("Background work")

    def ready(self) -> None:
        """Have finished jobs deleted every night."""
        from jobs import services  # models exist only now

        services.register_handler("jobs.delete_old", lambda _run: {"deleted": services.delete_old()})
        services.register_periodic(services.Periodic("jobs.delete_old", at=time(3, 10)))
