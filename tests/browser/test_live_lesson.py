"""A lesson in class with phones: join, answer, reload, close; the wall follows. ORIENTIR_PHONES=25 in a soak."""

import os
import re
from contextlib import ExitStack

import pytest

from lessons.enums import RunAction
from tests.browser.conftest import enter_as, visit

pytestmark = pytest.mark.browser

PHONES = int(os.environ.get("ORIENTIR_PHONES", "4"))
# Smallest letters on the page, in pixels, of everything that says something.
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => one.offsetParent && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def press(page, action: str) -> None:
    """Press a control of the teacher's screen."""
    with page.expect_navigation():
        page.locator(f"button[value={action}]").first.click()


def test_a_class_joins_answers_and_sees_the_result_on_the_wall(site, chromium):
    with ExitStack() as stack:
        teacher = stack.enter_context(visit(chromium, site))
        enter_as(teacher, site, "teacher")
        teacher.locator("main a.button[href*='/t/l/']").first.click()
        note = teacher.locator("form[action$='/safety/'] button")
        if note.count():
            note.click()
        teacher.locator("form[action$='/run/'] button").first.click()
        teacher.wait_for_url(re.compile("/t/run/"))
        code = re.sub(r"\D", "", teacher.locator("b.number").inner_text())
        wall = teacher.context.new_page()
        wall.set_viewport_size({"width": 1280, "height": 720})
        wall.goto(teacher.url.replace("/t/run/", "/present/"))
        assert code == re.sub(r"\D", "", wall.locator(".code").inner_text())
        assert wall.evaluate(SMALLEST) >= 32

        phones = [stack.enter_context(visit(chromium, site)) for _phone in range(PHONES)]
        for phone in phones[:-1]:
            join(phone, site, code)
        press(teacher, RunAction.OPEN)
        join(phones[-1], site, code)
        for phone in phones:
            phone.goto(f"{site}/live/")
            seat = phone.inner_text("main p.muted >> nth=0")
            phone.reload()
            assert phone.inner_text("main p.muted >> nth=0") == seat
            phone.locator("label.choice").first.click()
            with phone.expect_navigation():
                phone.locator("form.question button").first.click()
            assert phone.locator("details form.question").count() == 1
        assert len({phone.inner_text("main p.muted >> nth=0") for phone in phones}) == PHONES
        press(teacher, RunAction.CLOSE)
        press(teacher, RunAction.SHOW)
        wall.wait_for_selector(".bar-result", timeout=8000)
        assert wall.evaluate(SMALLEST) >= 32
        for phone in phones:
            phone.wait_for_selector("form.question", state="detached", timeout=8000)
        assert phones[0].foreign == teacher.foreign == []
        assert teacher.evaluate("document.documentElement.scrollWidth") <= 360
        press(teacher, RunAction.END)


def join(phone, site: str, code: str) -> None:
    """Type the code on the wall."""
    phone.goto(f"{site}/")
    phone.fill("#code", code)
    phone.click("main form button")
    phone.wait_for_url(f"{site}/live/")
