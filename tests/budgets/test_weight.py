"""What the first lesson costs on a slow phone: bytes of the real course, served by the real server, as they travel."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks import server
from tests.budgets.wire import OVER_HTTP, OVER_HTTPS, Browser, Reply, addresses, foreign
from tests.prepared import demonstration, once, shared
from tests.robustness.conftest import copy_database

# No real browser, but a server of its own; on which database changes nothing.
pytestmark = pytest.mark.browser

KILOBYTE = 1000
# Following these would end the sign-in, or fetch what is no page.
NOT_FOLLOWED = re.compile(r"/exit|/sign-out/|/documents/|/media/|/static/")


@dataclass(frozen=True)
class Course:
    """The served course: its lessons with their number of steps, and a student's pages."""

    port: int
    session: list[str]
    language_cookie: str
    languages: list[str]
    lessons: dict[str, int]
    questions: list[str]
    others: list[str]

    def browser(self, language: str, encodings: str = OVER_HTTPS, *, signed_in: bool = True) -> Browser:
        """Return an empty browser, of the student or of a stranger."""
        cookies = {self.language_cookie: language} | ({self.session[0]: self.session[1]} if signed_in else {})
        return Browser(self.port, cookies, encodings)

    @property
    def lesson_pages(self) -> list[str]:
        """Return the first page and every step of every lesson."""
        return [
            page for path, steps in self.lessons.items() for page in (path, *(f"{path}{n + 1}/" for n in range(steps)))
        ]


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Iterator[Course]:
    """Give the demonstration's course to a class of its own, and serve it all as it is shipped."""
    made = once(shared(tmp_path_factory.getbasetemp()) / "demonstration", demonstration)
    folder = tmp_path_factory.mktemp("weight")
    copy_database(made / "db.sqlite3", folder / "site.sqlite3")
    shutil.copytree(made / "static", folder / "static", copy_function=os.link)
    variables = server.environment(folder, f"sqlite:///{folder / 'site.sqlite3'}")
    filled = json.loads(server.python(variables, "-m", "tests.budgets.fill"))
    port = server.free_port()
    site = server.Server(server.gunicorn(port), variables, port, folder / "server.log")
    try:
        site.wait()
        yield Course(port, **filled)
    finally:
        site.stop()


@dataclass(frozen=True)
class Weight:
    """Bytes of one view: everything, and what has to be there before the first word is drawn."""

    whole: int
    critical: int


def weigh(browser: Browser, path: str) -> Weight:
    """Load a page into an empty cache."""
    browser.kept.clear()
    page = browser.fetch(path)
    assert page.status == 200, f"{path} answers {page.status} {page.location}"
    files = sum(browser.load(file).wire for file in browser.files(page, path))
    critical = sum(browser.load(file).wire for file in addresses(page.text).blocking)
    return Weight(page.wire + files, page.wire + critical)


LANGUAGES = pytest.mark.parametrize("language", ["en", "uk"])
ENCODINGS = pytest.mark.parametrize("encodings", [OVER_HTTPS, OVER_HTTP], ids=["https", "http"])


@LANGUAGES
@ENCODINGS
def test_every_page_of_a_lesson_is_light_although_nothing_is_cached(course, language, encodings):
    browser = course.browser(language, encodings)
    weights = {path: weigh(browser, path) for path in course.lesson_pages}
    assert len(weights) > 60
    assert max(weight.whole for weight in weights.values()) <= 100 * KILOBYTE
    assert max(weight.critical for weight in weights.values()) <= 14 * KILOBYTE


@LANGUAGES
@ENCODINGS
def test_every_other_page_of_a_student_is_as_light(course, language, encodings):
    browser = course.browser(language, encodings)
    weights = {path: weigh(browser, path) for path in ["/my/", *course.others, *course.questions[:10]]}
    assert max(weight.whole for weight in weights.values()) > 40 * KILOBYTE, "no question with a heavy picture"
    browser = course.browser(language, encodings, signed_in=False)
    weights |= {path: weigh(browser, path) for path in ["/", "/help/", f"/{language}/"]}
    assert max(weight.whole for weight in weights.values()) <= 100 * KILOBYTE
    assert max(weight.critical for weight in weights.values()) <= 14 * KILOBYTE


@LANGUAGES
@ENCODINGS
def test_a_question_costs_five_kilobytes_once_the_files_are_there(course, language, encodings):
    browser = course.browser(language, encodings)
    assert len(course.questions) > 50
    assert max(browser.fetch(path).wire for path in course.questions) <= 5 * KILOBYTE


@LANGUAGES
@ENCODINGS
def test_the_next_step_costs_twelve_kilobytes_once_the_files_are_there(course, language, encodings):
    browser = course.browser(language, encodings)
    assert max(browser.fetch(path).wire for path in course.lesson_pages) <= 12 * KILOBYTE


