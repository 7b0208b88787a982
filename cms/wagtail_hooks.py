"""Pages in the CMS: strangers get no page, authors send to review, reviewers decide, translators write drafts."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from accounts.permissions import SignedInRequest
from cms.enums import ContentLevel
from cms.models import CheckedPage, CustomDocument
from cms.permissions import can_read
from cms.queries import translation_of
from cms.services import save_translation
from cms.views import reviews
from cms.views.home import PANELS
from institutions.permissions import memberships


@hooks.register("before_serve_page")
def refuse_strangers(page: Page, request: HttpRequest, _args: list[Any], _kwargs: dict[str, Any]) -> None:
    """Answer 404 to whoever may not read the page, whatever it says and in whichever language."""
    if not can_read(page, request.user):
        raise Http404


@hooks.register("before_serve_document")
def refuse_readers(document: CustomDocument, request: HttpRequest) -> None:
    """Answer 404 for a document that is not for everybody; classes get theirs from the library."""
    if document.content_level >= ContentLevel.STORY and not memberships(request.user).exists():
        raise Http404


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    """Return the URLs of reviewing a page and of what its checks say."""
    return [
        path("review/<int:state_id>/", reviews.review, name="cms_review"),
        path("review/page/<int:page_id>/", reviews.page_checks, name="cms_page_checks"),
        path("review/page/<int:page_id>/translation/", reviews.translating, name="cms_translating"),
    ]


@hooks.register("register_page_header_buttons")
def checks_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from every page's editor to its checks and its review, from a translation's to its words and changes."""
    if not page.permissions_for_user(user).can_edit():
        return
    url = reverse("cms_page_checks", args=[page.pk])
    yield Button(gettext("Checks and review"), url, icon_name="clipboard-list", priority=15)
    if translation_of(page) is not None:
        url = reverse("cms_translating", args=[page.pk])
        yield Button(gettext("Words and changes"), url, icon_name="wagtail-localize-language", priority=16)


class SendToReviewMenuItem(SubmitForModerationMenuItem):
    """Wagtail's item in words that do not depend on what somebody has called a workflow."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return the context with our label."""
        return {**super().get_context_data(parent_context), "label": gettext_lazy("Send to review")}


@hooks.register("construct_page_action_menu")
def offer_what_is_possible(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer the review, and publication only where a page needs none."""
    page = context.get("page")
    is_sensitive = page is not None and getattr(page.specific, "needs_protection_review", False)
    items[:] = [
        SendToReviewMenuItem(order=item.order) if item.name == "action-submit" else item
        for item in items
        if not (is_sensitive and item.name == "action-publish")
    ]


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse a copy that would be public at once where nobody has reviewed it in its new place."""
    pages = page.get_descendants(inclusive=True).live().specific()
    if not request.POST.get("publish_copies") or not any(
        getattr(one, "needs_protection_review", False) for one in pages
    ):
        return None
    messages.error(request, gettext("A page here mentions harm: copy without publishing, then send it to review."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_edit_page", order=-10)
def keep_translation(request: SignedInRequest, page: Page) -> HttpResponse | None:
    """Save a translation as a version, and publish it when the checks and its review allow that.

    Stands before wagtail-localize, which would change the published text whatever they say.
    """
    specific = page.specific
    translation = translation_of(page) if isinstance(specific, CheckedPage) else None
    if translation is None:
        return None
    if request.method == "GET":
        _point_at_help(request, page)
    if request.POST.get("action") != "publish":
        return None
    if not page.permissions_for_user(request.user).can_publish() or specific.workflow_in_progress:
        messages.error(request, gettext("It cannot be published now: it is being reviewed, or others publish here."))
        return redirect(request.path)
    revision = save_translation(translation=translation, actor=request.user)
    try:
        revision.publish(user=request.user)
    except ValidationError as refused:
        messages.warning(request, gettext("Saved as a draft."))
        for reason in refused.messages:
            messages.error(request, reason)
        return redirect("cms_page_checks", page.pk)
    messages.success(request, gettext("Published."))
    return redirect(request.path)


def _point_at_help(request: SignedInRequest, page: Page) -> None:
    """Lead from localize's editor, whose header has no menu, to what a translator needs beside it."""
    buttons = [
        admin_messages.button(reverse(name, args=[page.pk]), label)
        for name, label in (
            ("cms_translating", gettext("Words and changes")),
            ("cms_page_checks", gettext("Checks and review")),
        )
    ]
    admin_messages.info(request, gettext("Beside your translation:"), buttons=buttons)


@hooks.register("construct_homepage_panels", order=-10)
def show_what_is_to_do(request: HttpRequest, panels: list[Any]) -> None:
    """Put lists of things to do in the place of Wagtail's own, which say less and ask the database for every row."""
    panels[:] = [panel() for panel in PANELS]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """Leave out how many pages and pictures there are: it helps nobody to do anything."""
    items.clear()


@hooks.register("construct_main_menu")
def no_way_out(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the menu that leads to other sites; a school's server may have no way there."""
    items[:] = [item for item in items if item.name != "help"]
