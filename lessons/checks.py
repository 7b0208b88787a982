"""What must be true before a lesson goes public; registered with the publishing checks of cms."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.enums import ContentLevel
from lessons.models import LessonPage


def lesson_problems(lesson: LessonPage) -> Iterator[str]:
    """Yield every reason against publishing this lesson, in the author's language."""
    if len(lesson.body) == 0:
        yield _("The lesson has no steps.")
    minutes = [block.value["minutes"] for block in lesson.guide if block.block_type == "phase"]
    if minutes and sum(minutes) != lesson.minutes:
        yield _("The phases add up to %(sum)s minutes, the lesson has %(minutes)s.") % {
            "sum": sum(minutes),
            "minutes": lesson.minutes,
        }
    kinds = {block.block_type for step in lesson.body for block in step.value["content"]}
    if lesson.content_level >= ContentLevel.MENTION:
        if "help" not in kinds:
            yield _("A lesson that mentions harm needs a help block.")
        if not any(block.block_type == "safety" for block in lesson.guide):
            yield _("A lesson that mentions harm needs a safety note in the teacher guide.")
    if lesson.content_level == ContentLevel.PROFESSIONAL:
        yield _("Content level 3 is for professionals' screens only, not for a lesson.")
