"""A tablet without a network: answers are sealed and sent later, the next student finds nothing, leaving works."""

import json
import re
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.axe import problems
from tests.browser.conftest import enter_as, visit

pytestmark = pytest.mark.browser

# Everything that pages of ours can keep on a device, as one text.
STORAGE = """async () => {
    const kept = [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie];
    for (const { name } of await indexedDB.databases()) {
        const opening = indexedDB.open(name);
        const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
        for (const store of db.objectStoreNames) {
            const ask = db.transaction(store).objectStore(store).getAll();
            kept.push(JSON.stringify(await new Promise((done) => { ask.onsuccess = () => done(ask.result); })));
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
    }
    return kept.join(" ");
}"""

LISTED = "caches.match('/my/offline/list').then((list) => list?.json()).then((list) => list?.lessons[0]?.url)"

WAITS = "document.querySelector('[data-sync]').textContent.includes('(%d)')"


def until(page, say, seconds=20):
    """Wait for what a page says; the site's policy forbids the tool's own way of waiting."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := page.evaluate(say):
            return value
        time.sleep(0.1)
    raise AssertionError(f"never true: {say} at {page.url}")


def stocked(page, path):
    """Wait until the device keeps a page."""
    until(page, f"caches.match({json.dumps(path)}, {{ ignoreVary: true }}).then(Boolean)")


def answer(page):
    """Fill in the question that is shown, somehow."""
    form = page.locator("form.question:visible")
    for kind in ("radio", "checkbox"):
        if form.locator(f"input[type={kind}]").count():
            form.locator(f"input[type={kind}]").first.check()
            return
    for place, select in enumerate(form.locator("select").all(), 1):
        select.select_option(str(place))


def begin_quiz(page, site):
    """Start the first quiz that may be answered; return its address and the attempt's."""
    assignment = until(page, "Object.keys(JSON.parse(sessionStorage.tickets ?? '{}').tickets ?? {})[2]")
    page.goto(f"{site}/my/q/start/{assignment}/")
    page.click("main form button.button")
    page.wait_for_url(re.compile(r"/my/q/[a-z0-9]{10}/\d+/"))
    stocked(page, f"/my/q/stored/{assignment}/")
    return assignment, re.search(r"/my/q/([a-z0-9]{10})/", page.url).group(1)


def answer_offline(phone, assignment):
    """Answer the second question and all that follow without a network, then send; the tab says what waits."""
    answer(phone)
    phone.click("form.question:visible button.button")
    phone.wait_for_url(re.compile("/2/"))
    phone.context.set_offline(True)
    answer(phone)
    phone.click("form.question:visible button.button")
    phone.wait_for_url(re.compile(f"/my/q/stored/{assignment}/#3"))
    count = 1
    while phone.locator("form.question:visible").count():
        answer(phone)
        phone.click("form.question:visible button.button")
        count += 1
        until(phone, WAITS % count)
    phone.reload()
    until(phone, WAITS % count)
    phone.click("form[data-send] button")
    until(phone, "!document.querySelector('[data-part=sent]').hidden")


def sign_in_with_a_card(page, site):
    """The next student takes the tablet: whoever was signed in signs out first, and the card's number is typed."""
    page.goto(f"{site}/demo/")
    page.locator('form[action="/demo/card/"] button').click()
    number = re.search(r"\d{4} \d{4} \d{4} \d{4}", page.inner_text("main")).group()
    page.goto(f"{site}/sign-out/")
    if page.locator("main form button").count():
        page.click("main form button")
    page.goto(f"{site}/")
    page.fill("#code", number)
    page.click("main form button")
    page.wait_for_url(f"{site}/my/")


WAITING = """() => new Promise((done) => {
    const opening = indexedDB.open("orientir");
    opening.onsuccess = () => {
        const ask = opening.result.transaction("outbox").objectStore("outbox").getAll();
        ask.onsuccess = () => { opening.result.close(); done(ask.result.map((one) => one.sealed)); };
    };
})"""


def take_in_from_codes(chromium, phone, site):
    """Show what waits as codes, still without a network; another phone opens the address in the first of them."""
    sealed = phone.evaluate(WAITING)
    phone.click("[data-draw]")
    until(phone, "Boolean(document.querySelector('[data-code] svg'))")
    assert shown_place(phone) == ["1", str(len(sealed))]
    phone.click("[data-codes] [data-step='1']")
    assert shown_place(phone) == ["2", str(len(sealed))]
    assert problems(phone, []) == []
    with visit(chromium, site, language="en") as teacher:
        teacher.goto(f"{site}/sync/scan/#{sealed[0]}")
        until(teacher, "document.querySelector('[data-state]').textContent === 'Taken in: 1'")
        assert teacher.evaluate("location.hash") == ""
        teacher.fill("textarea", "\n".join([*sealed, "A" * 130]))
        teacher.click("main form button")
        until(teacher, f"document.querySelector('[data-state]').textContent === {taken(len(sealed))!r}")


