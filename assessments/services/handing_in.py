"""Taking in a learner's answer as a page posted it, files included: all of it or nothing."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from assessments import interactions
from assessments.exchange.handed_in import LARGEST_UPLOAD, HandedIn, read_file
from assessments.interactions import dont_know
from assessments.interactions.base import AnswerCode, AnswerError, FrozenItem
from assessments.interactions.upload.logic import FIELD, NEW_FIELD, FrozenUpload
from assessments.models import AnswerFile, Attempt
from assessments.queries import FrozenTexts
from assessments.services.answering import SaveOutcome, save_answer
from assessments.services.files import delete_stored, store
from common.ids import new_public_id

type Files = Sequence[UploadedFile[Any]]


class _NotTaken(Exception):
    """Rolls back what belongs to an answer that was not taken."""

    def __init__(self, outcome: SaveOutcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


def take_answer(
    *, attempt: Attempt, item: FrozenItem, texts: FrozenTexts, post: QueryDict, files: Files, sequence: int
) -> SaveOutcome:
    """Read what a page posted and keep it; the commit has happened when this returns. Raises AnswerError."""
    if isinstance(item, FrozenUpload):
        return _hand_in(attempt=attempt, item=item, texts=texts, post=post, files=files, sequence=sequence)
    answer = interactions.logic(item.kind).read_answer(item, texts.by_item[item.id], post)
    return save_answer(
        attempt=attempt, item=item, answer=answer, sequence=sequence, language=texts.language,
        text_revision=texts.revision,
    )  # fmt: skip


def _hand_in(
    *, attempt: Attempt, item: FrozenUpload, texts: FrozenTexts, post: QueryDict, files: Files, sequence: int
) -> SaveOutcome:
    """Keep the files that are new and those that the page still names; the others of this answer are deleted."""
    own = {row.public_id: row for row in AnswerFile.objects.filter(attempt=attempt, item_id=item.id)}
    named = [name for name in dict.fromkeys(post.getlist(FIELD)) if name in own]
    if len(named) + len(files) > item.files:
        raise AnswerError(AnswerCode.TOO_MANY_FILES, [NEW_FIELD])
    fresh = {new_public_id(): _checked(file, place) for place, file in enumerate(files, 1)}
    said = MultiValueDict({FIELD: [*named, *fresh], dont_know.CODE: post.getlist(dont_know.CODE)})
    answer = interactions.logic(item.kind).read_answer(item, texts.by_item[item.id], said)
    stored: list[str] = []
    try:
        for name, one in fresh.items():
            stored.append(store(name=f"{name}.{one.kind}", data=one.data))
        with transaction.atomic():
            AnswerFile.objects.bulk_create(
                AnswerFile(
                    public_id=name, attempt=attempt, item_id=item.id, kind=one.kind, size=len(one.data), stored_as=place
                )
                for (name, one), place in zip(fresh.items(), stored, strict=True)
            )
            outcome = save_answer(
                attempt=attempt, item=item, answer=answer, sequence=sequence, language=texts.language,
                text_revision=texts.revision,
            )  # fmt: skip
            if outcome is SaveOutcome.SAVED:
                _drop([row for name, row in own.items() if name not in named])
            elif outcome is not SaveOutcome.HELD:  # one that is kept apart replaces nothing yet
                raise _NotTaken(outcome)
    except _NotTaken as refused:
        delete_stored(stored)
        return refused.outcome
    except BaseException:
        delete_stored(stored)
        raise
    return outcome


def _drop(rows: Sequence[AnswerFile]) -> None:
    """Delete files that the answer no longer names, their content once that is committed."""
    AnswerFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(partial(delete_stored, [row.stored_as for row in rows]), robust=True)


def _checked(file: "UploadedFile[Any]", place: int) -> HandedIn:
    """Return what a file is by its content; its name is never looked at."""
    if (file.size or 0) > LARGEST_UPLOAD:
        raise AnswerError(AnswerCode.FILE_TOO_LARGE, [NEW_FIELD], place=place)
    try:
        return read_file(file.read())
    except AnswerError as refused:
        raise AnswerError(refused.code, [NEW_FIELD], place=place) from refused
