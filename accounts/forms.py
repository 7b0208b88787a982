"""Forms of sign-in; whatever takes a secret counts the guess first."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm, SetPasswordForm
from allauth.account.forms import ReauthenticateForm as AskPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import LoginCard, User
from accounts.services.pins import PIN_DIGITS, drawn_pins
from accounts.services.second_factor import guarded_factor, spend_code

# What a field expects stands above it, never inside it.
CODE_INPUT = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}


class StaffSignInForm(LoginForm):
    """User name and password; the backend counts the guess."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        _without_placeholders(self)


class ConfirmPasswordForm(AskPasswordForm):
    """The password before something sensitive; the backend counts the guess."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)


class NewAppForm(ActivateTOTPForm):
    """The first code of an authenticator app; its key is on the same page, so there is nothing to guess."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].widget = forms.TextInput(attrs=CODE_INPUT)


class _CountedCode(forms.Form):
    """A typed code of an authenticator app."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].widget = forms.TextInput(attrs=CODE_INPUT)

    def clean_code(self) -> str:
        """Count the guess, then compare."""
        # The class that comes next in line is one of allauth's.
        compare: Callable[[], str] = super().clean_code  # type: ignore[misc]

        def check() -> str:
            code = compare()
            spend_code(self.user, code)
            return code

        return guarded_factor(self.user, check)


class SecondFactorForm(_CountedCode, AuthenticateForm):
    """The code at sign-in."""


class ConfirmCodeForm(_CountedCode, ReauthenticateForm):
    """The code before something sensitive."""


def _read_key[T](read: Callable[[], T]) -> T:
    """Turn whatever allauth and fido2 raise about JSON that no browser made into a refusal."""
    try:
        return read()
    except (AttributeError, IndexError, LookupError, TypeError, ValueError) as problem:
        raise forms.ValidationError(_("The passkey was not accepted."), code="incorrect_code") from problem


class _CountedKey(forms.Form):
    """The answer of a passkey or security key."""

    user: User

    def clean_credential(self) -> Authenticator:
        """Count the guess, then compare."""
        check: Callable[[], Authenticator] = super().clean_credential  # type: ignore[misc]
        return guarded_factor(self.user, lambda: _read_key(check))


class SecondFactorKeyForm(_CountedKey, AuthenticateWebAuthnForm):
    """The key at sign-in."""


class ConfirmKeyForm(_CountedKey, ReauthenticateWebAuthnForm):
    """The key before something sensitive."""


class NewKeyForm(AddWebAuthnForm):
    """A passkey to be added, and what to call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].max_length = 60

    def clean(self) -> dict[str, Any]:
        """Read what the browser sent."""
        check: Callable[[], dict[str, Any]] = super().clean
        return _read_key(check)


class NewPasswordForm(SetPasswordForm):
    """A new password, twice; who asks for it has been confirmed before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("The same password again")
        _without_placeholders(self)


class RecoveryForm(forms.Form):
    """The code that two colleagues made."""

    code = forms.CharField(
        label=_("Code from your colleagues"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ForgottenPasswordForm(RecoveryForm):
    """The code that two colleagues made, whose account it is for, and the new password twice."""

    field_order = ("username", "code", "password1", "password2")
    username = forms.CharField(
        label=_("User name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password1 = forms.CharField(
        label=_("New password"), strip=False, max_length=200, help_text=_("Twelve characters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("The same password again"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Compare the two, and refuse a weak one before the code is looked at: it would tell that the code is right."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        if first:
            try:
                validate_password(first, User(username=data.get("username", "")))
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        return data


class PinForm(forms.Form):
    """The PIN of a card."""

    pin = forms.CharField(
        label=_("Your PIN"),
        max_length=20,
        error_messages={"required": _("Type the 6 digits of your PIN.")},
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": PIN_DIGITS}),
    )


class PinChoiceForm(forms.Form):
    """Three PINs to choose from."""

    def __init__(self, *args: Any, card: LoginCard, nonce: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pins = drawn_pins(card, nonce)
        choices = [(str(place), f"{pin[:3]} {pin[3:]}") for place, pin in enumerate(pins)]
        self.fields["choice"] = forms.ChoiceField(
            label=_("Choose your PIN"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the three.")},
        )


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
