"""Which question of a running lesson a page is about."""

from django.http import Http404

from accounts.permissions import SignedInRequest
from lessons.models import LessonRun, LiveQuestion


def wanted_question(request: SignedInRequest, run: LessonRun) -> LiveQuestion:
    """Return the question asked for, else the one on the wall, else the first; 404 where there is none."""
    sent = request.POST.get("q") or request.GET.get("q", "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= len("999") else run.question or 1
    found = run.questions.select_related("tally").filter(number=number).first()
    if found is None:
        raise Http404
    return found
