"""Time on the server of the pages that everybody waits for, beside one bare SELECT and one bare upsert.

Usage: ``python -m benchmarks.hot_paths``, with the site of DATABASE_URL described on standard input; prints JSON.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from http import HTTPStatus
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django comes first
from django.test import Client  # noqa: E402

from benchmarks import bare  # noqa: E402
from benchmarks.figures import time_in_turns  # noqa: E402
from benchmarks.server import Prepared  # noqa: E402


def visitor(session: str) -> Client:
    """Return a signed-in client that takes compressed pages, as browsers do."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def actions(prepared: Prepared) -> dict[str, Callable[[], object]]:
    """Return what is measured; each call fails loudly when the site does not do what is being timed."""
    student, teacher = visitor(prepared.learners[0]), visitor(prepared.teacher)
    of_many = visitor(prepared.teacher_of_many)
    question, numbers = f"/my/q/{prepared.attempts[0]}/1/", count(1)
    bare.execute(bare.TABLE)

    def show(client: Client, path: str) -> Callable[[], None]:
        def get() -> None:
            if client.get(path).status_code != HTTPStatus.OK:
                raise RuntimeError(path)

        return get

    def answer() -> None:
        number = next(numbers)
        fields = {"sequence": str(number), "choice": prepared.choices[0][number % 4]}
        if student.post(question, fields).status_code != HTTPStatus.SEE_OTHER:
            raise RuntimeError(question)

    return {
        "select": lambda: bare.execute(bare.SELECT, 1),
        "upsert": lambda: bare.execute(bare.UPSERT, 1, next(numbers), prepared.choices[0][0]),
        "lesson": show(student, f"{prepared.lesson}2/"),
        "question": show(student, question),
        "answer": answer,
        "results": show(teacher, prepared.results),
        "long_results": show(of_many, prepared.long_results),
        "gradebook": show(of_many, prepared.gradebook),
    }


if __name__ == "__main__":
    logging.disable()
    timings = time_in_turns(actions(Prepared(**json.load(sys.stdin))), rounds=10, times=20)
    sys.stdout.write(json.dumps({name: vars(timing) for name, timing in timings.items()}))