def shown_place(phone):
    """Return which code of how many is shown, in whatever language."""
    return re.findall(r"\d+", phone.inner_text("p[data-place]:visible"))


def taken(count):
    """What the other phone says at the end: doubles are no harm, and what is none of ours is named."""
    return f"Taken in: {count} · Not answers of this site: 1"


def test_an_offline_quiz_arrives_although_the_tab_was_closed_and_another_student_came(site, chromium):
    with visit(chromium, site, language="en") as phone:
        enter_as(phone, site, "student")
        assignment, attempt = begin_quiz(phone, site)
        answer_offline(phone, assignment)
        ticket = json.loads(phone.evaluate("sessionStorage.tickets"))["tickets"][assignment]["ticket"]
        assert ticket in phone.evaluate(STORAGE)
        take_in_from_codes(chromium, phone, site)
        tablet = phone.context
        phone.close()

        tablet.set_offline(False)
        other = tablet.new_page()
        sign_in_with_a_card(other, site)
        until(other, "Boolean(sessionStorage.tickets)")
        until(other, f"({STORAGE})().then((kept) => !kept.includes('\"sealed\":'))")
        kept = other.evaluate(STORAGE)
        assert ticket not in kept
        assert attempt not in kept

        begin_quiz(other, site)
        tablet.set_offline(True)
        answer(other)
        other.click("form.question:visible button.button")
        other.wait_for_url(re.compile("/my/q/stored/"))
        tablet.set_offline(False)
        until(other, "document.querySelector('[data-sync]').textContent.includes('✓')", seconds=40)

    with visit(chromium, site, language="en") as phone:
        enter_as(phone, site, "student")
        phone.goto(f"{site}/my/q/{attempt}/done/")
        assert phone.url.endswith("/done/")
        assert phone.locator("section.question").count() >= 4
        assert phone.locator("section.question > p.muted").count() == 0  # it would say "no answer"


def test_leaving_works_without_a_network_and_the_lesson_does_not_come_back(site, chromium):
    with visit(chromium, site, language="en") as phone:
        enter_as(phone, site, "student")
        until(phone, "caches.match('/my/offline/list').then(Boolean)")
        kept = until(phone, LISTED)
        phone.context.set_offline(True)
        phone.goto(f"{site}/my/")
        until(phone, "document.querySelectorAll('[data-stored-list] a').length > 0")
        phone.goto(f"{site}{kept}")
        lesson = phone.inner_text("h1")
        phone.click("a.exit")
        phone.wait_for_url(f"{site}/tools/calc/")
        for _back in range(2):
            with suppress(Error):  # beyond our own pages there is no network
                phone.go_back()
            time.sleep(0.5)
            assert lesson not in phone.inner_text("body")
        phone.goto(f"{site}{kept}")
        assert lesson not in phone.inner_text("body")
        phone.context.set_offline(False)
        phone.goto(f"{site}{kept}")
        assert lesson not in phone.inner_text("body")


def test_a_device_keeps_nothing_after_signing_out(site, chromium):
    with visit(chromium, site, language="en") as phone:
        enter_as(phone, site, "student")
        until(phone, "caches.match('/my/offline/list').then(Boolean)")
        phone.goto(f"{site}/sign-out/")
        phone.click("main form button")
        phone.wait_for_load_state()
        until(phone, "caches.keys().then((names) => !names.includes('pages-1'))")
        assert "ticket" not in phone.evaluate("JSON.stringify({ ...sessionStorage })")


def test_an_observation_without_a_network_is_sent_once_there_is_one(site, chromium):
    with visit(chromium, site, language="en") as phone:
        enter_as(phone, site, "trainer")
        phone.goto(f"{site}/tr/")
        phone.click("main ul.rows a")
        phone.click(".people tbody a")
        dossier = phone.url
        phone.click("[data-carry]")
        until(phone, "document.querySelector('[data-carried]').textContent.includes('✓')")
        phone.context.set_offline(True)
        phone.goto(dossier)
        phone.click("details[data-rule=S3] summary")
        form = phone.locator("details[data-rule=S3] form")
        assert form.locator(".mark input:checked").get_attribute("value") == ""
        form.locator("input[name=setting]").first.check()
        form.locator(".mark input[type=radio]").first.check()
        form.locator("button[name=finish]").click()
        until(phone, "document.querySelector('[data-outbox]').textContent.includes('1 checklist')")
        phone.reload()
        until(phone, "document.querySelector('[data-outbox]').textContent.includes('1 checklist')")
        phone.context.set_offline(False)
        until(phone, "!Object.keys(localStorage).some((name) => name.startsWith('checklist '))", seconds=40)
        phone.goto(dossier)
        assert "Live, at work" in phone.inner_text("#S3")
        assert "not finished" not in phone.inner_text("#S3")
