"""Classes that have a lesson at the same time: phones join, poll and answer; how long they wait, and what is counted.

Usage: ``python -m benchmarks.live CLASSES [SECONDS]``. With the variables of ``scripts/services start`` two web
processes serve behind nginx with TLS, else one process as the README's first command starts it, on a new SQLite file.
"""

import asyncio
import json
import os
import random
import re
import ssl
import sys
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.figures import Target, Timing, heading, line
from benchmarks.server import Server, ServerFailed, environment, free_port, gunicorn, python
from benchmarks.stack import serve, several_machines, stop_when_asked
from benchmarks.two_processes import address_of
from benchmarks.two_processes import python as python_of
from benchmarks.visiting import Reply, Site, Visitor

PHONES = 30
OPEN_SECONDS, PAUSE_SECONDS = 30, 10
LIMIT_MS = 300
WHAT = {
    "join": "joining by code",
    "poll": "a poll",
    "page": "the page with the question",
    "answer": "an answer",
    "act": "a teacher's act",
}
CODE = re.compile(rb'<b class="number">([\d\s]+)</b>')
FIELD = re.compile(rb'name="(question|round|previous|state_version|choice)"[^>]*value="([^"]*)"')


@dataclass
class Seen:
    """Waiting times by what was asked for, statuses that should not be, answers acknowledged by run."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, reply: Reply, *expected: int) -> Reply:
        """Keep how long it took, and what came that nobody expected."""
        self.times[what].append(reply.seconds)
        if reply.status not in expected:
            self.wrong[f"{what} {reply.status}"] += 1
        return reply


async def teach(visitor: Visitor, run: str, seen: Seen, end: float) -> None:
    """Ask one question after the other, close each and show its result; no two teachers tap in the same second."""
    number = 0
    await asyncio.sleep(random.random() * (OPEN_SECONDS + PAUSE_SECONDS))  # noqa: S311  no secret
    while monotonic() + OPEN_SECONDS < end:
        number += 1
        for action, value, wait in (
            ("open", str(number), OPEN_SECONDS),
            ("close", "", 1),
            ("show", "", PAUSE_SECONDS),
        ):
            page = await visitor.get(f"/t/run/{run}/")
            version = dict(FIELD.findall(page.body)).get(b"state_version", b"").decode()
            sent = {"action": action, "value": value, "state_version": version}
            seen.note("act", await visitor.post(f"/t/run/{run}/act/", sent), 302, 303)
            await asyncio.sleep(wait)


async def sit(site: Site, run: str, code: str, seen: Seen, end: float) -> None:
    """Join, poll as the page's script does, and answer each question once."""
    chance = random.Random(f"{run}{id(site)}{random.random()}")  # noqa: S311  no secret
    await asyncio.sleep(chance.random() * 15)
    phone, state, etag = Visitor(site), "", ""
    await phone.get("/")
    seen.note("join", await phone.post("/", {"code": code}), 302, 303)
    presence = f"/live/{run}/state/"
    while monotonic() < end:
        reply = seen.note("poll", await phone.bare(presence, etag), 200, 304)
        etag = reply.headers.get("etag", etag)
        if reply.status == 200 and reply.body.decode() != state:  # noqa: PLR2004
            state = reply.body.decode()
            page = seen.note("page", await phone.get("/live/"), 200)
            if state.endswith("o"):
                # Somebody reads before choosing.
                await asyncio.sleep(1 + chance.random() * 8)
                await _answer(phone, page, run, seen, chance)
        await asyncio.sleep(3 if state.endswith("o") else 15)
    phone.close()


async def _answer(phone: Visitor, page: Reply, run: str, seen: Seen, chance: random.Random) -> None:
    found = FIELD.findall(page.body)
    fields = {name.decode(): value.decode() for name, value in found if name != b"choice"}
    choices = [value.decode() for name, value in found if name == b"choice"]
    if not choices:
        seen.wrong["a page without its question"] += 1
        return
    reply = seen.note("answer", await phone.post("/live/answer/", fields | {"choice": chance.choice(choices)}), 200)
    if b"<h1>Sent" in reply.body:
        seen.acknowledged[run] += 1


