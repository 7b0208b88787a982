"""The doors open for the cast, with the second factor passed, and for nobody else and nowhere else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import LoginCard, User
from audit.models import AuditEntry
from demo import enums
from demo.enums import CastRole
from demo.services.classes import make_classes
from demo.services.people import make_places, make_staff
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db):
    """Places, cast and classes, without the course."""
    places = make_places()
    staff = make_staff(places)
    make_classes(places, staff)
    return staff


def door(role):
    return reverse("demo_sign_in", args=[role])


@pytest.mark.parametrize("role", CastRole.values)
def test_each_role_comes_in_and_reaches_its_first_page(client, stage, role):
    response = client.post(door(role))
    home = "/my/" if role in {CastRole.STUDENT, CastRole.NUMBERED_STUDENT} else "/t/"
    assert (response.status_code, response.headers["Location"]) == (303, home)
    assert client.get(home).status_code == 200


def test_the_page_lists_every_role_with_three_clicks(client, stage):
    response = client.get("/demo/")
    body = response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert re.search(r"<title>\s*Try it out\s*</title>", body)
    assert all(f'action="{door(role)}"' in body for role in CastRole.values)
    assert body.count("<li>") >= 3 * len(CastRole)
    assert "trafficking" not in body


def test_a_student_of_the_boarding_school_is_a_number(client, stage):
    body = client.get("/demo/").content.decode()
    assert "No. 1" in body


def test_looking_at_a_door_opens_nothing(client, stage):
    assert client.get(door("teacher")).status_code == 405
    assert client.get("/t/").status_code == 302


def test_an_unknown_role_is_not_found(client, stage):
    assert client.post(door("pirate")).status_code == 404


def test_before_loading_there_is_nobody(client):
    assert client.post(door("teacher")).status_code == 404
    assert "load_demo" in client.get("/demo/").content.decode()


def test_the_doors_shut_once_somebody_outside_the_cast_has_a_second_factor(client, stage):
    Authenticator.objects.create(user=stage[CastRole.TEACHER], type=Authenticator.Type.TOTP, data={})
    assert client.post(door("teacher")).status_code == 303
    Authenticator.objects.create(user=StaffFactory(), type=Authenticator.Type.TOTP, data={})
    assert client.post(door("teacher")).status_code == 404
    assert client.post(reverse("demo_card")).status_code == 404
    body = client.get("/demo/").content.decode()
    assert "shut" in body
    assert "<form" not in body.split("<main", 1)[1].split("</main>", 1)[0]


def test_without_demo_mode_they_are_shut(client, stage, settings):
    settings.DEMO = False
    assert client.post(door("teacher")).status_code == 404


def test_a_printed_card_can_be_typed_and_the_one_before_it_ends(client, stage, stranger):
    numbers = []
    for _time in range(2):
        body = client.post(reverse("demo_card")).content.decode()
        numbers.append(re.search(r"\d{4} \d{4} \d{4} \d{4}", body).group())
    assert LoginCard.objects.usable().count() == len(enums.GIVEN_NAMES) + enums.BOARDING_SEATS
    assert stranger.post("/", {"code": numbers[0]}).status_code == 422
    response = stranger.post("/", {"code": numbers[1]})
    assert (response.status_code, response.headers["Location"]) == (303, "/my/")


def test_a_closed_account_does_not_come_in(client, stage):
    teacher = stage[CastRole.TEACHER]
    teacher.is_active = False
    teacher.save()
    assert client.post(door("teacher")).status_code == 404


def test_what_a_visitor_has_closed_is_opened_by_loading_again(client, stage):
    User.objects.filter(pk=stage[CastRole.TEACHER].pk).update(is_active=False)
    make_staff(make_places())
    assert client.post(door("teacher")).status_code == 303


def test_every_sign_in_is_in_the_audit_log(client, stage):
    client.post(door("head"))
    entry = AuditEntry.objects.get(action="demo.sign_in")
    assert (entry.actor_id, entry.details) == (stage[CastRole.HEAD].pk, {"role": "head"})
