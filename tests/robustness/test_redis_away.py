"""Redis is cut, silent or slow: lessons and answering go on, nothing is granted, and nobody sees a stack trace."""

import os
import shutil
import subprocess
from contextlib import closing, contextmanager
from time import monotonic, sleep

import pytest
import redis

from benchmarks.client import Visitor
from benchmarks.server import Server, free_port, gunicorn
from tests.robustness.proxy import Proxy

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

SECONDS = float(os.environ.get("ORIENTIR_FAULT_SECONDS", "5"))
# What a page may take while Redis is silent: the broker's and the cache's patience, and some for a busy machine.
PATIENCE = 4.0


@pytest.fixture
def broken_way(tmp_path):
    """Yield a Redis of our own behind a proxy."""
    if shutil.which("redis-server") is None:
        pytest.fail("redis-server is missing (Debian: redis-server).")
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir", str(tmp_path), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    proxy = Proxy(port)
    try:
        with redis.Redis(port=port) as client:
            end = monotonic() + 20
            while monotonic() < end:
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    sleep(0.05)
        yield proxy
    finally:
        proxy.close()
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def serving(site, proxy, *, planted=""):
    """Serve the site with its cache and broker behind the proxy."""
    port = free_port()
    variables = site.variables | {"REDIS_URL": f"redis://127.0.0.1:{proxy.port}/0", "PLANTED": planted}
    server = Server(gunicorn(port), variables, port, site.database.with_name("server.log"))
    try:
        server.wait()
        yield port
    finally:
        server.stop()


class Lesson:
    """A student who reads and answers, and a teacher who looks; every page is kept for the questions at the end."""

    def __init__(self, site, port) -> None:
        self.prepared = site.prepared
        self.student = Visitor(port, site.prepared.learners[0], timeout=30)
        self.teacher = Visitor(port, site.prepared.teacher, timeout=30)
        self.stranger = Visitor(port, "", timeout=30)
        self.sequence = 0
        self.oddities = []
        self.slowest = 0.0

    def go_on(self) -> None:
        """Read a step, answer a question, look at the table; a stranger is refused all of it."""
        prepared, attempt = self.prepared, self.prepared.attempts[0]
        number = self.sequence % len(prepared.items)
        self.sequence += 1
        self._expect(200, self.student.get, f"{prepared.lesson}1/")
        self._expect(200, self.student.get, f"/my/q/{attempt}/{number + 1}/")
        fields = {"sequence": str(1000 + self.sequence), "choice": prepared.choices[number][0]}
        self._expect(303, self.student.post, f"/my/q/{attempt}/{number + 1}/", fields)
        self._expect(200, self.teacher.get, prepared.results)
        for address in (f"{prepared.lesson}1/", f"/my/q/{attempt}/1/", prepared.results):
            self._expect(302, self.stranger.get, address)

    def go_on_for(self, seconds) -> None:
        end = monotonic() + seconds
        while monotonic() < end:
            self.go_on()

    def close(self) -> None:
        for visitor in (self.student, self.teacher, self.stranger):
            visitor.close()

    def _expect(self, status, ask, *arguments) -> None:
        began = monotonic()
        reply = ask(*arguments)
        self.slowest = max(self.slowest, monotonic() - began)
        if reply.status != status or b"Traceback" in reply.body or b"redis" in reply.body.lower():
            self.oddities.append(f"{arguments[0]}: {reply.status} {reply.body[:200]!r}")


def test_lessons_go_on_while_redis_is_away_silent_or_slow(site, broken_way, capsys):
    with serving(site, broken_way) as port, closing(Lesson(site, port)) as lesson:
        lesson.go_on()
        broken_way.cut()
        lesson.go_on_for(SECONDS)
        broken_way.mend()
        lesson.go_on()
        broken_way.hang()
        lesson.go_on_for(min(SECONDS, 10) / 2)
        broken_way.mend()
        broken_way.delay = 0.05
        lesson.go_on()
    with capsys.disabled():
        print(f"\n  Redis away: {lesson.sequence} rounds, slowest page {lesson.slowest:.2f} s")
    assert lesson.oddities == []
    assert lesson.slowest < PATIENCE


def test_the_same_harness_sees_a_cache_that_takes_the_pages_with_it(site, broken_way):
    with serving(site, broken_way, planted="plain_cache") as port, closing(Lesson(site, port)) as lesson:
        lesson.go_on()
        broken_way.cut()
        lesson.go_on()
    assert lesson.oddities, "the harness is blind"
