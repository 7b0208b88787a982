"""Addresses of sign-in. One name that allauth looks up and that we do not offer leads to a 404."""

from django.urls import include, path

from accounts.permissions import staff_required
from accounts.views import doors, factors, forgotten, learner, staff

second_factor = [
    path("", staff_required(staff.SecondFactorsView.as_view()), name="mfa_index"),
    path("set-up/", staff.second_factor_set_up, name="staff_second_factor"),
    path("lost/", staff.lost_second_factor, name="lost_second_factor"),
    path("authenticate/", staff.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("reauthenticate/", staff_required(factors.ConfirmCodeView.as_view()), name="mfa_reauthenticate"),
    path("app/", staff_required(factors.AddAppView.as_view()), name="mfa_activate_totp"),
    path("app/remove/", staff_required(factors.RemoveAppView.as_view()), name="mfa_deactivate_totp"),
    path("key/", staff_required(factors.AddKeyView.as_view()), name="mfa_add_webauthn"),
    path("key/confirm/", staff_required(factors.ConfirmKeyView.as_view()), name="mfa_reauthenticate_webauthn"),
    path("key/<int:pk>/name/", staff_required(factors.NameKeyView.as_view()), name="mfa_edit_webauthn"),
    path("key/<int:pk>/remove/", staff_required(factors.RemoveKeyView.as_view()), name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("c/pin/", learner.card_pin, name="card_pin"),
    path("c/<str:token>", learner.card, name="card"),
    path("sign-out/", learner.sign_out, name="sign_out"),
    path("staff/sign-in/", staff.SignInView.as_view(), name="account_login"),
    path("staff/sign-out/", staff.SignOutView.as_view(), name="account_logout"),
    path("staff/password/", staff_required(staff.NewPasswordView.as_view()), name="account_change_password"),
    # A member of staff without a password of their own (the demo's cast) is sent here by allauth.
    path("staff/password/set/", doors.closed, name="account_set_password"),
    path("staff/password/forgotten/", forgotten.forgotten_password, name="forgotten_password"),
    path("staff/reauthenticate/", staff_required(factors.ConfirmPasswordView.as_view()), name="account_reauthenticate"),
    path("staff/second-factor/", include(second_factor)),
]
