"""A passkey in a real browser, under the policy that lets no inline script run."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect, sync_playwright

from tests.accounts.entering import PASSWORD
from tests.factories import StaffFactory

pytestmark = pytest.mark.browser

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def address(transactional_site, live_server) -> str:
    """Serve the site with one member of staff; a passkey wants a name for a host, and gets localhost."""
    StaffFactory(username="anna", password=make_password(PASSWORD))
    return live_server.url


@pytest.fixture
def page(address, monkeypatch):
    """A phone with a fingerprint reader that always says yes; complaints of the browser fail the test."""
    # Playwright runs an event loop in this thread, in which Django would refuse the tests' own database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert [line for line in complaints if "Failed to load resource" not in line] == []


def attach_reader(page: Page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    reader = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    return session, reader


def give_password(page: Page, address: str) -> None:
    page.goto(f"{address}/staff/sign-in/")
    page.fill("[name=login]", "anna")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")


def test_a_passkey_is_added_and_signs_in(page, address):
    session, reader = attach_reader(page)
    give_password(page, address)
    page.goto(f"{address}/staff/second-factor/key/")
    page.click("#add_key")
    page.wait_for_url(f"{address}/t/")

    page.goto(f"{address}/staff/sign-out/")
    page.click("main form button")
    page.wait_for_url(f"{address}/")
    give_password(page, address)
    page.wait_for_url(f"{address}/staff/second-factor/authenticate/")
    page.click("#use_key")
    page.wait_for_url(f"{address}/t/")

    page.goto(f"{address}/staff/second-factor/key/confirm/?next=/staff/second-factor/")
    page.click("#use_key")
    page.wait_for_url(f"{address}/staff/second-factor/")

    # Whoever is not recognised is told so on the page.
    page.goto(f"{address}/staff/second-factor/key/confirm/?next=/staff/second-factor/")
    expect(page.locator("#key-trouble")).to_be_hidden()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": reader})
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('stopped')) }")
    page.click("#use_key")
    expect(page.locator("#key-trouble")).to_be_visible()