def test_files_are_kept_for_good_and_there_is_one_small_style_sheet(course):
    browser = course.browser("en", OVER_HTTP)
    path = course.lesson_pages[1]
    page = browser.fetch(path)
    [sheet] = [url for url in addresses(page.text).blocking if url.endswith(".css")]
    assert browser.load(sheet).wire <= 10 * KILOBYTE
    files = list(browser.files(page, path))
    assert len(files) > 4
    assert all(file.startswith("/media/") or re.search(r"\.[0-9a-f]{12}\.\w+$", file) for file in files)
    assert all("immutable" in browser.load(file).caching for file in files)


def test_a_lesson_that_has_not_changed_is_not_sent_again(course):
    path = course.lesson_pages[1]
    first = course.browser("en").fetch(path)
    again = course.browser("en").fetch(path, {"If-None-Match": first.etag})
    assert (first.status, again.status) == (200, 304)
    assert again.wire < KILOBYTE


# --- Other origins ------------------------------------------------------------------------------------------------
def crawl(browser: Browser, starts: list[str]) -> dict[str, Reply]:
    """Follow every link of our own, and fetch every file; return all that was read."""
    waiting, read = list(starts), {}
    while waiting:
        path = waiting.pop().removeprefix(browser.origin).partition("#")[0]
        if not path.startswith("/") or path in read or NOT_FOLLOWED.match(path):
            continue
        reply = read[path] = browser.fetch(path)
        if reply.location:
            waiting.append(reply.location)
        if "html" in reply.kind:
            waiting += addresses(reply.text).links
            for file in browser.files(reply, path):
                read[file] = browser.load(file)
    return read


@LANGUAGES
@pytest.mark.parametrize("signed_in", [True, False], ids=["student", "stranger"])
def test_no_page_asks_another_origin(course, language, signed_in):
    browser = course.browser(language, signed_in=signed_in)
    pages = [*course.lesson_pages, *course.questions, *course.others] if signed_in else []
    read = crawl(browser, ["/", "/help/", *(f"/{code}/" for code in course.languages), *pages])
    assert len(read) > (200 if signed_in else 20)
    asked = {path: foreign(reply.text, reply.kind, browser.origin) for path, reply in read.items()}
    assert {path: hosts for path, hosts in asked.items() if hosts} == {}
    assert [path for path, reply in read.items() if reply.status >= 500] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/html", '<img src="https://elsewhere.example/pixel.gif">'),
        ("text/html", '<img srcset="/a.webp 1x, //elsewhere.example/b.webp 2x">'),
        ("text/html", '<link rel="preconnect" href="https://elsewhere.example">'),
        ("text/html", '<script type="module" src="//elsewhere.example/x.js"></script>'),
        ("text/html", '<svg><use href="https://elsewhere.example/i.svg#a"></use></svg>'),
        ("text/html", '<form action="https://elsewhere.example/"></form>'),
        ("text/html", '<p style="background: url(https://elsewhere.example/b.png)">'),
        ("text/html", '<video poster="https://elsewhere.example/p.jpg"></video>'),
        ("text/css", '@import "https://elsewhere.example/x.css";'),
        ("text/css", "a { background: url('//elsewhere.example/x.png') }"),
        ("text/javascript", 'fetch("https://elsewhere.example/count")'),
        ("image/svg+xml", '<image href="https://elsewhere.example/x.png"/>'),
    ],
)
def test_the_same_scan_sees_a_planted_request_to_another_origin(kind, text):
    assert foreign(text, kind, "http://127.0.0.1:8000") == {"elsewhere.example"}


def test_the_scan_leaves_links_and_namespaces_alone():
    page = '<a href="https://elsewhere.example/">x</a><svg xmlns="http://www.w3.org/2000/svg"></svg><img src="/a.webp">'
    assert foreign(page, "text/html", "http://127.0.0.1:8000") == set()
    assert foreign('<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml", "http://127.0.0.1:8000") == set()


# --- The scales themselves ------------------------------------------------------------------------------------------
PLANTED = {
    "/": (
        "text/html",
        """<link rel="stylesheet" href="/s.css"><link rel="stylesheet" href="/p.css" media="print">
           <script type="module" src="/a.js"></script><img src="/i.png"><img src="/i.png">""",
    ),
    "/s.css": ("text/css", "x" * 20_000 + "url(/f.woff2)"),
    "/p.css": ("text/css", "x" * 1_000),
    "/a.js": ("text/javascript", 'import "./b.js";' + "x" * 2_000),
    "/b.js": ("text/javascript", "x" * 3_000),
    "/i.png": ("image/png", "x" * 50_000),
    "/f.woff2": ("font/woff2", "x" * 40_000),
}


class PlantedSite(BaseHTTPRequestHandler):
    """A page that is far too heavy."""

    def do_GET(self) -> None:
        """Send it, uncompressed."""
        kind, text = PLANTED[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_the_scales_see_every_file_of_a_planted_page_once():
    with ThreadingHTTPServer(("127.0.0.1", 0), PlantedSite) as heavy:
        Thread(target=heavy.serve_forever).start()
        try:
            weight = weigh(Browser(heavy.server_port), "/")
        finally:
            heavy.shutdown()
    content = sum(len(text) for _kind, text in PLANTED.values())
    heads = 7 * 250
    assert content < weight.whole < content + heads
    assert 20_000 < weight.critical < 22_000
