"""Content packs in the CMS: the menu entry and the addresses of their screens."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from packs.permissions import can_bring_packs
from packs.views import uploads


class PacksMenuItem(MenuItem):
    """An entry for those who look after the installation."""

    def is_shown(self, request: Any) -> bool:
        """Whether the signed-in person may bring packs in."""
        return can_bring_packs(request.user)


@hooks.register("register_admin_urls")
def pack_urls() -> list[URLPattern]:
    """Return the URLs of the two screens."""
    return [
        path("packs/", uploads.upload, name="pack_upload"),
        path("packs/<str:job_id>/", uploads.job, name="pack_job"),
    ]


@hooks.register("register_settings_menu_item")
def packs_entry() -> MenuItem:
    """Return the entry of the settings menu."""
    return PacksMenuItem(_("Content packs"), reverse("pack_upload"), icon_name="download", order=900)
