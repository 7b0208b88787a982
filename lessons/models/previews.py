"""What an author can look at before a lesson is published: the same draft on each of its screens."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lessons.enums import Preview

Screen = Callable[[HttpRequest, Any, Preview], HttpResponse]

# Filled by the app when it is ready: screens stand above models and know them, not the other way round.
_SCREENS: list[Screen] = []


def register_previews(screen: Screen) -> None:
    """Have ``screen(request, page, preview)`` draw every preview of a lesson; called from ``ready``."""
    _SCREENS[:] = [screen]


class PreviewedOnScreens:
    """Gives a page type the previews Student phone, Teacher run, Projector, Paper and No-JS.

    Wagtail asks for them with its own check of who may edit the page, in the editor and beside a review alike.
    """

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        """Return the screens that the editor offers, what a student sees first."""
        return [(preview.value, preview.label) for preview in Preview]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Return the widths that the editor offers: a small phone, a screen, a sheet of paper at 96 dots an inch."""
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Small phone, 360 pixels wide")},
            {"name": "screen", "icon": "desktop", "device_width": 1280, "label": _("Screen, 1280 pixels wide")},
            {"name": "sheet", "icon": "doc-full", "device_width": 794, "label": _("Sheet of paper, A4")},
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Draw the draft; a name that is no screen of ours gets what a student sees."""
        preview = Preview(mode_name) if mode_name in Preview.values else Preview.STUDENT
        return _SCREENS[0](request, self, preview)
