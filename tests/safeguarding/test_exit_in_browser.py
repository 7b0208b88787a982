"""Leaving in a real browser: the cover, the neutral page, and that going back never brings a lesson back."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.architecture.tree import ROOT
from tests.prepared import migrated_database

# The tests' own database is left alone: beside a browser's event loop a connection to it would stay open for good.
pytestmark = pytest.mark.browser

SERVE = str(Path(__file__).with_name("serve_site.py"))
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
LESSON = "Тема"
PHONE = {"width": 360, "height": 740}
COVER_MS = 100


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Serve a migrated database with a few pages; return its address and a card's."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(migrated_database(tmp_path_factory.getbasetemp()), folder / "site.sqlite3")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "ORIENTIR_MODE": "demo",
        "ORIENTIR_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.safeguarding.site_settings",
    }
    server = subprocess.Popen(
        [sys.executable, SERVE, str(port)], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        card = server.stdout.readline().strip()
        wait_for(f"http://127.0.0.1:{port}/tools/calc/")
        yield f"http://127.0.0.1:{port}", card
    finally:
        server.kill()
        server.communicate()


def wait_for(address: str) -> None:
    """Return once the address answers."""
    for _try in range(200):
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for all tests of this file."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, site) -> Iterator[BrowserContext]:
    """A fresh device."""
    context = chromium.new_context(base_url=site[0], viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def reader(phone) -> Page:
    """Somebody who has opened one page after another."""
    page = phone.new_page()
    for path in ("/uk/", "/uk/tema-1/", "/uk/tema-2/"):
        page.goto(path)
    assert page.locator("h1").inner_text() == "Тема 2"
    return page


def go_back(page: Page) -> None:
    """Press Back and let the page that comes settle."""
    page.go_back()
    page.wait_for_load_state("networkidle")


def assert_gone(page: Page) -> None:
    """The neutral page is here, and Back, twice, shows nothing of a lesson."""
    page.wait_for_url("**/tools/calc/")
    assert page.locator("main").inner_text().startswith(("Калькулятор", "Calculator"))
    for _press in range(2):
        go_back(page)
        assert LESSON not in page.locator("body").inner_text()
        assert page.url.endswith("/tools/calc/") or page.url == "about:blank"


def test_without_leaving_back_does_bring_the_lesson(reader):
    # So that the tests below would notice a lesson that comes back.
    reader.goto("/tools/calc/")
    go_back(reader)
    assert reader.locator("h1").inner_text() == "Тема 2"


def test_a_click_leaves_and_back_stays_neutral(reader):
    reader.click(".exit[data-exit]")
    assert_gone(reader)


def test_the_link_among_the_shortcuts_leaves_too(reader):
    reader.focus(".skip [data-exit]")
    reader.keyboard.press("Enter")
    assert_gone(reader)


def test_shift_three_times_leaves(reader):
    for _press in range(3):
        reader.keyboard.press("Shift")
    assert_gone(reader)


def test_shift_with_a_letter_or_twice_stays(reader):
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift", "Shift"):
        reader.keyboard.press(key)
    reader.wait_for_timeout(200)
    assert reader.locator("h1").inner_text() == "Тема 2"


def test_the_cover_is_painted_at_once(reader):
    reader.evaluate(
        """() => addEventListener("click", () => {
            const pressed = performance.now();
            // The second frame begins when the first has been painted.
            requestAnimationFrame(() => requestAnimationFrame(() => {
                const took = performance.now() - pressed;
                console.info(JSON.stringify([took, document.body.innerText, document.title, location.pathname]));
            }));
        }, { capture: true })"""
    )
    # The way out is held up: what is measured is the page itself, not the server.
    # It may be asked for after we have looked: from then on nothing is held.
    held: list[Route] = []
    is_over = threading.Event()

    def hold(route: Route) -> None:
        if is_over.is_set():
            route.continue_()
        else:
            held.append(route)

    reader.route("**/exit", hold)
    with reader.expect_console_message() as said:
        reader.click(".exit[data-exit]", no_wait_after=True)
    took, text, title, path = json.loads(said.value.text)
    is_over.set()
    for route in held:  # none where the service worker has answered already
        route.continue_()
    assert took <= COVER_MS
    assert LESSON not in text
    assert LESSON not in title
    assert path == "/tools/calc/"
    assert_gone(reader)


def test_without_a_script_the_link_leaves_too(chromium, site):
    context = chromium.new_context(base_url=site[0], viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for path in ("/uk/tema-1/", "/uk/tema-2/"):
        page.goto(path)
    page.click(".exit")
    page.wait_for_url("**/tools/calc/")
    go_back(page)
    assert page.url.endswith("/tools/calc/")
    context.close()


def test_help_is_closed_after_leaving_and_open_again_after_the_button(reader):
    reader.goto("/help/")
    assert reader.locator("a[href='tel:116111']").count() == 1
    reader.click(".exit[data-exit]")
    reader.wait_for_url("**/tools/calc/")
    reader.goto("/help/")
    assert reader.url.endswith("/tools/calc/")
    reader.goto("/")
    reader.click("form[action='/exit/return/'] button")
    reader.goto("/uk/tema-1/")
    assert reader.locator("h1").inner_text() == "Тема 1"


def test_signing_in_with_a_card_opens_the_pages_and_leaving_ends_the_sign_in(reader, phone, site):
    reader.click(".exit[data-exit]")
    reader.wait_for_url("**/tools/calc/")
    reader.goto(site[1])
    reader.click("main form button")
    reader.wait_for_url("**/my/")
    assert "left" not in {cookie["name"] for cookie in phone.cookies()}
    reader.click(".exit[data-exit]")
    reader.wait_for_url("**/tools/calc/")
    assert {cookie["name"] for cookie in phone.cookies()} & {"left", "sessionid"} == {"left"}
    go_back(reader)
    assert "/my/" not in reader.url
    assert reader.goto("/my/").url.endswith("/tools/calc/")


def test_the_calculator_counts_at_once_and_asks_nobody(phone):
    page = phone.new_page()
    page.goto("/tools/calc/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for key in ("7", "×", "6", "="):
        page.click(f"div button[value='{key}']")
    assert page.input_value("#line") == "42"
    page.fill("#line", "(1+2)*3-1/0")
    assert page.locator("output").inner_text() == ""
    page.fill("#line", "12,5*4")
    assert page.locator("output").inner_text() == "= 50"
    page.keyboard.press("Enter")
    assert page.input_value("#line") == "50"
    assert asked == []


def test_a_line_without_a_result_is_explained(phone):
    page = phone.new_page()
    page.goto("/tools/calc/")
    page.fill("#line", "1/0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tools/calc/?q=*")
    assert page.locator("#fault").inner_text()
