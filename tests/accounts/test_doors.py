"""Doors of our packages that are closed here, and the halves of the house that stay apart."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.middleware import SET_UP_VIEWS
from accounts.models import User
from tests.accounts.entering import PASSWORD, give_password
from tests.factories import LearnerFactory, StaffFactory

OURS = [
    "/staff/second-factor/",
    "/staff/second-factor/set-up/",
    "/staff/second-factor/app/",
    "/staff/second-factor/app/remove/",
    "/staff/second-factor/key/",
    "/staff/second-factor/key/1/name/",
    "/staff/second-factor/key/1/remove/",
    "/staff/second-factor/key/confirm/",
    "/staff/second-factor/reauthenticate/",
    "/staff/reauthenticate/",
    "/staff/password/",
]
BEFORE_THE_FACTOR = {
    "/staff/second-factor/set-up/",
    "/staff/second-factor/app/",
    "/staff/second-factor/key/",
    "/staff/reauthenticate/",
}


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_inactive",
        "account_confirm_email",
        "account_request_login_code",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_trust",
        "socialaccount_signup",
    ],
)
def test_there_is_no_sign_up_no_email_no_reset_and_no_recovery_code_of_allauth(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "address",
    [
        "/staff/password/set/",
        "/staff/sign-up/",
        "/staff/password/reset/",
        "/accounts/login/",
        "/accounts/signup/",
        "/django-admin/",
        "/django-admin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/x/y/",
        "/documents/authenticate_with_password/1/",
        "/_util/authenticate_with_password/1/1/",
        "/_util/login/",
        "/en/_util/authenticate_with_password/1/1/",
        "/uk/_util/login/",
    ],
)
def test_closed_addresses_answer_as_if_they_were_not_there(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"username": "anna", "password": PASSWORD}).status_code == 404


def test_the_cms_has_no_sign_in_of_its_own(client, staff):
    for method in (client.get, client.post):
        response = method("/admin/login/?next=/admin/pages/", {"username": "anna", "password": PASSWORD})
        assert response.status_code == 302
        assert response["Location"].startswith("/staff/sign-in/?next=")
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/")["Location"] == "/staff/sign-in/?next=/admin/"


def test_staff_without_access_to_the_cms_are_told_so_and_not_sent_in_a_circle(client, staff, sign_in):
    sign_in(client, staff)
    assert client.get("/admin/login/").status_code == 403
    where = client.get("/admin/")["Location"]
    assert where == "/staff/sign-in/?next=/admin/"
    assert client.get(where).status_code == 403


def test_staff_with_access_to_the_cms_pass_through(client, author, sign_in):
    sign_in(client, author)
    assert client.get("/admin/login/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.get("/staff/sign-in/")["Location"] == "/t/"


@pytest.mark.parametrize("address", OURS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_learner_finds_no_staff_screen(client, learner, sign_in, address, method):
    sign_in(client, learner)
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("address", OURS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_the_door(client, db, address, method):
    response = getattr(client, method)(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/staff/sign-in/")


@pytest.mark.parametrize("address", [*OURS, "/t/", "/admin/", "/", "/my/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_second_factor_staff_reach_its_set_up_alone(staff, address, method):
    client = Client()
    give_password(client)
    response = getattr(client, method)(address)
    if address in BEFORE_THE_FACTOR:
        assert response.status_code in {200, 405}
    else:
        assert (response.status_code, response.get("Location")) == (302, "/staff/second-factor/set-up/")


def test_the_screens_before_the_second_factor_exist_and_are_few():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names >= SET_UP_VIEWS
    assert len(SET_UP_VIEWS) == 7


def test_help_and_the_way_out_need_no_second_factor(client, staff):
    give_password(client)
    assert client.get("/sign-out/").status_code == 200
    assert "second-factor" not in client.get("/help/").get("Location", "")
    assert "second-factor" not in client.get("/exit").get("Location", "")


def test_a_learner_at_the_staff_door_is_asked_to_sign_out_first(client, learner, sign_in):
    sign_in(client, learner)
    response = client.get("/staff/sign-in/")
    assert response["Location"] == "/sign-out/?next=%2Fstaff%2Fsign-in%2F"
    assert client.post(response["Location"], {"next": "/staff/sign-in/"})["Location"] == "/staff/sign-in/"


# --- The CMS's list of users ----------------------------------------------------------------------------------------
@pytest.fixture
def superuser(client, sign_in, db):
    """The most powerful account that there can be, signed in."""
    return sign_in(client, StaffFactory(username="root", is_superuser=True, is_staff=True))


def test_the_cms_lists_staff_and_no_learner(superuser, learner, staff):
    for address in (
        "/admin/users/",
        "/admin/users/results/",
        "/admin/users/?q=learner",
        f"/admin/users/?q={learner.username}",
    ):
        page = superuser.get(address)
        assert page.status_code == 200
        assert learner.username not in page.text.replace(f"q={learner.username}", "").replace(
            f'value="{learner.username}"', ""
        )
        assert learner.display_name not in page.text
    assert staff.display_name in superuser.get("/admin/users/").text


def test_the_cms_neither_makes_nor_changes_nor_deletes_users(superuser, learner, staff):
    before = User.objects.count()
    new = {"username": "new", "email": "n@example.org", "first_name": "N", "last_name": "N", "is_superuser": "on"}
    for address in (
        "new/",
        *(f"{what}/{who.pk}/" for what in ("edit", "delete", "usage", "history") for who in (learner, staff)),
    ):
        for response in (superuser.get(f"/admin/users/{address}"), superuser.post(f"/admin/users/{address}", new)):
            assert response.status_code in {302, 403, 404}
            assert learner.display_name not in response.text
    assert User.objects.count() == before
    assert not User.objects.get(pk=staff.pk).is_superuser


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_the_cms_does_nothing_to_many_users_at_once(superuser, action):
    learner = LearnerFactory(display_name="Canary")
    for address in (
        f"/admin/bulk/accounts/user/{action}/?id={learner.pk}",
        f"/admin/bulk/accounts/user/{action}/?id=all",
    ):
        for response in (superuser.get(address), superuser.post(address, {"mark_as_active": "False"})):
            assert response.status_code == 404
            assert "Canary" not in response.text
    assert User.objects.get(pk=learner.pk).is_active
