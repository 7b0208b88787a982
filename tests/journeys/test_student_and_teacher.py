"""Without JavaScript: the card opens the door, the lesson is read, the quiz is answered, the teacher sees it."""

import re

import pytest
from django.test import Client

from accounts.services import issue_cards
from assessments.models import Attempt
from assessments.queries import frozen_structure
from tests.factories.site import UKRAINIAN

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def test_from_the_typed_card_number_to_the_teachers_table(given_lesson, student, teacher, sign_in):
    (card,) = issue_cards(learners=[student], actor=teacher, pin_required=False)
    phone = Client()
    phone.cookies["django_language"] = "uk"

    mine = phone.post("/", {"code": card.number}, follow=True)
    assert mine.request["PATH_INFO"] == "/my/"

    lesson = re.search(r'href="(/my/l/\w+/)"', mine.content.decode()).group(1)
    page = phone.get(lesson).content.decode()
    assert f"{UKRAINIAN}Topic" in page
    step = re.search(rf'href="({lesson}1/)"', page).group(1)
    for _step in range(5):
        page = phone.get(step, follow=True).content.decode()
        step = re.search(r'<a class="button" href="([^"]+)"', page).group(1).replace("&amp;", "&")
        if "/my/q/" in step:
            break
    assert "/my/q/start/" in step

    question = phone.post(step, {"next": "/my/"})
    attempt = Attempt.objects.get()
    frozen = frozen_structure(attempt.assignment.version)
    for number, item_id in enumerate(attempt.layout["items"], 1):
        assert question.headers["Location"].endswith(f"/{number}/")
        item = frozen.by_id[item_id]
        form = {"sequence": 1}
        if item.kind == "choice":
            form["choice"] = sorted(item.key)
        elif item.kind == "true_false":
            form["value"] = "dont_know"
        else:
            form |= {f"position-{choice}": str(place) for place, choice in enumerate(reversed(item.key), 1)}
        question = phone.post(question.headers["Location"], form)
    sent = phone.post(question.headers["Location"])
    feedback = phone.get(sent.headers["Location"]).content.decode()
    assert f"{UKRAINIAN}single feedback" in feedback
    assert "2 / 4" in feedback

    table = sign_in(Client(), teacher).get(f"/t/q/{attempt.assignment.public_id}/").content.decode()
    row = table[table.index("Olena K.") :]
    states = re.findall(r"heat heat-(\w+)", row)[:4]
    assert states == ["right", "right", "none", "wrong"]


def test_who_is_let_in_by_the_teacher_needs_no_card(given_lesson, enrolment, teacher, sign_in):
    from institutions.services import open_class_code

    code = open_class_code(cohort=enrolment.cohort, actor=teacher)
    phone = Client()
    page = phone.post("/", {"code": code.code}, follow=True)
    seat_url = page.request["PATH_INFO"]
    assert seat_url.startswith("/join/")
    field = re.search(r'name="(seat[\w-]*)"', page.content.decode()).group(1)
    waiting = phone.post(seat_url, {field: enrolment.seat_number}, follow=True)
    assert waiting.request["PATH_INFO"] == "/join/wait/"
    board = sign_in(Client(), teacher)
    listing = board.get(f"/t/c/{enrolment.cohort.public_id}/join/").content.decode()
    request_url = re.search(rf'action="(/t/c/{enrolment.cohort.public_id}/join/\w+/)"', listing).group(1)
    name, value = re.search(r'name="(\w+)" value="(approve\w*)"', listing).groups()
    board.post(request_url, {name: value})
    landed = phone.get("/join/wait/", follow=True)
    if landed.request["PATH_INFO"] != "/my/":
        landed = phone.post("/join/wait/", follow=True)
    assert landed.request["PATH_INFO"] == "/my/"
