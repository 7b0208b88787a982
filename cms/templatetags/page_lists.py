"""Lists of pages: each visitor sees those that are open to them."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.exchange.statements import NAMES
from cms.permissions import readable

register = template.Library()


@register.simple_tag(takes_context=True, name="pages_below")
def pages_below(context: dict[str, Any], page: Page) -> PageQuerySet:
    """Return the published pages right below a page that the visitor may read; those about the site are in the foot."""
    visitor = getattr(context.get("request"), "user", None) or AnonymousUser()
    return readable(page.get_children().live().public().exclude(slug__in=NAMES), visitor)
