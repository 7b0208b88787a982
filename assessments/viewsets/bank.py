"""The list of the question bank: search in the words of a question, filters, and where each is used."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from assessments.blocks import INTERACTIONS
from assessments.enums import AnswerLevel, Difficulty
from assessments.models import Item, Quiz
from assessments.queries.bank import asked_in, bank, found_by, never_used
from cms.enums import ContentLevel
from cms.queries.languages import with_translations
from cms.viewsets import TranslatableIndexView
from curriculum.models import Competency

KIND_LABELS = [(name, block.label) for name, block in INTERACTIONS.child_blocks.items()]


class BankFilters(WagtailFilterSet):
    """What an author looks for."""

    competency = django_filters.ModelChoiceFilter(label=_("Competency"), queryset=Competency.objects.order_by("code"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), field_name="found_kind", choices=KIND_LABELS)
    difficulty = django_filters.ChoiceFilter(label=_("Difficulty"), choices=Difficulty.choices)
    content_level = django_filters.ChoiceFilter(label=_("Content level"), choices=ContentLevel.choices)
    answer_level = django_filters.ChoiceFilter(label=_("Answer level"), choices=AnswerLevel.choices)
    quiz = django_filters.ModelChoiceFilter(
        label=_("Used in the quiz"), queryset=Quiz.objects.order_by("title", "pk"), method="in_quiz"
    )
    unused = django_filters.ChoiceFilter(
        label=_("Use"), choices=[("never", _("Never used in a quiz or a lesson"))], method="in_none"
    )

    class Meta:
        model = Item
        fields: ClassVar[list[str]] = []

    def in_quiz(self, rows: QuerySet[Item], _name: str, quiz: Quiz) -> QuerySet[Item]:
        """Keep the questions of a quiz."""
        return asked_in(rows, quiz)

    def in_none(self, rows: QuerySet[Item], _name: str, _value: str) -> QuerySet[Item]:
        """Keep the questions that nothing uses."""
        return never_used(rows)


class KindColumn(Column):
    """The kind in words."""

    def get_value(self, instance: Any) -> Any:
        """Return the editor's word for it."""
        return dict(KIND_LABELS).get(instance.found_kind, instance.found_kind)


class BankIndexView(TranslatableIndexView[Item]):
    """The list itself."""

    filterset_class = BankFilters

    def get_base_queryset(self) -> QuerySet[Item]:
        """Return every question with what the columns show."""
        return with_translations(bank())

    def search_queryset(self, queryset: QuerySet[Item]) -> QuerySet[Item]:
        """Keep what the search finds; asked apart, because the index knows nothing of the filters."""
        return queryset.filter(pk__in=found_by(self.search_query)) if self.is_searching else queryset
