"""What the quiz engine does much of at once: reading and importing a bank, marking classes, the author's lists.

Usage: ``python -m benchmarks.engine BANK CLASSES``, on the migrated site of DATABASE_URL; prints JSON. One bare upsert
of the same minutes stands beside it.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from http import HTTPStatus
from itertools import count, pairwise
from time import perf_counter, thread_time
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django comes first
from django.test import Client, override_settings  # noqa: E402
from wagtail.models import Locale  # noqa: E402

from accounts.models import User  # noqa: E402
from assessments.enums import IMPORT_JOB  # noqa: E402
from assessments.models import Attempt, BankOrigin, Item, Response  # noqa: E402
from assessments.queries import GIVEN, Given, marking  # noqa: E402
from assessments.services import banks  # noqa: E402
from assessments.services.answering import write_scores  # noqa: E402
from assessments.services.bank_reading import read_large_bank  # noqa: E402
from benchmarks import bare, marked_classes, mixed_bank, scene  # noqa: E402
from benchmarks.figures import Timing, time_in_turns  # noqa: E402
from benchmarks.hot_paths import visitor  # noqa: E402
from jobs import services as jobs  # noqa: E402
from jobs.enums import JobStatus  # noqa: E402
from jobs.models import Job  # noqa: E402

LIST = "/admin/snippets/assessments/item/"


def main(questions: int, classes: int) -> dict[str, Timing]:
    """Measure everything on one site, in the order in which it comes to be."""
    author = User.objects.create_superuser(username="measured-author", password=None, display_name="Author")
    found = {"upsert": _bare_upsert()}
    data = mixed_bank.moodle_xml(questions)
    found["reading"] = timed([lambda: read_large_bank(data=data, name="bank.xml")])
    found["import"] = import_bank(data, author)
    items = list(Item.objects.order_by("pk")[: marked_classes.QUESTIONS])
    if BankOrigin.objects.count() != questions:
        raise RuntimeError(f"{BankOrigin.objects.count()} of {questions} questions came in")
    found |= marked(marked_classes.fill(marked_classes.mixed_version(items, author), author, classes))
    client = visitor(scene.sign_in(author))
    pages = {"bank": LIST, "bank_search": f"{LIST}?q=contract"}
    pages["bank_filter"] = f"{LIST}?kind=match&unused=never"
    actions: dict[str, Callable[[], object]] = {name: partial(_show, client, path) for name, path in pages.items()}
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    # The CMS's own files are not collected for a measurement.
    with override_settings(STORAGES=settings.STORAGES | plain):
        return found | time_in_turns(actions, rounds=4, times=5)


def timed(actions: Iterable[Callable[[], object]]) -> Timing:
    """Run each once."""
    rows = []
    for action in actions:
        began, busy = perf_counter(), thread_time()
        action()
        rows.append((perf_counter() - began, thread_time() - busy))
    return Timing(*(sorted(column) for column in zip(*rows, strict=True)))


def import_bank(data: bytes, author: User) -> Timing:
    """Read and import a bank by its two jobs; return the time of each batch of the import."""
    upload = banks.upload_bank(data=data, name="bank.xml", format_name="", actor=author)
    _run(banks.READ_JOB)
    batches, write = [perf_counter()], jobs.Run.progress

    def noting(run: jobs.Run, percent: float, message: str = "") -> None:
        batches.append(perf_counter())
        write(run, percent, message)

    upload.refresh_from_db()
    banks.import_bank(upload=upload, locale=Locale.get_default(), difficulty="recall", actor=author)
    with patch.object(jobs.Run, "progress", noting):
        _run(IMPORT_JOB)
    return Timing(sorted(after - before for before, after in pairwise(batches)))


def marked(classes: Sequence[Sequence[Attempt]]) -> dict[str, Timing]:
    """Mark every attempt: the marking alone, and a class at a time from the database and back."""
    of_class = [_read(attempts) for attempts in classes]
    by = marking(of_class[0][0].assignment)
    given: dict[int, dict[str, Given]] = {}
    stored = Response.objects.values_list("attempt_id", "item_id", *GIVEN)
    for attempt_id, item_id, answer, language, mark in stored.iterator(chunk_size=10_000):
        given.setdefault(attempt_id, {})[item_id] = (answer, language, mark)
    every = [attempt for attempts in of_class for attempt in attempts]
    alone = timed([partial(by.mark_all, attempt.layout["items"], given[attempt.pk]) for attempt in every])
    stored_too = timed([partial(write_scores, attempts) for attempts in of_class])
    return {"marking": alone, "marking_stored": stored_too}


def _read(attempts: Sequence[Attempt]) -> list[Attempt]:
    found = Attempt.objects.filter(assignment=attempts[0].assignment_id)
    return list(found.select_related("assignment__version").order_by("pk"))


def _run(kind: str) -> None:
    for job in Job.objects.filter(kind=kind):
        if not jobs.run(job.pk) or Job.objects.get(pk=job.pk).status != JobStatus.DONE:
            raise RuntimeError(kind)


def _bare_upsert() -> Timing:
    bare.execute(bare.TABLE)
    numbers = count(1)
    upsert: dict[str, Callable[[], object]] = {
        "upsert": lambda: bare.execute(bare.UPSERT, 1, next(numbers), '{"chosen": []}')
    }
    return time_in_turns(upsert, rounds=10, times=20)["upsert"]


def _show(client: Client, path: str) -> None:
    if client.get(path).status_code != HTTPStatus.OK:
        raise RuntimeError(path)


if __name__ == "__main__":
    logging.disable()
    measured = main(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps({name: vars(timing) for name, timing in measured.items()}))
