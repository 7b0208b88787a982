"""How a browser, and whoever looks over its shoulder, meets an installation that a recipe has made."""

import http.client
import re
import socket
import ssl
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep

from benchmarks.installation import EXAMPLE_HOST, Installation

SECRET = "mKx0b3-_Zk1yQpT7uWvA9w"


class Browser:
    """Trusts the authority of the installation and nobody else; finds the example name on this computer."""

    def __init__(self, site: Installation) -> None:
        self._port = site.port
        self._trusted = ssl.create_default_context(cafile=site.folder / "etc/orientir/tls/ca.crt")

    def get(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str):
        """Ask nginx for a page; return the answer and its body."""
        with closing(socket.create_connection(("127.0.0.1", self._port), timeout=30)) as plain:
            connection = http.client.HTTPConnection(EXAMPLE_HOST, timeout=30)
            connection.sock = self._trusted.wrap_socket(plain, server_hostname=EXAMPLE_HOST)
            connection.request(method, path, body, {"Connection": "close", **headers})
            answer = connection.getresponse()
            return answer, answer.read()

    def status(self, path: str, **more) -> int:
        """Return the status alone."""
        return self.get(path, **more)[0].status


def wait_until(condition, *, seconds: float = 30):
    """Return what the condition gives once it is true."""
    end = monotonic() + seconds
    while not (found := condition()):
        assert monotonic() < end, "waited in vain"
        sleep(0.1)
    return found


def assert_serves(site: Installation, browser: Browser) -> None:
    """Health, a worker at work, the public pages, the way to sign in, and what a production site promises over TLS."""
    wait_until(lambda: browser.status("/healthz") == 200)
    wait_until(lambda: browser.status("/readyz") == 200)
    answer, body = browser.get("/staff/sign-in/")
    assert answer.status == 200
    assert b'name="password"' in body
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "__Host-csrf" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]
    style = re.search(rb'href="(/static/[^"]+\.css)"', body)[1].decode()
    answer, _style = browser.get(style, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert browser.status("/en/") == 200
    assert browser.status("/demo/") == 404
    with closing(http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=30)) as plain:
        plain.request("GET", "/staff/sign-in/", headers={"Host": EXAMPLE_HOST})
        moved = plain.getresponse()
        assert (moved.status, moved.headers["Location"]) == (301, f"https://{EXAMPLE_HOST}/staff/sign-in/")


def assert_takes_no_large_form(browser: Browser) -> None:
    """A form of two megabytes ends at nginx; at the door of the editors it reaches the site."""
    large = b"x" * 2_000_000
    assert browser.status("/staff/sign-in/", method="POST", body=large) == 413
    assert browser.status("/admin/images/multiple/add/", method="POST", body=large) in (302, 403)


def assert_keeps_quiet(site: Installation, browser: Browser) -> None:
    """No log tells the secret of a card, who asked for help, who left or who was in a live class."""
    for path in (f"/c/482615.{SECRET}", f"/%63/482615.{SECRET}", f"/?next=%2Fc%2F482615.{SECRET}"):
        browser.status(path, Referer=f"https://{EXAMPLE_HOST}/c/482615.{SECRET}")
    private = ("/help/", "/exit", "/live/", "/live/482615", "/tools/calc/", "/HELP/", "/static/safeguarding/none.js")
    for path in private:
        browser.status(path)
    # Sent to the calculator, because this browser has left.
    assert browser.get("/en/", Cookie="left=1")[0].headers["Location"] == "/tools/calc/"
    access = site.folder / "var/log/nginx/orientir.log"
    wait_until(lambda: "GET /c/ " in access.read_text())
    lines = access.read_text().splitlines()
    assert [line for line in lines if re.search("exit|help|live|tools|safeguarding", line, re.IGNORECASE)] == []
    assert sum(" /en/ " in line for line in lines) == 1
    assert "127.0.0.1" not in access.read_text()
    everything = [path for folder in ("logs", "var/log") for path in (site.folder / folder).rglob("*.log")]
    assert len(everything) >= 3
    assert [path.name for path in everything if SECRET in path.read_text(errors="replace")] == []


def remains(site: Installation) -> list[str]:
    """Return the processes that still work in the folder of an installation."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            command = process.read_bytes().decode(errors="replace")
            if str(site.folder) in command:
                found.append(command)
    return found
