"""The menu of the professional area: what somebody's roles open, and nothing else."""

from django import template

from accounts.models import User
from certification.queries.area import area_of

register = template.Library()


@register.simple_tag(takes_context=True)
def area_links(context: template.Context) -> list[tuple[str, str, bool]]:
    """Return (text, URL, is_current) for each page of the area; one query, or two for somebody without a role."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User):
        return []
    return [(text, url, request.path == url) for text, url in area_of(user)]
