"""A forgotten password: no letter is sent; two colleagues hand over a code, and the second factor is asked as ever."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import ForgottenPasswordForm
from accounts.services.password_recovery import use_password_recovery
from common.http import no_store, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Take user name, code and a new password; whoever succeeds signs in with it."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if use_password_recovery(username=data["username"], code=data["code"], password=data["password1"]):
                messages.success(request, _("You have a new password. Sign in with it."))
                return see_other(reverse("account_login"))
            form.add_error("code", _("Name and code do not belong together, or the code is no longer valid."))
        except forms.ValidationError as weak:
            form.add_error("password1", weak)
    return render(request, "accounts/forgotten_password.html", {"form": form}, status=422 if form.errors else 200)
