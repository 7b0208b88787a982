"""Names the statements behind each measured page that read much of a large table: a figure that no load blurs.

Usage: ``python -m benchmarks.plans`` on the filled PostgreSQL of DATABASE_URL; its standard input is what
``benchmarks.measured`` has printed. ``--all`` prints the plans of these statements too.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402  Django comes first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.server import Prepared  # noqa: E402

LARGE = 5_000
SLOW_MS = 1.0


def visitor(session: str = "") -> Client:
    """Return a client that came over https, signed in where a session is given."""
    client = Client(SERVER_NAME="localhost", headers={"X-Forwarded-Proto": "https"})
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def statements(prepared: Prepared) -> dict[str, list[str]]:
    """Ask for every measured page twice, the second time with warm caches, and return what the second sent."""
    student, teacher, coordinator = (
        visitor(session) for session in (prepared.learners[0], prepared.teacher, prepared.coordinator)
    )
    question, card = f"/my/q/{prepared.attempts[0]}/1/", f"/c/{prepared.cards[0]}"
    actions: dict[str, Callable[[], Any]] = {
        "saving an answer": lambda: student.post(question, {"sequence": "7", "choice": prepared.choices[0][0]}),
        "lesson page": lambda: student.get(f"{prepared.lesson}2/"),
        "question page": lambda: student.get(question),
        "a student's lessons": lambda: student.get("/my/"),
        "heatmap": lambda: teacher.get(prepared.results),
        "Today": lambda: teacher.get("/t/"),
        "class page": lambda: teacher.get(prepared.class_page),
        "figures of a quiz": lambda: coordinator.get(prepared.figures),
        "places": lambda: coordinator.get("/t/places/"),
        "colleagues": lambda: coordinator.get("/t/staff/"),
        "signing in with a card": lambda: visitor().post(card),
    }
    found = {}
    for name, action in actions.items():
        action()
        with CaptureQueriesContext(connection) as sent:
            response = action()
        if response.status_code not in (200, 303):
            raise RuntimeError(f"{name}: {response.status_code}")
        found[name] = [query["sql"] for query in sent.captured_queries]
    return found


def large_tables() -> set[str]:
    """Return the tables with many rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [LARGE])
        return {name for (name,) in cursor.fetchall()}


def read_from_end_to_end(plan: dict[str, Any], large: set[str]) -> Iterator[str]:
    """Yield the large tables of which a part of the plan reads every row."""
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in large:
        yield str(plan["Relation Name"])
    for part in plan.get("Plans", ()):
        yield from read_from_end_to_end(part, large)


def explain(statement: str, form: str) -> list[Any]:
    """Execute a statement that reads and return its plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT {form}) {statement}")
        return [row[0] for row in cursor.fetchall()]


def main(*, prints_all: bool) -> None:
    """Print one line a page, and what reads too much."""
    large = large_tables()
    for page, sent in statements(Prepared(**json.load(sys.stdin))).items():
        reading = [statement for statement in sent if statement.lstrip().upper().startswith(("SELECT", "WITH"))]
        slow, plans = 0, []
        for statement in reading:
            plan = explain(statement, "JSON")[0][0]
            whole = sorted(set(read_from_end_to_end(plan["Plan"], large)))
            buffers = plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
            if whole or plan["Execution Time"] > SLOW_MS or buffers > LARGE:
                slow += 1
                plans.append(f"    {plan['Execution Time']:.1f} ms, {buffers} pages, all of {whole}: {statement[:200]}")
                if prints_all:
                    plans += ["      " + line for line in [statement, *explain(statement, "TEXT")]]
        print(f"{page}: {len(sent)} statements, {slow} of them read much", *plans, sep="\n")


if __name__ == "__main__":
    main(prints_all="--all" in sys.argv)
