"""App configuration of cms."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Content management."""

    name = "cms"
    verbose_name = _("Pages and files")

    def ready(self) -> None:
        """Have pages checked before they go public, published at their hour, and their reviews audited."""
        from wagtail.signals import task_approved, task_rejected, workflow_submitted

        from cms import services
        from cms.checks import register_check
        from cms.forms import CheckedPageForm
        from cms.models import CheckedPage
        from cms.queries import translation_problems
        from cms.services import reviews
        from jobs import services as jobs

        register_check(CheckedPage, translation_problems)
        CheckedPage.base_form_class = CheckedPageForm
        workflow_submitted.connect(reviews.note_sent)
        task_approved.connect(reviews.note_approval)
        task_rejected.connect(reviews.note_return)
        jobs.register_handler(services.SCHEDULE_JOB, lambda _run: services.publish_due())
        jobs.register_periodic(jobs.Periodic(services.SCHEDULE_JOB, every=timedelta(minutes=5)))
        jobs.register_handler(services.CHECK_JOB, lambda _run: {"checked": services.check_pages()})
        jobs.register_periodic(jobs.Periodic(services.CHECK_JOB, every=timedelta(minutes=10)))
