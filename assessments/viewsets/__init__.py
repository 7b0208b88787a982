"""The question bank, the quizzes and the rubrics in the CMS."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from assessments.models import Item, Quiz, Rubric
from assessments.viewsets.bank import BankIndexView, KindColumn
from assessments.viewsets.importing import exchange_entries
from assessments.viewsets.previews import PreviewOnAdd, PreviewOnEdit
from cms.viewsets import TranslatableIndexView


class ItemViewSet(SnippetViewSet):
    """Questions."""

    model = Item
    icon = "help"
    menu_label = _("Question bank")
    index_view_class = BankIndexView
    preview_on_add_view_class = PreviewOnAdd
    preview_on_edit_view_class = PreviewOnEdit
    list_display: ClassVar[list[Any]] = [
        "name",
        KindColumn("found_kind", label=_("Kind"), sort_key="found_kind"),
        "competency",
        "difficulty",
        "content_level",
        Column("quiz_count", label=_("Quizzes"), sort_key="quiz_count"),
        LocaleColumn(),
    ]
    list_per_page = 50
    copy_view_enabled = False


class QuizViewSet(SnippetViewSet):
    """Quizzes."""

    model = Quiz
    icon = "tasks"
    menu_label = _("Quizzes")
    index_view_class = TranslatableIndexView
    preview_on_add_view_class = PreviewOnAdd
    preview_on_edit_view_class = PreviewOnEdit
    list_display: ClassVar[list[Any]] = ["title", "pass_percent", "tries", LocaleColumn()]
    copy_view_enabled = False


class RubricViewSet(SnippetViewSet):
    """Rubrics."""

    model = Rubric
    icon = "list-ol"
    menu_label = _("Rubrics")
    index_view_class = TranslatableIndexView
    list_display: ClassVar[list[Any]] = ["name", LocaleColumn()]
    copy_view_enabled = False


class QuestionsGroup(SnippetViewSetGroup):
    """One menu entry for all."""

    items: ClassVar[tuple[type[SnippetViewSet], ...]] = (ItemViewSet, QuizViewSet, RubricViewSet)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 250

    def get_submenu_items(self) -> list[Any]:
        """Return the two lists, and where questions come in and go out."""
        items: list[Any] = super().get_submenu_items()
        return [*items, *exchange_entries()]
