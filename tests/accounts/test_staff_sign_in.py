"""Staff at the door: password, second factor, confirmation, recovery."""

import base64
import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from accounts import services
from accounts.enums import SessionKey
from accounts.models import User
from audit.models import AuditEntry
from tests.accounts.entering import PASSWORD, app_code, connect_app, enter, give_password, wrong_code
from tests.factories import StaffFactory

SIGN_IN = "/staff/sign-in/"
SET_UP = "/staff/second-factor/set-up/"
CODE = "/staff/second-factor/authenticate/"
LOST = "/staff/second-factor/lost/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def signed_in(client):
    return client.session.get("_auth_user_id")


# --- The password ------------------------------------------------------------------------------------------------
def test_the_password_alone_leads_to_the_set_up_of_a_second_factor(client, staff):
    assert client.get(SIGN_IN).status_code == 200
    assert give_password(client)["Location"] == "/t/"
    assert client.get("/t/")["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, staff):
    def answer(username):
        response = give_password(client, username, "wrong")
        return response.status_code, TOKEN.sub("", response.text.replace(username, ""))

    assert answer("anna") == answer("nobody")
    assert signed_in(client) is None


def test_a_learner_has_no_password_door(client, learner):
    User.objects.filter(pk=learner.pk).update(password=StaffFactory(username="p").password)
    learner.set_password(PASSWORD)
    learner.save()
    assert give_password(client, learner.username).status_code == 200
    assert signed_in(client) is None


def test_a_closed_account_looks_like_a_wrong_password(client, staff, actor):
    services.deactivate(user=staff, actor=actor)
    response = give_password(client)
    assert "do not match" in response.text
    assert signed_in(client) is None


def test_leaving_ends_access_at_once(client, staff, app_secret, actor):
    enter(client, app_secret)
    assert client.get("/staff/second-factor/").status_code == 200
    services.deactivate(user=staff, actor=actor)
    assert client.get("/staff/second-factor/")["Location"].startswith(SIGN_IN)
    services.reactivate(user=staff, actor=actor)
    assert client.get("/staff/second-factor/")["Location"].startswith(SIGN_IN)


def test_five_wrong_passwords_pause_the_account_from_every_address(staff):
    for number in range(5):
        give_password(Client(REMOTE_ADDR=f"198.51.100.{number}"), password="wrong")
    client = Client()
    response = give_password(client)
    assert "15 minutes" in response.text
    assert signed_in(client) is None
    assert AuditEntry.objects.get(action="sign_in.pause").scope_id == staff.public_id


def test_a_pause_says_nothing_about_whether_the_account_exists(client, staff):
    answers = []
    for username in ("anna", "nobody"):
        texts = [give_password(client, username, "wrong").context["form"].non_field_errors() for _ in range(6)]
        answers.append(texts)
    assert answers[0] == answers[1]


def test_another_spelling_of_the_name_brings_no_more_guesses(client, staff):
    for spelling in ("anna", "Anna", "ANNA", "aNNa", "annA"):
        give_password(client, spelling, "wrong")
    assert "15 minutes" in give_password(client, "ANna").text


def test_wrong_passwords_of_a_colleague_do_not_stop_me(client, staff):
    for _ in range(6):
        give_password(client, "somebody-else", "wrong")
    assert give_password(client)["Location"] == "/t/"


# --- The second factor ---------------------------------------------------------------------------------------------
def test_password_and_code_open_the_work(client, staff, app_secret):
    assert give_password(client)["Location"] == CODE
    assert signed_in(client) is None
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": app_code(app_secret)})["Location"] == "/t/"
    assert signed_in(client) == str(staff.pk)
    assert SessionKey.SECOND_FACTOR_AT in client.session
    assert SessionKey.DELIBERATE_SIGN_IN_AT in client.session
    assert client.get("/staff/second-factor/").status_code == 200


def test_the_page_that_was_wanted_is_opened_in_the_end(client, staff, app_secret):
    give_password(client, next="/t/c/abc/")
    assert client.post(CODE, {"code": app_code(app_secret)})["Location"] == "/t/c/abc/"


def test_a_code_signs_in_once_even_after_allauth_has_forgotten_it(staff, app_secret):
    code = app_code(app_secret)
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert cache.delete(f"allauth.mfa.totp.used?user={staff.pk}&code={code}")
    assert "has been used" in second.post(CODE, {"code": code}).text
    assert signed_in(second) is None


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off(client, staff, app_secret, steps, is_right):
    give_password(client)
    answer = client.post(CODE, {"code": app_code(app_secret, steps=steps)})
    assert (answer.status_code == 302) is is_right


def test_five_wrong_codes_pause_the_second_factor(client, staff, app_secret):
    give_password(client)
    for _ in range(5):
        assert "not right" in client.post(CODE, {"code": wrong_code(app_secret)}).text
    assert "15 minutes" in client.post(CODE, {"code": app_code(app_secret)}).text
    assert signed_in(client) is None
    assert AuditEntry.objects.get(action="sign_in.pause").details == {"factor": "second_factor"}


def test_garbage_instead_of_a_key_is_refused_and_counted(client, staff, app_secret):
    give_password(client)
    for garbage in ("", "{}", "[]", "null", json.dumps({"id": "x"}), "not json"):
        assert client.post(CODE, {"credential": garbage}).status_code == 200
    assert signed_in(client) is None


def test_a_code_without_the_password_before_it_leads_back(client, staff, app_secret):
    assert client.get(CODE)["Location"] == SIGN_IN
    assert client.post(CODE, {"code": app_code(app_secret)})["Location"] == SIGN_IN


def test_the_secret_of_the_app_is_not_stored_in_the_clear(staff, app_secret):
    assert app_secret not in json.dumps(Authenticator.objects.get().data)


def test_setting_up_an_app_completes_the_sign_in_and_ends_all_others(staff):
    client, older = Client(), Client()
    give_password(older)
    give_password(client)
    page = client.get("/staff/second-factor/app/")
    assert "data:image/svg+xml;base64," in page.text
    secret = page.context["form"].secret
    assert client.post("/staff/second-factor/app/", {"code": wrong_code(secret)}).status_code == 200
    assert client.get("/staff/second-factor/")["Location"] == SET_UP
    assert client.post("/staff/second-factor/app/", {"code": app_code(secret)})["Location"] == "/t/"
    assert client.get("/staff/second-factor/").status_code == 200
    assert signed_in(older)
    older.get(SET_UP)
    assert signed_in(older) is None
    assert AuditEntry.objects.get(action="second_factor.add").details == {"kind": "totp"}


def test_the_password_alone_adds_no_factor_beside_an_existing_one(client, staff):
    give_password(client)
    connect_app(staff)
    for address in (SET_UP, "/staff/second-factor/app/", "/staff/second-factor/key/"):
        assert client.get(address)["Location"] == SIGN_IN
        assert signed_in(client) is None
        client.force_login(staff, backend="accounts.adapters.StaffBackend")


def test_the_only_factor_cannot_be_removed(client, staff, app_secret):
    enter(client, app_secret)
    response = client.post("/staff/second-factor/app/remove/")
    assert "only second factor" in response.text
    assert Authenticator.objects.count() == 1


def test_one_of_two_factors_can_be_removed(client, staff, app_secret):
    key = Authenticator.objects.create(user=staff, type="webauthn", data={"name": "My key", "credential": {}})
    enter(client, app_secret)
    assert "My key" in client.get("/staff/second-factor/").text
    assert client.get(f"/staff/second-factor/key/{key.pk}/name/").status_code == 200
    client.post(f"/staff/second-factor/key/{key.pk}/name/", {"name": "Blue key"})
    assert "Blue key" in client.get(f"/staff/second-factor/key/{key.pk}/remove/").text
    assert client.post(f"/staff/second-factor/key/{key.pk}/remove/")["Location"] == "/staff/second-factor/"
    assert [one.type for one in Authenticator.objects.all()] == ["totp"]
    assert AuditEntry.objects.get(action="second_factor.remove").details == {"kind": "webauthn"}


def test_the_last_key_stays(client, staff, app_secret):
    enter(client, app_secret)
    Authenticator.objects.all().delete()
    key = Authenticator.objects.create(user=staff, type="webauthn", data={"name": "My key", "credential": {}})
    client.post(f"/staff/second-factor/key/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_key_of_somebody_else_is_not_there(client, app_secret, staff, actor):
    key = Authenticator.objects.create(user=actor, type="webauthn", data={"name": "Not yours", "credential": {}})
    enter(client, app_secret)
    for page in ("name", "remove"):
        assert client.get(f"/staff/second-factor/key/{key.pk}/{page}/").status_code == 404
        assert client.post(f"/staff/second-factor/key/{key.pk}/{page}/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


# --- Confirmation ----------------------------------------------------------------------------------------------------
@pytest.fixture
def later(client, app_secret):
    """A sign-in of an hour ago that is still in use."""
    enter(client, app_secret)
    session = client.session
    past = int(time.time()) - 3600
    session[SessionKey.SECOND_FACTOR_AT] = session[SessionKey.DELIBERATE_SIGN_IN_AT] = past
    session["account_authentication_methods"] = [
        record | {"at": past} for record in session["account_authentication_methods"]
    ]
    session.save()
    return client


def test_minutes_after_signing_in_nothing_is_asked_again(client, app_secret):
    enter(client, app_secret)
    assert client.get("/staff/password/").status_code == 200


def test_later_the_password_is_asked_before_something_sensitive(later):
    response = later.get("/staff/password/")
    assert response["Location"] == "/staff/reauthenticate/?next=%2Fstaff%2Fpassword%2F"
    assert later.get(response["Location"]).status_code == 200
    assert later.post(response["Location"], {"password": "wrong"}).status_code == 200
    assert later.post(response["Location"], {"password": PASSWORD})["Location"] == "/staff/password/"
    assert later.get("/staff/password/").status_code == 200


@pytest.mark.django_db
def test_whoever_has_nothing_to_confirm_with_is_not_sent_in_a_circle(client, sign_in):
    sign_in(client, StaffFactory())
    assert client.get("/staff/second-factor/app/").status_code == 200
    assert client.get("/staff/password/")["Location"] == "/staff/password/set/"
    assert client.get("/staff/password/set/").status_code == 404


def test_a_code_confirms_too(later, app_secret):
    where = "/staff/second-factor/reauthenticate/?next=/staff/password/"
    assert later.get(where).status_code == 200
    assert later.post(where, {"code": app_code(app_secret)})["Location"] == "/staff/password/"
    assert later.get("/staff/password/").status_code == 200


def test_confirming_has_the_same_limits_as_signing_in(later, app_secret):
    for _ in range(5):
        later.post("/staff/reauthenticate/", {"password": "wrong"})
        later.post("/staff/second-factor/reauthenticate/", {"code": wrong_code(app_secret)})
    assert "15 minutes" in later.post("/staff/reauthenticate/", {"password": PASSWORD}).text
    assert "15 minutes" in later.post("/staff/second-factor/reauthenticate/", {"code": app_code(app_secret)}).text


def test_a_form_that_was_interrupted_by_the_question_goes_on(later, staff):
    new = {"password1": "another long passphrase", "password2": "another long passphrase"}
    question = later.post("/staff/password/", new)["Location"]
    later.post(question, {"password": PASSWORD})
    assert User.objects.get(pk=staff.pk).check_password(new["password1"])


def test_a_new_password_ends_every_other_sign_in(staff, app_secret):
    client, other = Client(), Client()
    enter(client, app_secret)
    enter(other, app_secret)
    new = {"password1": "another long passphrase", "password2": "another long passphrase"}
    assert client.post("/staff/password/", {"password1": "short", "password2": "short"}).status_code == 200
    assert client.post("/staff/password/", new)["Location"] == "/t/"
    assert client.get("/staff/second-factor/").status_code == 200
    assert other.get("/staff/second-factor/").status_code == 302
    assert AuditEntry.objects.filter(action="account.password_change", actor_id=staff.pk).count() == 1


# --- A lost phone ----------------------------------------------------------------------------------------------------
@pytest.fixture
def recovery_code(staff, app_secret, actor):
    recovery = services.request_recovery(user=staff, actor=actor)
    return services.confirm_recovery(recovery=recovery, actor=StaffFactory())


def test_password_and_the_colleagues_code_lead_to_a_new_set_up(client, staff, recovery_code):
    give_password(client)
    assert LOST in client.get(CODE).text
    assert client.get(LOST).status_code == 200
    assert client.post(LOST, {"code": recovery_code})["Location"] == "/t/"
    assert signed_in(client) == str(staff.pk)
    assert client.get("/t/")["Location"] == SET_UP
    assert not Authenticator.objects.exists()


def test_a_wrong_code_of_colleagues_changes_nothing(client, staff, recovery_code):
    give_password(client)
    for code in ("", "1", "0" * 12, "x"):
        assert client.post(LOST, {"code": code}).status_code == 422
    assert Authenticator.objects.exists()
    assert signed_in(client) is None


def test_the_colleagues_code_needs_the_password_first(client, recovery_code):
    assert client.get(LOST)["Location"] == SIGN_IN
    assert client.post(LOST, {"code": recovery_code})["Location"] == SIGN_IN
    assert Authenticator.objects.exists()


# --- Ends ------------------------------------------------------------------------------------------------------------
def test_signing_out_asks_first(client, app_secret):
    enter(client, app_secret)
    assert client.get("/staff/sign-out/").status_code == 200
    assert signed_in(client)
    assert client.post("/staff/sign-out/")["Location"] == "/"
    assert signed_in(client) is None


def test_the_second_factor_can_be_left_for_another_name(client, staff, app_secret):
    give_password(client)
    client.post("/staff/sign-out/", {"next": SIGN_IN})
    assert client.get(CODE)["Location"] == SIGN_IN


@pytest.mark.parametrize(("seconds", "stays"), [(29 * 60, True), (31 * 60, False)])
def test_staff_are_signed_out_after_half_an_hour_of_silence(client, app_secret, seconds, stays):
    enter(client, app_secret)
    client.get("/staff/second-factor/")
    session = client.session
    session[SessionKey.SEEN_AT] -= seconds
    session.save()
    client.get("/staff/second-factor/")
    assert bool(signed_in(client)) is stays


def test_the_code_of_the_app_is_drawn_as_a_picture_that_the_page_may_show(client, staff):
    give_password(client)
    text = client.get("/staff/second-factor/app/").text
    picture = text.split("data:image/svg+xml;base64,")[1].split('"')[0]
    assert b"<svg" in base64.b64decode(picture)
    assert "<script" not in base64.b64decode(picture).decode()


def test_a_code_signs_in_once_also_while_the_cache_is_away(staff, app_secret, settings):
    settings.CACHES = {
        "default": {"BACKEND": "common.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"},
    }
    code = app_code(app_secret)
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client)
    assert first.post(CODE, {"code": code})["Location"] == "/t/"
    assert "has been used" in second.post(CODE, {"code": code}).text
    assert signed_in(second) is None
