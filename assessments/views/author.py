"""Publishing a quiz from the CMS."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from assessments.permissions import access_quiz_to_publish
from assessments.queries.drafts import source_row
from assessments.services import NotPublishable, publish_quiz


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
    latest = quiz.versions.order_by("-number").first()
    languages = sorted(set(latest.texts.values_list("language", flat=True))) if latest else []
    context = {"quiz": quiz, "latest": latest, "languages": languages, "reasons": reasons}
    return render(request, "assessments/author/publish.html", context)
