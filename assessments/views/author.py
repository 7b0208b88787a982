"""Publishing a quiz from the CMS."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from assessments.permissions import access_quiz_to_publish
from assessments.queries.changes import pending_changes
from assessments.queries.drafts import source_row
from assessments.services import NotPublishable, publish_quiz
from cms.checks import publishing_advice, publishing_problems


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
        "advice": publishing_advice(quiz),
    }
    return render(request, "assessments/author/publish.html", context, status=422 if reasons else 200)
