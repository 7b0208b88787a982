"""Quizzes in the CMS: the menu, and the screen that publishes a quiz for classes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.snippets.models import register_snippet

from assessments.models import Item, Quiz
from assessments.views import author, bank_export, banks, own_sound
from assessments.views.bank_export_chosen import ExportQuestions
from assessments.viewsets import QuestionsGroup

if TYPE_CHECKING:
    from accounts.models import User

register_snippet(QuestionsGroup)
hooks.register("register_bulk_action", ExportQuestions)


@hooks.register("register_admin_urls")
def publishing_urls() -> list[URLPattern]:
    """Return the URLs of the screens that publish a quiz and regrade its answers."""
    return [
        path("quizzes/<int:quiz_id>/publish/", author.publish, name="quiz_publish"),
        path("quizzes/versions/<str:version_id>/regrade/", author.regrade, name="quiz_regrade"),
    ]


@hooks.register("register_admin_urls")
def bank_urls() -> list[URLPattern]:
    """Return the URLs of importing and exporting question banks."""
    return [
        path("questions/export/", bank_export.export, name="bank_export"),
        path("questions/import/", banks.upload, name="bank_upload"),
        path("questions/import/template.<str:file_type>", banks.template, name="bank_template"),
        path("questions/import/job/<str:job_id>/", banks.progress, name="bank_import"),
        path("questions/import/<str:upload_id>/", banks.preview, name="bank_preview"),
        path("questions/import/<str:upload_id>/discard/", banks.discard, name="bank_discard"),
    ]


@hooks.register("register_admin_urls")
def sound_urls() -> list[URLPattern]:
    """Return the URL of the screen that gives a translated question its own sound."""
    return [path("questions/<int:item_id>/sound/", own_sound.own_sound, name="own_sound")]


@hooks.register("register_snippet_listing_buttons")
def sound_button(snippet: Any, user: "User", next_url: str | None = None) -> Iterator[ListingButton]:
    """Offer a sound of its own beside each question that plays one; its screen says what a first language has."""
    if isinstance(snippet, Item) and snippet.sound_id and user.has_perm("assessments.change_item"):
        yield ListingButton(_("Sound in this language"), reverse("own_sound", args=[snippet.pk]), icon_name="media")


@hooks.register("register_snippet_listing_buttons")
def publish_button(snippet: Any, user: "User", next_url: str | None = None) -> Iterator[ListingButton]:
    """Offer publication beside each quiz."""
    if isinstance(snippet, Quiz):
        yield ListingButton(_("Publish for classes"), reverse("quiz_publish", args=[snippet.pk]), icon_name="upload")


@hooks.register("register_snippet_listing_buttons")
def figures_button(snippet: Any, user: "User", next_url: str | None = None) -> Iterator[ListingButton]:
    """Lead from each question and quiz to its figures; whoever may write questions may read them."""
    if not user.has_perm("assessments.add_item"):
        return
    if isinstance(snippet, Item):
        url = reverse("item_figures", args=[snippet.translation_key])
        yield ListingButton(_("Figures"), url, icon_name="history")
    elif isinstance(snippet, Quiz):
        yield ListingButton(_("Figures"), reverse("quiz_figures", args=[snippet.pk]), icon_name="history")
