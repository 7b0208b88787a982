"""App configuration of institutions."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """Regions, schools, classes and who belongs to them."""

    name = "institutions"
    verbose_name = _("Schools and classes")

    def ready(self) -> None:
        """Have uploads, codes and requests forgotten every ten minutes."""
        from institutions.services import delete_expired
        from jobs import services as jobs

        jobs.register_handler("institutions.delete_expired", lambda _run: {"deleted": delete_expired()})
        jobs.register_periodic(jobs.Periodic("institutions.delete_expired", every=timedelta(minutes=10)))
