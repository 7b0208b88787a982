"""Opening, holding and ending sign-ins."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from accounts import services
from accounts.enums import SessionKey
from accounts.models import LoginCard, User
from audit.models import AuditEntry


@pytest.fixture
def new_request(db):
    """Make a request of a browser that nobody has signed in on."""

    def make(path="/", **data):
        request = RequestFactory().post(path, data)
        request.session = SessionStore()
        request.user = AnonymousUser()
        return request

    return make


def epoch(user):
    return User.objects.get(pk=user.pk).session_epoch


def test_a_card_signs_in_and_says_so_in_the_session(new_request, issued, learner):
    request = new_request()
    services.sign_in_with_card(request, issued.card)
    assert request.session[SESSION_KEY] == str(learner.pk)
    assert SessionKey.DELIBERATE_SIGN_IN_AT in request.session
    assert request.user == learner
    assert LoginCard.objects.get().first_used_at


def test_each_sign_in_ends_the_one_before(new_request, issued, learner):
    before = epoch(learner)
    services.sign_in_with_card(new_request(), issued.card)
    services.sign_in_with_card(new_request(), issued.card)
    assert epoch(learner) == before + 2


def test_the_session_starts_afresh(new_request, issued):
    request = new_request()
    request.session["anonymous"] = 1
    request.session.save()
    key = request.session.session_key
    services.sign_in_with_card(request, issued.card)
    assert request.session.session_key != key


def test_a_card_that_ended_meanwhile_signs_nobody_in(new_request, issued, actor, learner):
    services.cancel_card(card=issued.card, actor=actor)
    before = epoch(learner)
    request = new_request()
    with pytest.raises(services.SignInRefused):
        services.sign_in_with_card(request, issued.card)
    assert SESSION_KEY not in request.session
    assert epoch(learner) == before


def test_a_card_with_a_pin_needs_it(new_request, issue, learner):
    card = issue(learner, pin_required=True).card
    with pytest.raises(services.SignInRefused):
        services.sign_in_with_card(new_request(), card)
    services.sign_in_with_card(new_request(), card, is_pin_right=True)


def test_a_teacher_lets_a_student_in_but_no_staff_and_no_closed_account(new_request, learner, actor):
    request = new_request()
    services.sign_in_learner(request, learner)
    assert request.user == learner
    for refused in (actor, learner):
        services.deactivate(user=learner, actor=actor)
        with pytest.raises(services.SignInRefused):
            services.sign_in_learner(new_request(), refused)


def test_new_staff_are_signed_in_without_the_second_factor(new_request, staff, learner):
    request = new_request()
    services.sign_in_new_staff(request, staff)
    assert request.user == staff
    assert SessionKey.SECOND_FACTOR_AT not in request.session
    with pytest.raises(services.SignInRefused):
        services.sign_in_new_staff(new_request(), learner)


def test_a_typed_number_signs_in_and_names_the_next_page(new_request, issued):
    assert services.enter_card_number(new_request(), issued.number).url == "/my/"
    wanted = services.enter_card_number(new_request(next="/my/privacy/"), issued.number)
    assert wanted == services.CardAnswer(url="/my/privacy/")
    foreign = services.enter_card_number(new_request(next="https://evil.example/"), issued.number)
    assert foreign.url == "/my/"


def test_what_is_no_number_is_explained(new_request, issued, wrong, actor):
    for text, word in (
        ("", "Type"),
        ("12", "16 digits"),
        ("x", "digits only"),
        (wrong(issued.number), "opens nothing"),
    ):
        answer = services.enter_card_number(new_request(), text)
        assert answer.url == ""
        assert word in answer.error
    services.cancel_card(card=issued.card, actor=actor)
    assert "Ask your teacher" in services.enter_card_number(new_request(), issued.number).error


def test_a_sign_in_is_held_and_let_go_for_learners_alone(learner, staff):
    until = timezone.now() + timedelta(hours=1)
    services.extend_sign_in([learner.pk, staff.pk], until)
    services.extend_sign_in([learner.pk, staff.pk], until)
    assert User.objects.get(pk=learner.pk).signed_in_until == until
    assert User.objects.get(pk=staff.pk).signed_in_until is None
    services.extend_sign_in([learner.pk], None)
    assert User.objects.get(pk=learner.pk).signed_in_until is None


def test_signing_out_everywhere_changes_what_sessions_must_carry(staff):
    before = staff.get_session_auth_hash()
    services.sign_out_everywhere(staff)
    assert User.objects.get(pk=staff.pk).get_session_auth_hash() != before


def test_a_closed_account_loses_card_and_sign_ins_once(issued, learner, actor):
    before = epoch(learner)
    assert services.deactivate(user=learner, actor=actor, reason="left the school") is True
    assert services.deactivate(user=learner, actor=actor) is False
    assert epoch(learner) == before + 1
    assert LoginCard.objects.get().cancelled_at
    entry = AuditEntry.objects.get(action="account.close")
    assert (entry.reason, entry.scope_id, entry.actor_id) == ("left the school", learner.public_id, actor.pk)


def test_an_account_opens_again_but_its_card_does_not(issued, learner, actor):
    assert services.reactivate(user=learner, actor=actor) is False
    services.deactivate(user=learner, actor=actor)
    assert services.reactivate(user=learner, actor=actor) is True
    assert User.objects.get(pk=learner.pk).is_active
    assert not LoginCard.objects.usable().exists()
