"""Question banks of other systems: upload, the author's decision, and the import as a job."""

import json
import zlib
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from assessments.enums import IMPORT_JOB, Difficulty
from assessments.exchange.banks import stored
from assessments.exchange.banks.base import LARGEST_FILE, BankError, Refusal
from assessments.interactions.base import Json
from assessments.models import BANK_UPLOAD_LASTS, BankOrigin, BankUpload
from assessments.services.bank_items import make_items
from assessments.services.bank_reading import ReadBank, read_bank, read_large_bank
from audit import services as audit
from common.planner import learn_sizes
from jobs import services as jobs
from jobs.models import Job
from jobs.services import JobError, Run

READ_JOB = "assessments.read_bank"
# What is larger is read by a worker, with more time, while the author sees a page that waits.
READ_AT_ONCE = 1_500_000
AT_A_TIME = 200
LONGEST_WAIT = timedelta(days=1)
LONGEST_FILE_NAME = 120


class BankGone(Exception):
    """The upload was imported or discarded meanwhile, or its hour is over."""


def upload_bank(*, data: bytes, name: str, format_name: str, actor: User) -> BankUpload:
    """Read a file and keep what was found for an hour; raises BankError and keeps nothing then.

    Replaces the person's earlier upload that was not confirmed. A large file is kept as it is and read by a job; what
    is wrong with it stands in ``refusal`` then. Audited with the number of questions.
    """
    if len(data) > LARGEST_FILE:
        raise BankError(Refusal.TOO_LARGE)
    is_large = len(data) > READ_AT_ONCE
    found = None if is_large else read_bank(data=data, name=name, format_name=format_name)
    with transaction.atomic():
        BankUpload.objects.filter(user=actor, confirmed_at=None).delete()
        upload = BankUpload(user=actor, file_name=name[-LONGEST_FILE_NAME:].replace("\0", ""), format=format_name)
        if found is None:
            upload.raw = data
        else:
            _fill(upload, found)
        upload.save()
        if found is None:
            jobs.enqueue(kind=READ_JOB, payload={"upload": upload.pk}, owner_id=actor.pk)
        _record("bank.upload", upload, actor)
    return upload


def handle_read_job(run: Run) -> Json:
    """Read a large upload; a second run of the same job finds it read."""
    upload = BankUpload.objects.filter(pk=run.payload["upload"]).first()
    if upload is None or upload.is_read:
        return {}
    try:
        _fill(upload, read_large_bank(data=bytes(upload.raw), name=upload.file_name, format_name=upload.format))
    except BankError as refused:
        upload.refusal, upload.refusal_place = str(refused.reason), refused.place[:200]
    upload.raw = b""
    fields = ["raw", "format", "content", "questions", "reported", "refusal", "refusal_place"]
    # Not save(): an upload that was discarded meanwhile stays discarded.
    BankUpload.objects.filter(pk=upload.pk).update(**{name: getattr(upload, name) for name in fields})
    return {"questions": upload.questions}


def discard_bank(*, upload: BankUpload) -> None:
    """Forget an upload before its hour is over; one that is being imported stays until that is done."""
    BankUpload.objects.filter(pk=upload.pk, confirmed_at=None).delete()


def import_bank(*, upload: BankUpload, locale: Locale, difficulty: str, actor: User) -> Job:
    """Ask for the import of an upload and return its job; asked twice, the same job. Audited. Raises ``BankGone``."""
    if difficulty not in Difficulty.values:
        raise ValueError(difficulty)
    with transaction.atomic():
        held = BankUpload.objects.fresh().select_for_update().filter(pk=upload.pk, user=actor).first()
        if held is None or not held.content:
            raise BankGone
        payload = {"upload": held.pk, "locale": locale.pk, "difficulty": difficulty}
        job = jobs.enqueue(
            kind=IMPORT_JOB, payload=payload, owner_id=actor.pk, unique_key=f"{IMPORT_JOB}#{held.public_id}"
        )
        if held.confirmed_at is None:
            held.confirmed_at = timezone.now()
            held.save(update_fields=["confirmed_at"])
            _record("bank.import", held, actor)
    return job


def handle_import_job(run: Run) -> Json:
    """Make a question of everything that is not in the bank yet; interrupted, it goes on where it was.

    The questions of an interrupted run stay: each batch is whole.
    """
    upload = BankUpload.objects.filter(pk=run.payload["upload"]).first()
    locale = Locale.objects.filter(pk=run.payload["locale"]).first()
    if upload is None or locale is None:
        raise JobError("gone")
    content = bank_content(upload)
    written, pictures = content["questions"], stored.pictures(content["pictures"])
    done = 0
    for batch in batched(written, AT_A_TIME, strict=False):
        with transaction.atomic():
            questions = [stored.question(one) for one in batch]
            make_items(upload, locale, run.payload["difficulty"], questions, pictures)
        done += len(batch)
        run.progress(100 * done / len(written))
    made = BankOrigin.objects.filter(batch=upload.public_id).count()
    result: Json = {"made": made, "known": len(written) - made, "left_out": upload.reported}
    with transaction.atomic():
        upload.delete()
        run.finish(result)
    learn_sizes()
    return result


def delete_expired(*, now: datetime | None = None) -> int:
    """Delete uploads whose time is over and return their number."""
    now = now or timezone.now()
    waiting = Q(confirmed_at=None, created_at__lt=now - BANK_UPLOAD_LASTS)
    return BankUpload.objects.filter(waiting | Q(confirmed_at__lt=now - LONGEST_WAIT)).delete()[0]


def bank_content(upload: BankUpload) -> Any:
    """Return what was read of an upload, in the shape of ``exchange.banks.stored``."""
    return json.loads(zlib.decompress(bytes(upload.content)))


def _fill(upload: BankUpload, found: ReadBank) -> None:
    upload.format, upload.content = found.format, found.content
    upload.questions, upload.reported = found.questions, found.reported


def _record(action: str, upload: BankUpload, actor: User) -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="bank_upload",
        scope_id=upload.public_id,
        count=upload.questions,
        details={"format": upload.format or "unknown"},
    )
