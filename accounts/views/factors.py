"""Adding, confirming and removing second factors of one's own account."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from accounts.forms import ConfirmCodeForm, ConfirmKeyForm, ConfirmPasswordForm, NewAppForm, NewKeyForm
from accounts.permissions import SignedInRequest, has_second_factor
from accounts.services.second_factor import finish_set_up, log_removal
from accounts.views.staff import ask_for_factor


class _SetUp:
    """What adding either kind of factor has in common."""

    kind = ""
    request: SignedInRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a sign-in that knows the password alone to add a factor beside the ones that exist."""
        if is_mfa_enabled(request.user) and not has_second_factor(request):
            return ask_for_factor(request)
        self.is_first = not has_second_factor(request)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Add it; the sign-in is complete from now on."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        finish_set_up(self.request, self.request.user, self.kind)
        return response

    def get_success_url(self) -> str:
        """Go to work after the first one, back to the list after another."""
        return str(settings.LOGIN_REDIRECT_URL) if self.is_first else reverse("mfa_index")


class AddAppView(_SetUp, ActivateTOTPView):
    """Connect an authenticator app."""

    kind = "totp"
    template_name = "accounts/add_app.html"
    form_class = NewAppForm


class AddKeyView(_SetUp, AddWebAuthnView):
    """Register a passkey or security key."""

    kind = "webauthn"
    template_name = "accounts/add_key.html"
    form_class = NewKeyForm


class RemoveAppView(DeactivateTOTPView):
    """Disconnect the authenticator app; the form refuses when nothing else is left."""

    template_name = "accounts/remove_app.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove it and write that down."""
        response: HttpResponse = super().form_valid(form)
        log_removal(self.request.user, "totp")
        return response


class RemoveKeyView(RemoveWebAuthnView):
    """Remove a passkey, unless it is the only factor."""

    template_name = "accounts/remove_key.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove it and write that down."""
        adapter = get_adapter()
        authenticator: Authenticator = self.get_object()
        if not adapter.can_delete_authenticator(authenticator):
            refusal: ValidationError = adapter.validation_error("cannot_delete_authenticator")
            messages.error(self.request, refusal.messages[0])
            return HttpResponseRedirect(self.get_success_url())
        response: HttpResponse = super().form_valid(form)
        log_removal(self.request.user, "webauthn")
        return response


class NameKeyView(EditWebAuthnView):
    """Tell two passkeys apart."""

    template_name = "accounts/name_key.html"
    success_url = reverse_lazy("mfa_index")


class ConfirmPasswordView(ReauthenticateView):
    """The password again, before something sensitive."""

    template_name = "accounts/confirm.html"
    form_class = ConfirmPasswordForm


class ConfirmCodeView(CodeView):
    """The code again, before something sensitive."""

    template_name = "accounts/confirm.html"
    form_class = ConfirmCodeForm


class ConfirmKeyView(ReauthenticateWebAuthnView):
    """The key again, before something sensitive."""

    template_name = "accounts/confirm.html"
    form_class = ConfirmKeyForm
    extra_context = {"is_key": True}

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Come back to the same page; rendering this form again would count the same guess twice."""
        for errors in form.errors.values():
            messages.error(self.request, str(errors[0]))
        return HttpResponseRedirect(self.request.get_full_path())
