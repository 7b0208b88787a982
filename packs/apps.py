"""App configuration of packs."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacksConfig(AppConfig):
    """Import and export of content."""

    name = "packs"
    verbose_name = _("Content packs")

    def ready(self) -> None:
        """Register the jobs that look at packs, import them and forget files that nobody wanted."""
        from jobs import services as jobs
        from packs import enums
        from packs.services import uploads

        jobs.register_handler(enums.PREVIEW_JOB, uploads.handle_preview_job)
        jobs.register_handler(enums.IMPORT_JOB, uploads.handle_import_job)
        jobs.register_handler(enums.CLEAN_JOB, uploads.handle_clean_job)
        jobs.register_periodic(jobs.Periodic(enums.CLEAN_JOB, every=timedelta(days=1)))
