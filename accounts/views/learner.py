"""A student's way in and out: the card, its PIN, the confirmation, the sign-out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import PinAnswer
from accounts.forms import PinChoiceForm, PinForm
from accounts.models import LoginCard
from accounts.services.cards import find_card_by_qr
from accounts.services.pins import check_pin, choose_pin, is_pin_locked
from accounts.services.sign_in import SignInRefused, open_with_card, sign_in_with_card, waiting_card
from common.http import no_store, safe_next, see_other

type Forms = PinForm | PinChoiceForm


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Ask "is this you?" of whoever scanned a card, and sign in only on the answer.

    Unknown, cancelled and expired cards get one page and one status, 404: a found link tells nothing.
    """
    found = find_card_by_qr(token)
    if found is None or not found.is_usable or not found.user.is_active:
        return render(request, "accounts/card_ended.html", status=404)
    if request.user.is_authenticated and not request.user.is_learner:
        return render(request, "accounts/card_staff.html", {"card": found}, status=409)
    if request.method == "POST":
        try:
            return see_other(open_with_card(request, found))
        except SignInRefused:
            return render(request, "accounts/card_ended.html", status=404)
    return render(request, "accounts/card_confirm.html", {"card": found, "next": safe_next(request, "")})


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def card_pin(request: HttpRequest) -> HttpResponse:
    """Let the child choose a PIN at the first sign-in, and ask for it at every later one."""
    waiting = waiting_card(request)
    if waiting is None:
        return HttpResponseRedirect("/")
    shown, target, nonce = waiting
    data = request.POST if request.method == "POST" else None
    form: Forms = PinForm(data) if shown.pin else PinChoiceForm(data, card=shown, nonce=nonce)
    if not is_pin_locked(shown) and form.is_valid():
        if _take_pin(shown, nonce, form):
            return _let_in(request, shown, target)
        if not form.errors and not shown.pin:
            # Somebody with the same card was faster: their PIN counts, and is asked for now.
            return see_other(request.path)
    if is_pin_locked(shown):
        return render(request, "accounts/pin_locked.html", status=403)
    context = {"form": form, "card": shown, "is_first": not shown.pin}
    return render(request, "accounts/pin.html", context, status=422 if form.errors else 200)


def _take_pin(shown: LoginCard, nonce: str, form: Forms) -> bool:
    """Set the chosen PIN or compare the typed one; a wrong one becomes an error of the form."""
    if isinstance(form, PinChoiceForm):
        return choose_pin(card=shown, nonce=nonce, choice=int(form.cleaned_data["choice"]))
    answer = check_pin(card=shown, text=form.cleaned_data["pin"])
    if answer == PinAnswer.WRONG:
        form.add_error("pin", _("This PIN is not right. Try again."))
    return answer == PinAnswer.RIGHT


def _let_in(request: HttpRequest, shown: LoginCard, target: str) -> HttpResponse:
    """Sign in after the PIN, unless the card ended in this very moment."""
    try:
        sign_in_with_card(request, shown, is_pin_right=True)
    except SignInRefused:
        return render(request, "accounts/card_ended.html", status=404)
    return see_other(target)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the sign-in on this device and drop what its browser kept of our pages."""
    target = safe_next(request, "/")
    if request.method != "POST" and request.user.is_authenticated:
        return render(request, "accounts/sign_out.html", {"next": safe_next(request, "")})
    if request.user.is_authenticated:
        logout(request)
    response = see_other(target)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
