"""Staff sign-in with a second factor: allauth's views with our limits, our words and one way to each screen."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.account.stages import LoginStageController
from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import NewPasswordForm, RecoveryForm, SecondFactorForm, SecondFactorKeyForm, StaffSignInForm
from accounts.permissions import ADMIN_PERMISSION, has_second_factor, staff_required
from accounts.services.passwords import log_password_change
from accounts.services.recovery import use_recovery
from common.http import no_store, safe_next


class SignInView(LoginView):
    """User name and password of staff."""

    template_name = "accounts/staff_sign_in.html"
    form_class = StaffSignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the two halves of the house apart, and do not send people in a circle."""
        if request.user.is_authenticated:
            if request.user.is_learner:
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse('sign_out')}?{query}")
            target = safe_next(request, settings.LOGIN_REDIRECT_URL)
            # The CMS sends here everybody whom it refuses, with its own address as the next one.
            if target.startswith(settings.ADMIN_PATH) and not request.user.has_perm(ADMIN_PERMISSION):
                raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the languages, because nobody is known yet."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"languages_switch": True}


class SignOutView(LogoutView):
    """Ask, then sign out by POST."""

    template_name = "accounts/staff_sign_out.html"


class SecondFactorView(AuthenticateView):
    """The second factor, between the password and the work."""

    template_name = "accounts/second_factor.html"
    form_class = SecondFactorForm
    webauthn_form_class = SecondFactorKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer only the ways that this person has set up."""
        user = self.stage.login.user
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "has_app": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
            "has_key": is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]),
        }


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def lost_second_factor(request: HttpRequest) -> HttpResponse:
    """Take the code that two colleagues made, from somebody who has just given the right password."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return HttpResponseRedirect(reverse("account_login"))
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if use_recovery(user=stage.login.user, code=form.cleaned_data["code"]):
            # The lost factors are gone, so that the stage has nothing more to ask.
            response: HttpResponse = stage.exit()
            return response
        form.add_error("code", _("This code is not right or no longer valid."))
    return render(request, "accounts/lost_second_factor.html", {"form": form}, status=422 if form.errors else 200)


class SecondFactorsView(IndexView):
    """The factors of one's own account."""

    template_name = "accounts/second_factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer passkeys where they can work."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"can_use_key": can_use_key(self.request)}


@staff_required
@require_http_methods(["GET", "HEAD"])
@no_store
def second_factor_set_up(request: HttpRequest) -> HttpResponse:
    """Explain why a second factor is needed and offer the two kinds."""
    if has_second_factor(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    if is_mfa_enabled(request.user):
        return ask_for_factor(request)
    return render(request, "accounts/second_factor_set_up.html", {"can_use_key": can_use_key(request)})


def can_use_key(request: HttpRequest) -> bool:
    """Return whether the browser will talk to a passkey at this address."""
    return request.is_secure() or request.get_host().partition(":")[0] == "localhost"


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """Start over: the account has a factor, but this sign-in has not shown it (it is older, say)."""
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@method_decorator(reauthentication_required(app="accounts"), name="dispatch")
class NewPasswordView(PasswordChangeView):
    """A new password; all other sessions of the person end with it."""

    template_name = "accounts/new_password.html"
    form_class = NewPasswordForm

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Change it and write that down."""
        response: HttpResponse = super().form_valid(form)
        log_password_change(self.request.user)
        return response
