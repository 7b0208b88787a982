"""Competencies, country facts and the library in the CMS."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.viewsets import TranslatableIndexView
from curriculum.models import Competency, CompetencyFramework, CountryFact, Resource


class FrameworkViewSet(SnippetViewSet):
    """Competency frameworks."""

    model = CompetencyFramework
    icon = "folder-open-inverse"
    index_view_class = TranslatableIndexView
    list_display: ClassVar[list[str]] = ["title", "version"]


class CompetencyIndexView(TranslatableIndexView[Competency]):
    """The list of competencies, each with its framework."""

    def get_base_queryset(self) -> QuerySet[Competency]:
        """Return the rows with what the columns show."""
        return super().get_base_queryset().select_related("framework")


class CompetencyViewSet(SnippetViewSet):
    """Competencies."""

    model = Competency
    icon = "list-ul"
    index_view_class = CompetencyIndexView
    list_display: ClassVar[list[str]] = ["code", "statement", "framework"]
    list_filter: ClassVar[list[str]] = ["locale", "framework"]


class CountryFactViewSet(SnippetViewSet):
    """Dated facts."""

    model = CountryFact
    icon = "date"
    index_view_class = TranslatableIndexView
    # The check that is due first stands first.
    ordering = ("next_check_on",)
    list_display: ClassVar[list[str]] = ["country", "topic", "verified_on", "next_check_on"]
    list_filter: ClassVar[list[str]] = ["locale", "country", "topic"]


class ResourceViewSet(SnippetViewSet):
    """The library."""

    model = Resource
    icon = "doc-full-inverse"
    index_view_class = TranslatableIndexView
    ordering = ("title",)
    search_fields: ClassVar[list[str]] = ["title", "summary"]
    list_display: ClassVar[list[str]] = ["title", "kind", "audience", "content_level", "is_published"]
    list_filter: ClassVar[list[str]] = ["locale", "kind", "audience", "content_level", "is_easy_read", "is_published"]


class CurriculumGroup(SnippetViewSetGroup):
    """One menu entry."""

    items: ClassVar[tuple[type[SnippetViewSet], ...]] = (
        FrameworkViewSet, CompetencyViewSet, CountryFactViewSet, ResourceViewSet,
    )  # fmt: skip
    menu_label = _("Curriculum")
    menu_icon = "folder-open-inverse"
    menu_order = 240
