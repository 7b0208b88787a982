"""Publishing a quiz from the CMS."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from assessments.models import Quiz
from assessments.services import NotPublishable, publish_quiz
from assessments.services.publishing import source_row


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    """Say what publication does; POST freezes the next version. Classes that have the quiz keep theirs."""
    if not request.user.has_perm("assessments.change_quiz"):
        raise PermissionDenied
    quiz = source_row(get_object_or_404(Quiz, pk=quiz_id))
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
