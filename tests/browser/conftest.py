"""The demonstration site in a process and a data folder of its own, and a browser that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.prepared import demonstration, once, shared

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def site_data(tmp_path_factory) -> Path:
    """Where the site keeps its database and files."""
    return tmp_path_factory.mktemp("site") / "data"


@pytest.fixture(scope="session")
def site(tmp_path_factory, site_data) -> Iterator[str]:
    """Set up the site as the first command of the README does, and return its address."""
    made = once(shared(tmp_path_factory.getbasetemp()) / "demonstration", demonstration)
    data = site_data
    # Hashed files never change, so they are shared; everything else is this worker's own.
    shutil.copytree(made, data, ignore=shutil.ignore_patterns("static"))
    shutil.copytree(made / "static", data / "static", copy_function=os.link)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "REDIS_URL")},
        "ORIENTIR_MODE": "demo",
        "ORIENTIR_DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
    }
    subprocess.run([sys.executable, "scripts/compile_catalogues.py"], cwd=ROOT, check=True, capture_output=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser, for one file: while it runs, its event loop forbids the thread to use the database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, site: str, *, language: str = "uk", dark: bool = False) -> Iterator[Page]:
    """Open a fresh phone on the site; every request to another origin is collected in ``page.foreign``."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark" if dark else "light")
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page = context.new_page()
    page.foreign = []
    page.on(
        "request", lambda request: None if request.url.startswith((site, "data:")) else page.foreign.append(request.url)
    )
    try:
        yield page
    finally:
        context.close()


def enter_as(page: Page, site: str, role: str) -> None:
    """Go in through the demonstration's door."""
    page.goto(f"{site}/demo/")
    page.locator(f'form[action="/demo/as/{role}/"] button').click()
    page.wait_for_load_state()
