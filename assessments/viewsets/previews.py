"""Live previews beside the editor: the student's page on a phone, and below it what only the author needs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView

from assessments import interactions
from assessments.blocks import fault_sentence
from assessments.forms import question_form
from assessments.models import Item, Quiz
from assessments.queries.advice import item_advice
from assessments.queries.blueprint import blueprint_of
from assessments.queries.draft import Asked
from assessments.queries.drafts import asked_of, draft_of
from assessments.queries.previews import said_to
from assessments.queries.samples import sample_of
from assessments.services.practice_media import previewed

TEMPLATE = "assessments/author/preview.html"


class Shown:
    """Answers with a page of ours instead of the row's own: rows know nothing of screens."""

    def get(self, request: Any, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show what is in the editor now, else the row as it is stored; what cannot be read, Wagtail's page says."""
        view: Any = self
        typed = view._get_form_state()
        if typed is None and view.object.pk:
            return render(request, TEMPLATE, self.context(view.object))
        form = view.get_form(view._get_form_data(typed))
        if not view.validate_form(form):
            answer: HttpResponse = view.error_response()
            return answer
        form.save(commit=False)
        return render(request, TEMPLATE, self.context(form.instance))

    def context(self, row: Any) -> dict[str, Any]:
        """Return what the page shows of a row."""
        if isinstance(row, Quiz):
            return _quiz_context(row, _number(self, "number"), _number(self, "sample", 0))
        return {"title": row.name, **_question_context(asked_of(row), row)}


def _number(view: Any, name: str, default: int = 1) -> int:
    asked = view.request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000") else default


def _quiz_context(quiz: Quiz, number: int, sample: int) -> dict[str, Any]:
    draft = draft_of(quiz)
    form, asked = sample_of(draft, sample)
    plan = {"blueprint": blueprint_of(draft), "sample": sample, "form": form}
    plan |= {"another": sample + 1 if draft.draws or form else 0}
    if not asked:
        return {"title": quiz.title, **plan}
    place = min(max(number, 1), len(asked))
    one = asked[place - 1]
    steps = {"number": place, "count": len(asked), "before": place - 1, "after": place + 1 if place < len(asked) else 0}
    return {"title": quiz.title, **plan, **steps, **_question_context(one, one.row)}


def _question_context(one: Asked, row: Item) -> dict[str, Any]:
    if one.frozen is None or one.texts is None:
        faults = [fault_sentence(row.kind, fault) for fault in one.faults if not fault.is_advice] if one.faults else []
        return {"refusals": [*faults, *([one.refusal] if one.refusal else [])]}
    if one.media_faults:
        return {"refusals": [message for _field, message in one.media_faults]}
    kind = interactions.logic(one.frozen.kind)
    language = row.locale.language_code if row.locale_id else get_language()
    with override(language):
        question = question_form(one.frozen, previewed(one.texts, row), kind.shuffle_order(one.frozen, "preview"))
        said = said_to(one.frozen, one.texts)
    return {
        "language": language,
        "question": question,
        "said": said,
        "feedback": one.texts.feedback,
        "advice": item_advice(row),
    }


class PreviewOnAdd(Shown, PreviewOnCreateView):
    """Of a row that is being written."""


class PreviewOnEdit(Shown, PreviewOnEditView):
    """Of a row that is being changed."""
