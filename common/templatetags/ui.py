"""Template tags and filters of the user interface; loaded everywhere as built-ins."""

from string import ascii_uppercase
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def get_item(mapping: dict[Any, Any], key: Any) -> Any:
    """Return ``mapping[key]`` or None."""
    return mapping.get(key)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one small picture of the icon sprite; it is decoration, so screen readers skip it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#icon-{}"></use></svg>', static("icons.svg"), name
    )


@register.filter
def letter(place: int) -> str:
    """Return the capital letter of a place in a list: 1 is A."""
    return ascii_uppercase[place - 1]
