"""A lesson in class with phones: join, answer, reload, close; the wall follows. In a soak 25, and a minute away."""

import os
import re
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Error

from lessons.enums import RunAction
from tests.browser.axe import problems
from tests.browser.conftest import enter_as, visit
from tests.browser.hearing import SiteRows, hear, symbols, words

pytestmark = pytest.mark.browser

PHONES = int(os.environ.get("ORIENTIR_PHONES", "4"))
LATE = max(1, PHONES // 5)  # how many join after the start
TOO_FEW = 7  # answers to a sensitive question, of which eight have to be there before anything is told
AWAY = float(os.environ.get("ORIENTIR_AWAY", "5"))  # seconds that a teacher's phone sleeps or has no network
# Smallest letters on the page, in pixels, of everything that says something.
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => one.offsetParent && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def press(page, action: str) -> None:
    """Press a control of the teacher's screen."""
    with page.expect_navigation():
        page.locator(f"button[value={action}]").first.click()


NOTES = """async (path) => {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    return [...page.querySelectorAll("[data-phase] .panel, .safety-note div")].map((note) => note.textContent);
}"""


def test_a_class_joins_answers_and_sees_the_result_on_the_wall(site, site_data, chromium):
    with ExitStack() as stack:
        teacher = stack.enter_context(visit(chromium, site))
        enter_as(teacher, site, "teacher")
        teacher.locator("main a.button[href*='/t/l/']").first.click()
        note = teacher.locator("form[action$='/safety/'] button")
        if note.count():
            note.click()
        secret = [words(told)[:60] for told in teacher.evaluate(NOTES, f"{urlsplit(teacher.url).path}stored/")]
        teacher.locator("form[action$='/run/'] button").first.click()
        teacher.wait_for_url(re.compile("/t/run/"))
        code = re.sub(r"\D", "", teacher.locator("b.number").inner_text())
        wall = teacher.context.new_page()
        wall_hears = hear(wall)
        wall.set_viewport_size({"width": 1280, "height": 720})
        wall.goto(teacher.url.replace("/t/run/", "/present/"))
        assert code == re.sub(r"\D", "", wall.locator(".code").inner_text())
        assert wall.evaluate(SMALLEST) >= 32

        phones = [stack.enter_context(visit(chromium, site)) for _phone in range(PHONES)]
        for phone in phones[:-LATE]:
            join(phone, site, code)
        ask_plain_question(teacher, teacher.url)
        for phone in phones[-LATE:]:
            join(phone, site, code)
        for phone in phones:
            seat = phone.inner_text("main p.muted >> nth=0")
            phone.goto(f"{site}/live/")
            assert phone.inner_text("main p.muted >> nth=0") == seat
            answer(phone)
            assert phone.locator("details form.question").count() == 1
        assert len({phone.inner_text("main p.muted >> nth=0") for phone in phones}) == PHONES
        assert len({phone.inner_text("form.question legend") for phone in phones}) == 1
        press(teacher, RunAction.CLOSE)
        press(teacher, RunAction.SHOW)
        wall.wait_for_selector(".bar-result", timeout=8000)
        assert wall.evaluate(SMALLEST) >= 32
        for phone in phones:
            phone.wait_for_selector("form.question", state="detached", timeout=8000)
        assert teacher.evaluate("document.documentElement.scrollWidth") <= 360

        rows = SiteRows(site_data)
        ask_about_something_sensitive(rows, teacher, wall, phones, wall_hears)
        names = [name for (name,) in rows.ask("select display_name from accounts_user where kind = 'learner'") if name]
        told = " ".join(words(page) for page in wall_hears)
        assert len(names) > 5
        assert len(secret) > 3
        assert [part for part in (*secret, *names) if part in told] == []
        assert phones[0].foreign == teacher.foreign == []
        wall.unroute_all(behavior="ignoreErrors")
        press(teacher, RunAction.END)


def answer(phone) -> None:
    """Choose the first answer and send it."""
    phone.locator("label.choice").first.click()
    with phone.expect_navigation():
        phone.locator("form.question button").first.click()


def ask_about_something_sensitive(rows, teacher, wall, phones, wall_hears) -> None:
    """Ask the first question once more as one of level 2: nobody is told who answered, nor what seven answered."""
    press(teacher, RunAction.PUT_AWAY)
    run = urlsplit(teacher.url).path.split("/")[3]
    rows.ask(
        "update lessons_livequestion set answer_level = 2, is_recorded = 0 where number = 1 and run_id ="
        " (select id from lessons_lessonrun where public_id = ?)", run,
    )  # fmt: skip
    stored = rows.ask("select count(*) from assessments_response")
    teacher_hears = hear(teacher)
    before = len(wall_hears)
    phones_hear = [(phone, hear(phone)) for phone in phones[:TOO_FEW]]
    teacher.locator("details button[value=open]").first.click()
    teacher.wait_for_selector("button[value=close]")
    for phone, heard in phones_hear:
        phone.goto(phone.url)
        answer(phone)
        assert len(symbols(heard)) == 1
    wall.reload()
    assert str(len(phones_hear)) in wall.inner_text("[data-answered-words]")
    public = teacher_hears + wall_hears[before:]
    assert not [
        page for page in (*public, *(page for _phone, heard in phones_hear for page in heard)) if "bar-" in page
    ]
    press(teacher, RunAction.CLOSE)
    press(teacher, RunAction.SHOW)
    with override("uk"):
        too_few = gettext("Not enough answers to show.")
    wall.reload()
    assert wall.inner_text("p.lead") == too_few
    assert too_few in teacher.inner_text("main")
    public = teacher_hears + wall_hears[before:]
    assert symbols(public) == set()
    assert "bar-" not in "".join(public)
    assert rows.ask("select count(*) from assessments_response") == stored
    assert rows.ask("select count(*) from lessons_seatvote") == [(0,)]
    for page in (teacher, *(phone for phone, _heard in phones_hear)):
        page.unroute_all(behavior="ignoreErrors")


CLOCK = """() => {
    const shown = [...document.querySelectorAll(".run-clock [role=timer]")].find((one) => one.offsetParent);
    const [minutes, seconds] = shown.textContent.split(":").map(Number);
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


def ask_plain_question(teacher, run: str) -> int:
    """Ask the first question of knowledge with three answers or four, and return its number.

    Which lesson comes next, other tests may have moved.
    """
    teacher.goto(run)
    rows = teacher.locator("li:has(button[value=open])")
    opinions = {number for number in range(1, rows.count() + 1) if rows.nth(number - 1).locator(".badge").count()}
    for number in range(1, 12):
        teacher.goto(f"{run}cards/?q={number}")
        if number not in opinions and teacher.locator("main ul.plain-list li").count() >= 3:
            break
    assert problems(teacher, []) == []
    teacher.goto(run)
    teacher.locator("button[value=open]").nth(number - 1).click()
    teacher.wait_for_selector("button[value=close]")
    return number


def test_a_lesson_outlives_sleep_and_router_and_another_device_ends_it(site, chromium):
    with ExitStack() as stack:
        first = stack.enter_context(visit(chromium, site, language="en"))
        run = begin(first, site)
        number = ask_plain_question(first, run)
        code = re.sub(r"\D", "", first.locator("b.number").inner_text())
        second = stack.enter_context(visit(chromium, site, language="en"))
        go_on_from_today(second, site, run)
        ends = first.evaluate(CLOCK)
        for _wait in range(100):
            if first.evaluate("caches.match(location.pathname).then(Boolean)"):
                break
            first.wait_for_timeout(100)

        asleep = second.context.new_cdp_session(second)
        asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
        # A page that is asleep never closes: whatever goes wrong meanwhile, it is woken first.
        stack.callback(asleep.send, "Page.setWebLifecycleState", {"state": "active"})
        first.context.set_offline(True)
        away_since = time.monotonic()
        count_without_a_network(first, number)
        phones = [stack.enter_context(visit(chromium, site, language="en")) for _phone in range(2)]
        assert answered(phones[0], site, code, "Send") == answered(phones[1], site, code, "Skip")
        first.wait_for_timeout(max(0, AWAY - (time.monotonic() - away_since)) * 1000)

        asleep.send("Page.setWebLifecycleState", {"state": "active"})
        second.wait_for_timeout(1000)
        assert abs(second.evaluate(CLOCK) - ends) <= 1
        second.goto(f"{site}/t/")
        go_on_from_today(second, site, run, is_signed_in=True)
        assert abs(second.evaluate(CLOCK) - ends) <= 1
        assert second.inner_text("[data-count='0']") == "2"

        ends = first.evaluate(CLOCK)
        first.context.set_offline(False)
        first.wait_for_selector("[data-chip]:has-text('✓')")
        first.goto(run)
        assert abs(first.evaluate(CLOCK) - ends) <= 1
        assert "1 tally has arrived" in first.inner_text("main")
        assert "phones and hands" in first.inner_text("main")
        assert first.locator(".phases [aria-current]").inner_text() == first.locator(".phases li").nth(1).inner_text()

        second.goto(run)
        second.locator("form[action$='/take/'] button").click()
        second.goto(f"{run}tally/?q={number}")
        assert problems(second, []) == []
        count_by_keyboard(second)
        press(second, RunAction.END)
        assert second.url.endswith("/attendance/")
        assert problems(second, []) == []

        leave_and_sign_out(first, site, run)


def count_without_a_network(teacher, number: int) -> None:
    """Switch to hands, go on to the next part and count nine hands, all in the page that the device keeps."""
    teacher.get_by_role("button", name="Switch to hands").click()
    teacher.wait_for_selector("[data-stored]")
    teacher.click("[data-go='1']")
    assert teacher.inner_text("section[data-phase]:visible h1").startswith("2.")
    question = teacher.locator("[data-item]").nth(number - 1)
    question.locator("summary").click()
    question.locator("form input").nth(1).fill("9")
    question.locator("[data-save]").click()
    assert "1 tally to send" in teacher.inner_text("[data-chip]")


def answered(phone, site: str, code: str, button: str) -> bytes:
    """Join, answer or skip, and return what the phone shows then, but for its seat."""
    join(phone, site, code)
    phone.locator("label.choice").first.click()
    with phone.expect_navigation():
        phone.get_by_role("button", name=button, exact=True).click()
    assert phone.inner_text("h1").startswith("Sent")
    return phone.screenshot(mask=[phone.locator("main p.muted").first])


def count_by_keyboard(teacher) -> None:
    """Count 27 hands with keys alone; a reload before saving loses none."""
    teacher.locator("#count-1").focus()
    for count in ("7", "12", "8"):
        teacher.keyboard.press("Control+a")
        teacher.keyboard.type(count)
        teacher.keyboard.press("Enter")
    teacher.reload()
    assert [teacher.input_value(f"#count-{place}") for place in (1, 2, 3)] == ["7", "12", "8"]
    assert teacher.inner_text("[data-total]") == "27"
    teacher.locator("[data-save]").focus()
    with teacher.expect_navigation():
        teacher.keyboard.press("Enter")
    assert "12 of 27" in teacher.inner_text("main")
    assert "phones and hands" in teacher.inner_text("main")


def go_on_from_today(teacher, site: str, run: str, *, is_signed_in: bool = False) -> None:
    """Go on with a lesson that runs, on another device."""
    if not is_signed_in:
        enter_as(teacher, site, "teacher")
    teacher.locator("main a.button[href*='/t/run/']").first.click()
    assert teacher.url == run


def leave_and_sign_out(teacher, site: str, run: str) -> None:
    """Leave without a network, later sign out: each time nothing of the lesson that was kept can be read."""
    teacher.goto(f"{site}/help/")
    lesson = teacher.evaluate(KEPT_LESSON)
    teacher.context.set_offline(True)
    teacher.click("a.exit")
    teacher.wait_for_url(f"{site}/tools/calc/")
    assert_nothing_is_kept(teacher, run, f"{site}{lesson}", f"{site}/t/")
    teacher.context.set_offline(False)

    enter_as(teacher, site, "teacher")
    teacher.goto(f"{site}{lesson}")
    assert teacher.locator("[data-keep-note]").is_hidden()
    teacher.click("[data-keep]")
    teacher.wait_for_selector("[data-keep-note]:not([hidden])")
    teacher.goto(f"{site}/staff/sign-out/")
    with teacher.expect_navigation():
        teacher.locator("main form button").first.click()
    assert teacher.evaluate("Object.keys(localStorage).join()") == ""
    teacher.context.set_offline(True)
    assert_nothing_is_kept(teacher, f"{site}{lesson}")


KEPT_LESSON = """caches.open("staff-1").then((pages) => pages.keys())
    .then((kept) => kept.map((one) => new URL(one.url).pathname).find((path) => path.startsWith("/t/l/"))
        .replace("stored/", ""))"""


def assert_nothing_is_kept(page, *addresses: str) -> None:
    """Nothing of a lesson stands on this device, wherever one looks for it without a network."""
    assert "staff-1" not in page.evaluate("caches.keys()")
    for address in addresses:
        with suppress(Error):  # where nobody has left, the browser says that there is no network
            page.goto(address)
        assert page.locator("[data-stored]").count() == 0


def join(phone, site: str, code: str) -> None:
    """Type the code on the wall."""
    phone.goto(f"{site}/")
    phone.fill("#code", code)
    phone.click("main form button")
    phone.wait_for_url(f"{site}/live/")
