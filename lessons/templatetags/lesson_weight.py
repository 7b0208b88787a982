"""The weight of a lesson, for its editor."""

from typing import Any

from django import template

from lessons.models import LessonPage
from lessons.queries.weight import MOST_KILOBYTES, kilobytes

register = template.Library()


@register.inclusion_tag("lessons/admin/weight_meter.html")
def lesson_weight(lesson: LessonPage) -> dict[str, Any]:
    """Show how much of what a phone may load the lesson's heaviest step takes."""
    weight = kilobytes(lesson)
    return {"weight": weight, "most": MOST_KILOBYTES, "is_heavy": weight > MOST_KILOBYTES}
