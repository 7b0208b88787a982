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


CLOCK = """() => {
    const [minutes, seconds] = document.querySelector(".run-clock [role=timer]").textContent.split(":").map(Number);
    return Date.now() / 1000 + minutes * 60 + seconds;
}"""


def begin(teacher, site: str) -> str:
    """Start the next lesson of the first class, kept on this device, or go on with it; return its address."""
    enter_as(teacher, site, "teacher")
    teacher.locator("main a.button[href*='/t/l/']").first.click()
    note = teacher.locator("form[action$='/safety/'] button")
    if note.count():
        note.click()
    teacher.click("[data-keep]")
    teacher.wait_for_selector("[data-keep-note]:not([hidden])")
    teacher.locator("form[action$='/run/'] button").first.click()
    teacher.wait_for_url(re.compile("/t/run/"))
    return teacher.url


def ask_plain_question(teacher, run: str) -> None:
    """Ask the first question with one right answer of three or four: which lesson comes next, others may have moved."""
    for number in range(1, 12):
        teacher.goto(f"{run}cards/?q={number}")
        if teacher.locator("main ul.plain-list li").count() >= 3:
            break
    teacher.goto(run)
    teacher.locator("button[value=open]").nth(number - 1).click()
    teacher.wait_for_selector("button[value=close]")


def test_twenty_seven_hands_by_keyboard_then_another_device_goes_on_to_the_second(site, chromium):
    with ExitStack() as stack:
        teacher = stack.enter_context(visit(chromium, site, language="en"))
        run = begin(teacher, site)
        ask_plain_question(teacher, run)
        phones = [stack.enter_context(visit(chromium, site, language="en")) for _phone in range(2)]
        code = re.sub(r"\D", "", teacher.locator("b.number").inner_text())
        seen = []
        for phone, button in zip(phones, ("Send", "Skip"), strict=True):
            join(phone, site, code)
            phone.locator("label.choice").first.click()
            with phone.expect_navigation():
                phone.get_by_role("button", name=button, exact=True).click()
            seen.append(phone.screenshot(mask=[phone.locator("main p.muted").first]))
        assert seen[0] == seen[1]

        press(teacher, RunAction.MODE)
        assert teacher.url.endswith("/tally/")
        teacher.locator("#count-1").focus()
        for key in ["7", "Enter", "1", "2", "Enter", "8", "Enter"]:
            teacher.keyboard.press(key)
        teacher.reload()
        assert [teacher.input_value(f"#count-{place}") for place in (1, 2, 3)] == ["7", "12", "8"]
        assert teacher.inner_text("[data-total]") == "27"
        teacher.locator("[data-save]").focus()
        with teacher.expect_navigation():
            teacher.keyboard.press("Enter")
        assert "12 of 27" in teacher.inner_text("main")
        assert "phones and hands" in teacher.inner_text("main")
        ends = teacher.evaluate(CLOCK)
        teacher.context.close()

        other = stack.enter_context(visit(chromium, site, language="en"))
        enter_as(other, site, "teacher")
        other.locator("main a.button[href*='/t/run/']").first.click()
        assert other.url == run
        assert abs(other.evaluate(CLOCK) - ends) <= 1
        other.locator("form[action$='/take/'] button").click()
        press(other, RunAction.END)


def test_a_lesson_goes_on_without_a_network_and_its_tally_arrives(site, chromium):
    with visit(chromium, site, language="en") as teacher:
        run = begin(teacher, site)
        kept = "caches.match(location.pathname).then(Boolean)"
        for _wait in range(100):
            if teacher.evaluate(kept):
                break
            teacher.wait_for_timeout(100)
        teacher.context.set_offline(True)
        teacher.locator("button[value=next]").first.click()
        teacher.wait_for_selector("[data-stored]")
        teacher.click("[data-go='1']")
        assert teacher.inner_text("section[data-phase]:visible h1").startswith("2.")
        teacher.locator("[data-item] summary").first.click()
        teacher.locator("[data-item] form input").nth(1).fill("9")
        teacher.locator("[data-item] [data-save]").first.click()
        assert "1 tally to send" in teacher.inner_text("[data-chip]")
        teacher.context.set_offline(False)
        teacher.wait_for_selector("[data-chip]:has-text('✓')")
        teacher.goto(run)
        assert "1 tally has arrived" in teacher.inner_text("main")
        assert (
            teacher.locator(".phases [aria-current]").inner_text() == teacher.locator(".phases li").nth(1).inner_text()
        )
        press(teacher, RunAction.END)
        teacher.goto(f"{site}/staff/sign-out/")
        with teacher.expect_navigation():
            teacher.locator("main form button").first.click()
        assert teacher.evaluate("Object.keys(localStorage).join()") == ""
        assert "staff-1" not in teacher.evaluate("caches.keys()")


def join(phone, site: str, code: str) -> None:
    """Type the code on the wall."""
    phone.goto(f"{site}/")
    phone.fill("#code", code)
    phone.click("main form button")
    phone.wait_for_url(f"{site}/live/")
