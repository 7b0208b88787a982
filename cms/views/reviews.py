"""Looking at a page that waits for review, and sending one there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import TaskState

from accounts.permissions import SignedInRequest
from cms.permissions import access_page, access_review
from cms.queries import reviews, translation_of
from cms.queries.translating import translators_view
from cms.services import send_to_review


@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest, state_id: int) -> HttpResponse:
    """Show a version, what changed and how it looks; POST approves it or sends it back with a reason."""
    state = access_review(request.user, state_id)
    if request.method == "POST":
        return _decide(request, state)
    page = state.revision.as_object()
    first, others = reviews.previews(page, getattr(state.task.specific, "first_previews", ()))
    context = {
        "state": state,
        "page": page,
        "step": reviews.step_name(state),
        "changes": reviews.changes(page, state),
        "first_previews": first,
        "other_previews": others,
        "original": reviews.original(page),
        "history": reviews.history(state.workflow_state),
        "advice": page.advice(),
    }
    return render(request, "cms/admin/review.html", context)


def _decide(request: SignedInRequest, state: TaskState) -> HttpResponse:
    action = "approve" if "approve" in request.POST else "reject"
    comment = request.POST.get("comment", "").strip()
    if action == "reject" and not comment:
        messages.error(request, _("Say what is to be changed, so that the author knows."))
        return redirect("cms_review", state.pk)
    state.task.specific.on_action(state, request.user, action, comment=comment)
    state.refresh_from_db()
    if state.status == TaskState.STATUS_APPROVED:
        messages.success(request, _("Approved. It goes on by itself: to the next step, or to its readers."))
    elif action == "reject":
        messages.success(request, _("Sent back to the author with your words."))
    else:
        reasons = " ".join(state.comment.split("\n"))
        messages.error(request, _("It cannot be published and went back to the author: %(why)s") % {"why": reasons})
    return redirect("wagtailadmin_home")


@require_http_methods(["GET", "POST"])
def page_checks(request: SignedInRequest, page_id: int) -> HttpResponse:
    """Say what the checks have against the latest version of a page; POST sends it to review."""
    page = access_page(request.user, page_id)
    problems: list[str] = []
    if request.method == "POST":
        try:
            send_to_review(page=page, actor=request.user)
        except ValidationError as refused:
            problems = refused.messages
        else:
            messages.success(request, _("Sent to review. You will find it on this page among what is under way."))
            return redirect("wagtailadmin_home")
    draft = page.get_latest_revision_as_object()
    state = page.current_workflow_state
    waits = state is not None and state.status == state.STATUS_IN_PROGRESS
    context = {
        "page": draft,
        "problems": problems or list(draft.problems()),
        "advice": draft.advice(),
        "waits_for": reviews.step_name(state.current_task_state) if waits else "",
        "history": reviews.history(state),
        "can_send": not waits and page.has_workflow and page.has_unpublished_changes,
    }
    return render(request, "cms/admin/page_checks.html", context, status=422 if problems else 200)


@require_safe
def translating(request: SignedInRequest, page_id: int) -> HttpResponse:
    """Show a translator what changed in the source, what is missing, and the words that all courses say alike."""
    page = access_page(request.user, page_id)
    translation = translation_of(page)
    if translation is None:
        raise Http404
    context = {"page": page, "translation": translation, "view": translators_view(translation)}
    return render(request, "cms/admin/translating.html", context)
