"""Packs brought in through a screen: the file waits in the media store, jobs look at it and import it."""

from datetime import timedelta
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from common.ids import new_public_id
from jobs import services as jobs
from jobs.models import Job, Json
from jobs.services import JobError, Run
from packs.enums import IMPORT_JOB, PREVIEW_JOB
from packs.services.importing import import_pack, preview_pack
from packs.services.report import ImportReport, PackRefused
from packs.services.trust import PackNotTrusted, in_words

# No view sends anything from here.
FOLDER = "pack-uploads"
LASTS = timedelta(days=1)
# A job keeps a small result; whoever needs every line types the command.
MOST_LETTERS = 9_000


def upload_pack(*, file: BinaryIO, name: str, actor: User, language: str) -> Job:
    """Keep a file for a day and have a worker look at it. Nothing is imported."""
    path = default_storage.save(f"{FOLDER}/{new_public_id()}.zip", File(file))
    payload = {"path": path, "name": name[-100:].replace("\0", ""), "language": language}
    return jobs.enqueue(kind=PREVIEW_JOB, payload=payload, owner_id=actor.pk)


@transaction.atomic
def ask_for_import(*, preview: Job, publish: bool, accept: bool, actor: User) -> Job:
    """Ask for the import of what was looked at and return its job; asked twice, the same job."""
    payload = {**preview.payload, "publish": publish, "accept": accept}
    key = f"{IMPORT_JOB}#{preview.public_id}"
    return jobs.enqueue(kind=IMPORT_JOB, payload=payload, owner_id=actor.pk, unique_key=key)


def handle_preview_job(run: Run) -> Json:
    """Judge a pack and compare it with what is here; writes nothing."""
    with override(run.payload["language"]):
        try:
            report = preview_pack(source=_read(run))
        except PackRefused as refused:
            return {"refused": _fitting([str(problem) for problem in refused.problems])}
        return {
            "origin": in_words(report.origin),
            "is_trusted": report.origin.seal == "trusted",
            "lines": _fitting([*report.lines()]),
            "differences": _fitting([*report.difference_lines()]),
        }


def handle_import_job(run: Run) -> Json:
    """Import in steps; interrupted, the next run finds what is there and goes on."""
    payload = run.payload
    with override(payload["language"]):
        try:
            report = _import(run)
        except PackNotTrusted as refused:
            raise JobError("not_trusted", refused.problems[0].message) from refused
        except PackRefused as refused:
            return {"refused": _fitting([str(problem) for problem in refused.problems])}
        result = {"lines": _fitting([*report.lines()])}
    default_storage.delete(payload["path"])
    return result


def _import(run: Run) -> ImportReport:
    return import_pack(
        source=_read(run),
        actor_id=run.job.owner_id,
        publish=run.payload["publish"],
        only_trusted=not run.payload["accept"],
        in_steps=True,
        # How many steps there are is known at the end; the bar only shows that it goes on.
        tell=lambda done: run.progress(100 * done / (done + 20)),
    )


def handle_clean_job(_run: Run) -> Json:
    """Forget files that nobody imported within a day."""
    if not default_storage.exists(FOLDER):
        return {}
    old = timezone.now() - LASTS
    paths = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    gone = [path for path in paths if default_storage.get_modified_time(path) < old]
    for path in gone:
        default_storage.delete(path)
    return {"deleted": len(gone)}


def _read(run: Run) -> bytes:
    try:
        with default_storage.open(run.payload["path"]) as stored:
            data: bytes = stored.read()
    except FileNotFoundError as error:
        raise JobError("gone") from error
    return data


def _fitting(lines: list[str]) -> list[str]:
    """Return the lines from the first on, as many as a result holds."""
    kept: list[str] = []
    letters = 0
    for line in lines:
        letters += len(line)
        if letters > MOST_LETTERS // 2:
            return [*kept, "…"]
        kept.append(line)
    return kept
