"""A class of 27 and 8 questions typed in by keyboard: one key an answer, one more a row, four minutes at most."""

import json
import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import sync_playwright

from assessments.models import Attempt
from tests.assessments.builders import make_assignment
from tests.browser.conftest import FLAGS, ROOT
from tests.factories import EnrolmentFactory, LearnerFactory

pytestmark = pytest.mark.browser

STUDENTS, QUESTIONS = 27, 8
# Seconds a key for somebody who types letters without sense, and for taking the next sheet and looking at it
# (Card, Moran and Newell 1983: K 0.5, M 1.35), with as much again to turn the page.
KEY, SHEET = 0.5, 2.7
HOST = "http://grid.test"


def test_a_class_is_typed_in_within_four_minutes(client, teacher, sign_in, cohort):
    for seat in range(1, STUDENTS + 1):
        EnrolmentFactory(cohort=cohort, learner=LearnerFactory(), seat_number=seat)
    assignment = make_assignment(cohort, QUESTIONS)
    address = f"/t/q/{assignment.public_id}/paper/enter/"
    page = sign_in(client, teacher).get(address).content.decode()
    pressed, posted = typed(page)
    # The server is asked once for all lines: how long it takes is measured elsewhere.
    merged = {name: values for fields in posted for name, values in fields.items()}
    told = client.post(address, merged, headers={"accept": "application/json"}).json()["rows"]
    assert [row["state"] for row in told] == ["saved"] * STUDENTS
    assert Attempt.objects.filter(sent_at__isnull=False).count() == STUDENTS
    assert {attempt.responses.count() for attempt in Attempt.objects.all()} == {QUESTIONS}
    seconds = pressed * KEY + STUDENTS * SHEET
    print(f"{pressed} keys, {seconds:.0f} s for {STUDENTS} students and {QUESTIONS} questions")
    assert pressed == STUDENTS * (QUESTIONS + 1)
    assert seconds <= 240


def typed(page: str) -> tuple[int, list[dict[str, list[str]]]]:
    """Type into the page in a browser; return how many keys it took and what the page sent, line by line."""
    posted: list[dict[str, list[str]]] = []

    def answer(route) -> None:
        request = route.request
        if request.method == "POST":
            fields = parse_qs(request.post_data, keep_blank_values=True)
            posted.append(fields)
            place = next(name for name in fields if name.startswith("n-"))[2:]
            told = {
                "state": "saved",
                "shown": json.dumps(fields[f"c-{place}"]),
                "absent": False,
                "words": "",
                "faults": [],
            }
            route.fulfill(json={"rows": [told]})
        elif found := re.search(r"/(js|css)/(\w+)\.(?:\w+\.)?(?:js|css)$", request.url):
            route.fulfill(path=ROOT / "static" / found[1] / f"{found[2]}.{found[1]}")
        else:
            route.fulfill(body=page, content_type="text/html")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        tab = browser.new_page()
        tab.route("**/*", answer)
        tab.goto(f"{HOST}/")
        tab.locator("input.cell").first.focus()
        pressed = 0
        for _row in range(STUDENTS):
            for key in [*("ABC2ab31"[:QUESTIONS]), "Enter"]:
                tab.keyboard.press(key)
                pressed += 1
        for _wait in range(50):
            if len(posted) == STUDENTS:
                break
            tab.wait_for_timeout(50)
        browser.close()
    return pressed, posted
