"""Exporting the questions that were ticked in the list."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from assessments.forms import BankExportForm
from assessments.models import Item
from assessments.permissions import can_export
from assessments.services.bank_export import NothingToExport
from assessments.views.bank_export import explain, exported


class ExportQuestions(SnippetBulkAction):
    """Writes a file and changes nothing."""

    display_name = _("Export")
    action_type = "export_questions"
    aria_label = _("Export the questions that are ticked")
    template_name = "assessments/author/bank_export_chosen.html"
    action_priority = 50
    form_class = BankExportForm
    models: ClassVar[list[type[Item]]] = [Item]

    @classmethod
    def get_queryset(cls, model: type[Item], object_ids: Iterable[str]) -> QuerySet[Item]:
        """Return the questions in one query, in the order they were made."""
        return model.objects.filter(pk__in=object_ids).select_related("locale", "competency", "picture").order_by("pk")

    def check_perm(self, obj: Item) -> bool:  # noqa: ARG002 - Wagtail asks for each
        """Whether the person sees the bank with its keys."""
        return can_export(self.request.user)

    def prepare_action(self, objects: list[Item], *_without_access: Any) -> HttpResponse | None:
        """Answer with the file."""
        try:
            return exported(objects, self.cleaned_form.cleaned_data["format"], "", self.request.user)
        except NothingToExport:
            messages.error(self.request, explain())
            return None

    @classmethod
    def execute_action(cls, *_objects: Any, **_context: Any) -> tuple[int, int]:
        """Nothing is changed."""
        return 0, 0
