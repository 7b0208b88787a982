"""Questions of the bank as a file: a quiz, a language, or what was ticked in the list."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Locale

from accounts.models import User
from accounts.permissions import SignedInRequest
from assessments.exchange import banks
from assessments.forms import BankExportAllForm
from assessments.models import Item, Quiz
from assessments.permissions import can_export
from assessments.queries.bank import asked_in
from assessments.services.bank_export import MOST_AT_ONCE, NothingToExport, export_bank
from common.http import no_store


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def export(request: SignedInRequest) -> HttpResponse:
    """Ask what to take out and in which format; POST answers with the file."""
    if not can_export(request.user):
        raise PermissionDenied
    asked = {"quiz": request.GET.get("quiz"), "locale": Locale.get_default()}
    form = BankExportAllForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        quiz, locale = form.cleaned_data["quiz"], form.cleaned_data["locale"]
        try:
            title = quiz.title if quiz else ""
            return exported(_chosen(quiz, locale), form.cleaned_data["format"], title, request.user)
        except NothingToExport:
            form.add_error(None, explain())
    return render(request, "assessments/author/bank_export.html", {"form": form}, status=422 if form.errors else 200)


def exported(items: Sequence[Item], format_name: str, title: str, actor: User) -> HttpResponse:
    """Return the file; raises ``NothingToExport``."""
    data = export_bank(items=items, format_name=format_name, title=title, actor=actor)
    _module, suffix, content_type = banks.WRITTEN[format_name]
    headers = {"Content-Disposition": f'attachment; filename="questions.{suffix}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=content_type, headers=headers)


def explain() -> str:
    """Return the sentence for an export of nothing, or of too much."""
    sentence = _("There are no questions here, or more than %(most)s. Choose a quiz, or tick questions in the list.")
    return sentence % {"most": MOST_AT_ONCE}


def _chosen(quiz: Quiz | None, locale: Locale) -> list[Item]:
    rows = Item.objects.select_related("locale", "competency", "picture")
    if quiz is None:
        return list(rows.filter(locale=locale).order_by("pk")[: MOST_AT_ONCE + 1])
    keys = asked_in(rows, quiz).values("translation_key")
    return list(rows.filter(translation_key__in=keys, locale=locale).order_by("pk"))
