"""The question bank and the quizzes in the CMS."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from assessments.models import Item, Quiz


class ItemViewSet(SnippetViewSet):
    """Questions."""

    model = Item
    icon = "help"
    menu_label = _("Question bank")
    list_display: ClassVar[list[str]] = ["name", "competency", "difficulty", "content_level"]
    list_filter: ClassVar[list[str]] = ["locale", "difficulty", "content_level"]
    list_per_page = 50
    copy_view_enabled = False


class QuizViewSet(SnippetViewSet):
    """Quizzes."""

    model = Quiz
    icon = "tasks"
    menu_label = _("Quizzes")
    list_display: ClassVar[list[str]] = ["title", "pass_percent", "tries"]
    list_filter: ClassVar[list[str]] = ["locale"]
    copy_view_enabled = False


class QuestionsGroup(SnippetViewSetGroup):
    """One menu entry for both."""

    items: ClassVar[tuple[type[SnippetViewSet], ...]] = (ItemViewSet, QuizViewSet)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 250
