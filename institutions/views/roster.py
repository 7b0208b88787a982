"""The class list: pasting names, asking for places, changing one student."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.exchange.pasted import propose, read_names
from institutions.forms.roster import (
    PROBLEMS,
    MoveForm,
    NumbersForm,
    PasteForm,
    StudentForm,
    corrected_lines,
    proposed_lines,
)
from institutions.models import Cohort, Enrolment
from institutions.permissions import access_taught_cohort, access_taught_enrolment
from institutions.permissions.classes import access_place_to_put_back
from institutions.queries.classes import departed, other_classes, roster
from institutions.services.roster import highest_seat, taken_names

GET_AND_POST = ["GET", "HEAD", "POST"]


@staff_required
@require_http_methods(GET_AND_POST)
@no_store
def students(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show the class list; a pasted list of names comes back as a preview, of which nothing is stored yet."""
    cohort = access_taught_cohort(request.user, cohort_id)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and cohort.institution.zero_names:
        return _offer_numbers(request, cohort, len(read_names(request.POST.get("text", ""))))
    if request.method == "POST" and form.is_valid():
        proposals = propose(read_names(form.cleaned_data["text"]), taken_names(cohort))
        return _preview(request, cohort, lines=proposed_lines(proposals), after=highest_seat(cohort))
    return _list(request, cohort, {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def add_students(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Add the lines of a preview as the teacher left them; a line left empty is left out."""
    cohort = access_taught_cohort(request.user, cohort_id)
    names = [name.strip()[:60] for name in request.POST.getlist("name") if name.strip()]
    after = _whole_number(request.POST.get("after"))
    if not names:
        return see_other(reverse("class_students", args=[cohort.public_id]))
    try:
        added = services.add_learners_by_names(
            cohort=cohort, text="\n".join(names), actor=request.user, after_seat=after
        )
    except services.NamesRefused as refusal:
        lines = corrected_lines(names, refusal.problems)
        return _preview(request, cohort, lines=lines, after=after, status=422)
    except services.NamesNotKept as refusal:
        return _offer_numbers(request, cohort, refusal.count)
    except services.ClassFull as refusal:
        messages.error(request, _("This is more than %(limit)s students.") % {"limit": refusal.limit})
        return _preview(request, cohort, lines=corrected_lines(names, {}), after=after, status=422)
    except services.RosterChanged:
        messages.error(request, _("Somebody has added students meanwhile. Look at the list, then add the others."))
        proposals = propose(read_names("\n".join(names)), taken_names(cohort))
        return _preview(request, cohort, lines=proposed_lines(proposals), after=highest_seat(cohort), status=409)
    return _added(request, cohort, len(added))


@staff_required
@require_POST
@no_store
def add_places(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Add numbered places."""
    cohort = access_taught_cohort(request.user, cohort_id)
    form = NumbersForm(request.POST)
    if not form.is_valid():
        return _list(request, cohort, {"numbers": form, "has_errors": True}, status=422)
    try:
        added = services.add_numbered_learners(
            cohort=cohort,
            count=form.cleaned_data["count"],
            actor=request.user,
            after_seat=form.cleaned_data["after"],
        )
    except services.ClassFull as refusal:
        form.add_error("count", _("A class has %(limit)s students at most.") % {"limit": refusal.limit})
        return _list(request, cohort, {"numbers": form, "has_errors": True}, status=422)
    except services.RosterChanged:
        messages.error(request, _("Somebody has added students meanwhile. Look at the list, then add the others."))
        return see_other(reverse("class_students", args=[cohort.public_id]))
    return _added(request, cohort, len(added))


@staff_required
@require_http_methods(GET_AND_POST)
@no_store
def student(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Rename a student or choose another drawing; move and take out stand on the same page."""
    enrolment = _place(request, cohort_id, enrolment_id)
    if enrolment.left_on is not None:  # may be a colleague's student by now
        raise Http404
    form = StudentForm(request.POST or None, enrolment=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_learner(
                enrolment=enrolment,
                name=form.cleaned_data.get("name", enrolment.learner.display_name),
                actor=request.user,
            )
            services.set_symbol(enrolment=enrolment, symbol=form.cleaned_data["symbol"], actor=request.user)
        except services.NamesRefused as refusal:
            form.add_error("name", str(PROBLEMS[refusal.problems[0]]))
        else:
            messages.success(request, _("The changes are saved. A card that is printed already keeps the old ones."))
            return see_other(reverse("class_students", args=[cohort_id]))
    return _student_page(request, enrolment, {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def move(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Move a student to another class of the institution, their own or a colleague's."""
    enrolment = _place(request, cohort_id, enrolment_id)
    form = MoveForm(request.POST, classes=other_classes(enrolment.cohort))
    if form.is_valid():
        target = form.cleaned_data["cohort"]
        try:
            services.move_learner(enrolment=enrolment, cohort=target, actor=request.user)
        except services.NamesRefused as refusal:
            form.add_error("cohort", str(PROBLEMS[refusal.problems[0]]))
        except services.HasLeft as refusal:
            raise Http404 from refusal
        except services.ClassFull as refusal:
            form.add_error("cohort", _("A class has %(limit)s students at most.") % {"limit": refusal.limit})
        else:
            messages.success(request, _("The student is in %(name)s now. The card stays the same.") % {"name": target})
            return see_other(reverse("class_students", args=[cohort_id]))
    return _student_page(request, enrolment, {"move_form": form, "has_errors": True}, status=422)


@staff_required
@require_POST
@no_store
def remove(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Take a student out of the class."""
    enrolment = _place(request, cohort_id, enrolment_id)
    services.remove_learner(enrolment=enrolment, actor=request.user)
    messages.success(request, _("The student is out of the class. You can put them back from the foot of the list."))
    return see_other(reverse("class_students", args=[cohort_id]))


@staff_required
@require_POST
@no_store
def put_back(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Put a student back who was taken out."""
    enrolment = access_place_to_put_back(request.user, enrolment_id)
    if enrolment.cohort.public_id != cohort_id:
        raise Http404
    try:
        services.return_learner(enrolment=enrolment, actor=request.user)
    except services.HasLeft as refusal:
        raise Http404 from refusal
    except services.ClassFull as refusal:
        messages.error(request, _("A class has %(limit)s students at most.") % {"limit": refusal.limit})
    else:
        messages.success(request, _("The student is back in the class and needs a new card."))
    return see_other(reverse("class_students", args=[cohort_id]))


def _place(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> Enrolment:
    """Return a place of this very class; the address names both."""
    enrolment = access_taught_enrolment(request.user, enrolment_id)
    if enrolment.cohort.public_id != cohort_id:
        raise Http404
    return enrolment


def _list(request: SignedInRequest, cohort: Cohort, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render the class list with whatever form is being filled in."""
    context = {
        "cohort": cohort,
        "rows": roster(cohort),
        "departed": departed(cohort, request.user),
        "form": PasteForm(),
        "numbers": NumbersForm(initial={"after": highest_seat(cohort)}),
        **context,
    }
    return render(request, "institutions/students.html", context, status=status)


def _preview(
    request: SignedInRequest, cohort: Cohort, *, lines: Any, after: int | None, status: int = 200
) -> HttpResponse:
    context = {
        "cohort": cohort,
        "lines": lines,
        "after": after,
        "problems": [line for line in lines if line.problem],
        "is_refused": bool(request.POST.getlist("name")),
    }
    return render(request, "institutions/students_preview.html", context, status=status)


def _offer_numbers(request: SignedInRequest, cohort: Cohort, count: int) -> HttpResponse:
    """Answer a list of names where none are kept: nothing of it is stored or shown again."""
    numbers = NumbersForm(initial={"after": highest_seat(cohort), "count": max(1, min(count, 60))})
    return _list(request, cohort, {"numbers": numbers, "names_not_kept": True}, status=422)


def _added(request: SignedInRequest, cohort: Cohort, count: int) -> HttpResponse:
    text = ngettext(
        "%(count)s student added. Print the card next.", "%(count)s students added. Print their cards next.", count
    )
    messages.success(request, text % {"count": count})
    return see_other(reverse("class_students", args=[cohort.public_id]))


def _student_page(
    request: SignedInRequest, enrolment: Enrolment, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    classes = other_classes(enrolment.cohort)
    context = {
        "cohort": enrolment.cohort,
        "enrolment": enrolment,
        "form": StudentForm(enrolment=enrolment),
        "move_form": MoveForm(classes=classes) if classes else None,
        **context,
    }
    return render(request, "institutions/student.html", context, status=status)


def _whole_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else None  # noqa: PLR2004
