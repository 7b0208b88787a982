"""The question to try inside a lesson step."""

from django import template
from django.utils.translation import get_language

from assessments import interactions
from assessments.forms import QuestionForm, question_form
from assessments.models import Item
from assessments.queries import practice_item
from assessments.services.practice_media import with_media

register = template.Library()


@register.simple_tag
def practice_question(item: Item | None) -> QuestionForm | None:
    """Return the form of a practice question in the page's language, or None when it is not usable."""
    if item is None:
        return None
    found = practice_item(str(item.translation_key), get_language())
    if found is None:
        return None
    practice = with_media(found)
    order = interactions.logic(practice.frozen.kind).shuffle_order(practice.frozen, str(item.translation_key))
    return question_form(practice.frozen, practice.texts, order)
