"""One question into the next lesson of its class, out again, or done: each a plain form."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import SignedInRequest, staff_required
from assessments.models import QuizAssignment
from assessments.permissions import access_taught_assignment
from assessments.queries import frozen_structure
from common.http import safe_next, see_other
from lessons import services


@staff_required
@require_POST
def reteach(request: SignedInRequest, assignment_id: str, number: int) -> HttpResponse:
    """Do what the pressed button says, and come back to where it stood."""
    assignment = access_taught_assignment(request.user, assignment_id)
    items = frozen_structure(assignment.version).recorded
    if not 1 <= number <= len(items):
        raise Http404
    item_id, action = items[number - 1].id, request.POST.get("action")
    if action == "add":
        messages.success(request, _add(assignment, item_id, number, request.user))
    elif action == "remove" and services.remove_reteach(assignment=assignment, item_id=item_id):
        messages.success(request, _("Taken out of the next lesson."))
    elif action == "done" and services.finish_reteach(assignment=assignment, item_id=item_id):
        messages.success(request, _("Done. The class has heard it again."))
    return see_other(safe_next(request, reverse("item_results", args=[assignment_id, number])))


def _add(assignment: QuizAssignment, item_id: str, number: int, actor: User) -> str:
    row, _is_new = services.add_reteach(assignment=assignment, item_id=item_id, number=number, actor=actor)
    if row.lesson_assignment is None:
        return _("The class has no next lesson yet. It waits on the page of the class.")
    return _("It comes in lesson %(number)s, after the opening.") % {"number": row.lesson_assignment.lesson.number}
