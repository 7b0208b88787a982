"""A page that is closed to its visitor answers as if there were none."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

from cms.permissions import can_read


@hooks.register("before_serve_page")
def refuse_strangers(page: Page, request: HttpRequest, _args: list[Any], _kwargs: dict[str, Any]) -> None:
    """Answer 404 to whoever may not read the page, whatever it says and in whichever language."""
    if not can_read(page, request.user):
        raise Http404
