"""A forgotten password: two colleagues and a code, a new password, every session over, the second factor as it was."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import services
from accounts.enums import Lost
from accounts.models import GuessCounter, SecondFactorRecovery, User
from accounts.services.password_recovery import use_password_recovery
from audit.models import AuditEntry
from tests.factories import StaffFactory

NEW = "quiet harbour lantern"
PAGE = "/staff/password/forgotten/"


@pytest.fixture
def second(db):
    return StaffFactory()


@pytest.fixture
def code(staff, actor, second):
    recovery = services.request_recovery(user=staff, actor=actor, lost=Lost.PASSWORD)
    return services.confirm_recovery(recovery=recovery, actor=second)


def use(staff, code, password=NEW):
    return use_password_recovery(username=staff.username, code=code, password=password)


@pytest.mark.usefixtures("app_secret")
def test_the_code_of_two_colleagues_sets_a_new_password_and_leaves_the_factor(staff, code):
    before = staff.session_epoch
    assert use(staff, f"{code[:4]} {code[4:]}") is True
    staff.refresh_from_db()
    assert staff.check_password(NEW)
    assert staff.session_epoch == before + 1
    assert Authenticator.objects.filter(user=staff).count() == 1
    actions = AuditEntry.objects.filter(action__startswith="password.").order_by("pk")
    assert [entry.action for entry in actions] == ["password.ask", "password.confirm", "password.restore"]


def test_a_code_works_once(staff, code):
    assert [use(staff, code), use(staff, code, f"{NEW} again")] == [True, False]
    assert User.objects.get(pk=staff.pk).check_password(NEW)


def test_five_wrong_codes_spend_it_and_a_weak_password_does_not(staff, code):
    for weak in ("short", "qwerty123456"):
        with pytest.raises(ValidationError):
            use(staff, code, weak)
    wrong = f"{(int(code) + 1) % 10**12:012}"
    assert not any(use(staff, wrong) for _ in range(5))
    assert use(staff, code) is False


def test_nobody_else_gets_in_by_it(staff, code, learner):
    SecondFactorRecovery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for name in (staff.username, StaffFactory().username, learner.username, "nobody"):
        assert use_password_recovery(username=name, code=code, password=NEW) is False
    SecondFactorRecovery.objects.update(expires_at=timezone.now() + timedelta(days=1))
    services.deactivate(user=staff, actor=None)
    assert use(staff, code) is False
    # A name without a code is counted too, without a row for each name that anybody types.
    assert {counter.key[0] for counter in GuessCounter.objects.all()} == {"?"}


@pytest.mark.parametrize(("first", "then"), [(Lost.PASSWORD, Lost.SECOND_FACTOR), (Lost.SECOND_FACTOR, Lost.PASSWORD)])
def test_two_colleagues_never_get_the_whole_account(staff, actor, second, first, then):
    recovery = services.request_recovery(user=staff, actor=actor, lost=first)
    code = services.confirm_recovery(recovery=recovery, actor=second)
    with pytest.raises(services.RecoveryRefused):
        services.request_recovery(user=staff, actor=actor, lost=then)
    assert use(staff, code) if first == Lost.PASSWORD else services.use_recovery(user=staff, code=code)
    with pytest.raises(services.RecoveryRefused):
        services.request_recovery(user=staff, actor=actor, lost=then)
    SecondFactorRecovery.objects.update(used_at=timezone.now() - timedelta(days=8))
    assert services.request_recovery(user=staff, actor=actor, lost=then).lost == then


def test_the_code_of_a_lost_factor_sets_no_password(staff, actor, second):
    recovery = services.request_recovery(user=staff, actor=actor)
    assert use(staff, services.confirm_recovery(recovery=recovery, actor=second)) is False


def test_the_page_answers_a_wrong_code_and_an_unknown_name_alike(client, staff, code):
    sent = {"code": "1" * 12, "password1": NEW, "password2": NEW}
    pages = [client.post(PAGE, sent | {"username": name}) for name in (staff.username, "nobody")]
    assert [page.status_code for page in pages] == [422, 422]
    assert all("do not belong together" in page.content.decode() for page in pages)
    assert client.post(PAGE, sent | {"password2": "other", "username": "x"}).status_code == 422
    done = client.post(PAGE, sent | {"username": staff.username, "code": code})
    assert done.headers["Location"] == "/staff/sign-in/"
    assert "Sign in with it" in client.get("/staff/sign-in/").content.decode()
    assert PAGE in client.get("/staff/sign-in/").content.decode()
