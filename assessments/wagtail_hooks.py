"""Quizzes in the CMS: the menu, and the screen that publishes a quiz for classes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.snippets.models import register_snippet

from assessments.models import Quiz
from assessments.views import author
from assessments.viewsets import QuestionsGroup

if TYPE_CHECKING:
    from accounts.models import User

register_snippet(QuestionsGroup)


@hooks.register("register_admin_urls")
def publishing_urls() -> list[URLPattern]:
    """Return the URL of the publishing screen."""
    return [path("quizzes/<int:quiz_id>/publish/", author.publish, name="quiz_publish")]


@hooks.register("register_snippet_listing_buttons")
def publish_button(snippet: Any, user: "User", next_url: str | None = None) -> Iterator[ListingButton]:
    """Offer publication beside each quiz."""
    if isinstance(snippet, Quiz):
        yield ListingButton(_("Publish for classes"), reverse("quiz_publish", args=[snippet.pk]), icon_name="upload")
