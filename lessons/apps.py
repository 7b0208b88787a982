"""App configuration of lessons."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Lessons and their delivery."""

    name = "lessons"
    verbose_name = _("Lessons")

    def ready(self) -> None:
        """Register what must be true before a lesson goes public, and what people are told on Today."""
        from wagtail.signals import page_published

        from assessments.models import Quiz
        from assessments.permissions import register_try_rule
        from cms.checks import register_advice, register_check
        from jobs import services as jobs  # models exist only now
        from lessons import services
        from lessons.checks import facts_advice, lesson_problems, quiz_and_lesson_problems, quiz_place_problems
        from lessons.models import LessonPage
        from lessons.models.previews import register_previews
        from lessons.queries.notices import own_reminders, register_reminder
        from lessons.queries.trying import is_open
        from lessons.services.releasing import publish_questions
        from lessons.views.preview import preview

        register_previews(preview)
        page_published.connect(publish_questions, sender=LessonPage)
        register_check(LessonPage, lesson_problems)
        register_advice(LessonPage, facts_advice)
        register_check(Quiz, quiz_and_lesson_problems)
        register_check(Quiz, quiz_place_problems)
        register_try_rule(is_open)
        for reminder in own_reminders():
            register_reminder(reminder)
        jobs.register_handler(services.REMINDERS_JOB, services.handle_reminders_job)
        jobs.register_periodic(jobs.Periodic(services.REMINDERS_JOB, every=timedelta(hours=1)))
        jobs.register_handler(services.END_RUNS_JOB, services.handle_end_runs_job)
        jobs.register_periodic(jobs.Periodic(services.END_RUNS_JOB, every=timedelta(minutes=15)))
