"""Publishing a quiz from the CMS."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from assessments.permissions import access_quiz_to_publish, access_version_to_regrade
from assessments.queries.blueprint import blueprint_of
from assessments.queries.changes import pending_changes
from assessments.queries.drafts import draft_of, source_row
from assessments.queries.regrade_runs import regrade_runs
from assessments.queries.regrading import classes_to_regrade, preview_regrading, running_versions
from assessments.services import NotPublishable, ask_regrading, ask_undoing, publish_quiz
from cms.checks import publishing_advice, publishing_problems


@require_http_methods(["GET", "POST"])
def regrade(request: SignedInRequest, version_id: str) -> HttpResponse:
    """Show what this version's key would change for classes with earlier versions; POST starts or undoes it."""
    version = access_version_to_regrade(request.user, version_id)
    if request.method == "POST":
        if request.POST.get("undo"):
            if request.POST["undo"] in {run.run_id for run in regrade_runs(version) if run.can_undo}:
                ask_undoing(run_id=request.POST["undo"], actor=request.user)
        elif classes_to_regrade(version):
            ask_regrading(version=version, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The work has begun. Load this page again to see what came out."))
        return redirect("quiz_regrade", version_id)
    context = {
        "version": version,
        "preview": preview_regrading(version, get_language()),
        "runs": regrade_runs(version),
    }
    return render(request, "assessments/author/regrade.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    """Say what publication does; POST freezes the next version. Classes that have the quiz keep theirs."""
    quiz = source_row(access_quiz_to_publish(request.user, quiz_id))
    reasons: list[str] = []
    if request.method == "POST":
        try:
            version = publish_quiz(quiz=quiz, actor=request.user)
        except NotPublishable as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
            return redirect("wagtailsnippets_assessments_quiz:list")
    changes = pending_changes(quiz)
    languages = sorted(set(changes.latest.texts.values_list("language", flat=True))) if changes.latest else []
    context = {
        "quiz": quiz,
        "changes": changes,
        "languages": languages,
        "reasons": reasons or publishing_problems(quiz),
        "running": running_versions(quiz),
        "advice": publishing_advice(quiz),
        "blueprint": blueprint_of(draft_of(quiz)),
    }
    return render(request, "assessments/author/publish.html", context, status=422 if reasons else 200)