async def crowd(site: Site, classes: list[dict[str, str]], seconds: float) -> Seen:
    """Let all classes have their lesson."""
    seen, works = Seen(), list[Awaitable[None]]()
    name = "__Host-session" if site.trusted else "sessionid"
    end = monotonic() + seconds
    for one in classes:
        teacher = Visitor(site, {name: one["session"]})
        await teacher.get(f"/t/l/{one['given']}/")
        begun = seen.note("act", await teacher.post(f"/t/l/{one['given']}/run/", {}), 302, 303)
        run = begun.headers["location"].rstrip("/").rpartition("/")[2]
        page = await teacher.get(f"/t/run/{run}/")
        shown = CODE.search(page.body)
        if shown is None:
            raise ServerFailed(f"no lesson began: {page.status}")
        code = re.sub(rb"\D", b"", shown[1]).decode()
        works += [teach(teacher, run, seen, end), *(sit(site, run, code, seen, end) for _ in range(PHONES))]
    await asyncio.gather(*works)
    return seen


def report(seen: Seen, counted: dict[str, int], seconds: float) -> None:
    """Print the waiting times, what went wrong, and whether every acknowledged answer was counted."""
    print(heading("What phones and teachers wait for"))
    for what, words in WHAT.items():
        timing = Timing(sorted(seen.times[what]))
        print(line(words, timing, len(timing.seconds) / seconds, Target(f"≤ {LIMIT_MS} ms", timing.p95, LIMIT_MS)))
    lost = sum(max(0, count - counted.get(run, 0)) for run, count in seen.acknowledged.items())
    print(f"\n{sum(seen.acknowledged.values()):,} answers acknowledged, {sum(counted.values()):,} counted, {lost} lost")
    print(f"{sum(seen.wrong.values())} errors {dict(seen.wrong) or ''}")


def measured(site: Site, run: Callable[..., str], classes: int, seconds: float) -> None:
    """Prepare, measure, print."""
    prepared = json.loads(run("-m", "benchmarks.live_scene", str(classes)).splitlines()[-1])
    print(f"{classes} classes of {PHONES} phones for {seconds:.0f} s, load {os.getloadavg()[0]:.1f} before", flush=True)
    seen = asyncio.run(crowd(site, prepared, seconds))
    report(seen, json.loads(run("-m", "benchmarks.live_scene").splitlines()[-1]), seconds)


def main(classes: int, seconds: float) -> None:
    """Choose the shape by the variables and measure it."""
    stop_when_asked()
    # Its socket's path must be short.
    with TemporaryDirectory(prefix="orientir-") as name, ExitStack() as stack:
        folder = Path(name)
        if "DATABASE_URL" in os.environ:
            url = address_of(f"orientir_live_{os.getpid()}")
            machines = stack.enter_context(several_machines(folder, DATABASE_URL=url))
            machines.manage("migrate", "--verbosity=0")
            machines.manage("collectstatic", "--no-input", "--verbosity=0", "--ignore=wagtail*")
            serve(machines)
            trusted = ssl.create_default_context(cafile=machines.folder / "etc/orientir/tls/ca.crt")
            measured(Site(machines.port, trusted), lambda *words: python_of(machines, *words), classes, seconds)
            return
        variables = environment(folder, f"sqlite:///{folder / 'live.sqlite3'}")
        python(variables, "manage.py", "migrate", "--verbosity=0")
        python(variables, "manage.py", "collectstatic", "--no-input", "--verbosity=0", "--ignore=wagtail*")
        port = free_port()
        server = Server(gunicorn(port), variables, port, folder / "server.log")
        stack.callback(server.stop)
        server.wait()
        measured(Site(port), lambda *words: python(variables, *words), classes, seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 180)  # noqa: PLR2004
