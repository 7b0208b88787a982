"""Accepting an invitation: the printed code, then a user name and a password; the second factor comes right after."""

from django.core import signing
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.services import sign_in_new_staff
from common.http import no_store, see_other
from institutions import services
from institutions.forms.staff import AccountForm, CodeForm
from institutions.models import Invitation

STAFF_HOME = "/t/"
# Between the code and the password an invitation is held in the session, for as long as one needs to think of one.
SESSION_KEY = "invitation"
TICKET_SALT = "institutions.invitation"
THINKING_SECONDS = 20 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code of an invitation."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(STAFF_HOME)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.find_invitation(text=form.cleaned_data["code"])
        except services.InvitationRefused:
            form.add_error(
                "code",
                _("This code opens nothing. Compare it with the paper; after five tries wait for 15 minutes."),
            )
        else:
            request.session[SESSION_KEY] = signing.dumps(found.pk, salt=TICKET_SALT)
            return see_other(reverse("invitation_account"))
    return render(request, "institutions/invitation_code.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def make_account(request: HttpRequest) -> HttpResponse:
    """Make the account and sign in; nothing opens before a second factor is set up."""
    found = _held(request)
    if request.user.is_authenticated or found is None:
        return HttpResponseRedirect(STAFF_HOME if request.user.is_authenticated else reverse("invitation"))
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.accept_invitation(
                invitation=found, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
            )
        except services.InvitationRefused:
            request.session.pop(SESSION_KEY, None)
            return HttpResponseRedirect(reverse("invitation"))
        except IntegrityError:
            # Somebody took the name between the form's check and this moment.
            form.add_error("username", _("This user name is taken. Choose another one."))
        else:
            request.session.pop(SESSION_KEY, None)
            sign_in_new_staff(request, user)
            return see_other(reverse("staff_second_factor"))
    context = {"form": form, "invitation": found}
    return render(request, "institutions/invitation_account.html", context, status=422 if form.errors else 200)


def _held(request: HttpRequest) -> Invitation | None:
    """Return the invitation whose code this browser has just shown."""
    try:
        pk = signing.loads(request.session.get(SESSION_KEY, ""), salt=TICKET_SALT, max_age=THINKING_SECONDS)
    except signing.BadSignature:
        return None
    standing = Invitation.objects.standing().select_related("institution__centre", "centre", "region", "created_by")
    return standing.filter(pk=pk).first()
