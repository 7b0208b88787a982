"""Hostile text in every stored field, on every screen: nothing runs in Chromium and nothing becomes an element."""

import json
import os
from functools import partial

import pytest
from playwright.sync_api import Error

from benchmarks import server
from tests.prepared import migrated_database
from tests.robustness.conftest import copy_database

pytestmark = pytest.mark.browser

PAYLOADS = int(os.environ.get("ORIENTIR_PAYLOADS", "200"))
BLOCKED = "Content Security Policy"
SEEN = """() => ({
    ran: document.documentElement.hasAttribute('data-ran'),
    made: document.querySelectorAll('[data-hostile]').length,
    base: document.querySelectorAll('base').length,
    text: document.body.textContent.includes('data-hostile'),
})"""


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A migrated database: beside a browser's event loop the tests' own is out of reach."""
    return migrated_database(tmp_path_factory.getbasetemp())


def serve(empty, folder, **more):
    """Return a running site, its address, and sessions with their pages."""
    database = folder / "hostile.sqlite3"
    copy_database(empty, database)
    variables = server.environment(
        folder, f"sqlite:///{database}", DJANGO_SETTINGS_MODULE="tests.robustness.settings", **more
    )
    filled = json.loads(server.python(variables, "-m", "tests.browser.hostile_text", str(PAYLOADS)).splitlines()[-1])
    port = server.free_port()
    site = server.Server(server.gunicorn(port), variables, port, folder / "server.log")
    site.wait()
    return site, f"http://127.0.0.1:{port}", filled


def note_refusal(said, message):
    """Keep what the browser says of a policy that held something back: text that had tried to run."""
    if BLOCKED in message.text:
        said.append(message.text)


def note_request(asked, request):
    """Keep requests to the payloads' own host."""
    if "elsewhere" in request.url.split("?")[0]:
        asked.append(request.url)


def look(chromium, address, filled, roles):
    """Visit the pages of these roles; return what went wrong, and how many pages showed the text."""
    problems, showing = [], 0
    for role in roles:
        session, pages = filled[role]
        context = chromium.new_context()
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        said, asked = [], []
        page.on("console", partial(note_refusal, said))
        page.on("request", partial(note_request, asked))
        for path in pages:
            said.clear()
            asked.clear()
            try:
                answer = page.goto(f"{address}{path}", wait_until="load")
                found = page.evaluate(SEEN)
            except Error as error:
                # A text has sent the page elsewhere.
                problems.append(f"{role} {path}: {error.message}")
                break
            showing += found["text"]
            wrong = found["ran"] or found["made"] or found["base"] or asked or said
            if wrong or answer.status != 200:
                problems.append(f"{role} {path} {answer.status}: {found} {asked} {said[:2]}")
        context.close()
    return problems, showing


def test_no_text_of_anybody_runs_or_becomes_an_element(empty, chromium, tmp_path, capsys):
    site, address, filled = serve(empty, tmp_path)
    try:
        problems, showing = look(chromium, address, filled, filled)
    finally:
        site.stop()
    visited = sum(len(pages) for _session, pages in filled.values())
    with capsys.disabled():
        print(f"\n  {PAYLOADS} payloads in every text: {visited} pages, {showing} show them, {len(problems)} problems")
    assert problems == []
    assert showing > visited / 2, "the texts are hardly anywhere"


def test_a_planted_template_that_passes_text_unescaped_is_caught(empty, chromium, tmp_path):
    site, address, filled = serve(empty, tmp_path, PLANTED="unescaped")
    try:
        problems, _showing = look(chromium, address, filled, ["student"])
    finally:
        site.stop()
    assert problems, "the harness is blind"
