"""Questions of the bank as a file for other systems."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks.base import Bank, BankQuestion, Media
from assessments.exchange.banks.building import content_digest
from assessments.interactions import packing
from assessments.interactions.packing import links
from assessments.models import BankOrigin, Item
from assessments.services.bank_pictures import exported_pictures
from audit import services as audit

MOST_AT_ONCE = 5_000
OWN = "own"


class NothingToExport(ValueError):
    """No question was chosen, or more than ``MOST_AT_ONCE``."""


def export_bank(*, items: Sequence[Item], format_name: str, title: str, actor: User) -> bytes:
    """Return the questions as a file. Audited with their number.

    Remembers what each looked like, so that importing the file here again makes no doubles. Raises
    ``NothingToExport``.
    """
    if not 0 < len(items) <= MOST_AT_ONCE:
        raise NothingToExport
    pictures = exported_pictures(items) if format_name in banks.WITH_PICTURES else {}
    questions = [_question(item, pictures.get(item.pk)) for item in items]
    language = items[0].locale.language_code
    bank = Bank(format=format_name, questions=tuple(questions), title=title, language=language)
    data: bytes = banks.writer(format_name).write(bank)
    with transaction.atomic():
        BankOrigin.objects.bulk_create(
            (
                BankOrigin(
                    item=item,
                    locale=item.locale,
                    digest=content_digest(one.kind, one.question, one.mark),
                    format=OWN,
                    key=one.key,
                    batch="",
                )
                for item, one in zip(items, questions, strict=True)
            ),
            ignore_conflicts=True,
        )
        audit.record(action="bank.export", actor=actor, count=len(items), details={"format": format_name})
    return data


def _question(item: Item, picture: tuple[Media, str] | None) -> BankQuestion:
    block = item.interaction.raw_data[0]
    value = block["value"]
    shape = interactions.pack(item.kind).SHAPE
    # What a question points at stays in this house: another one has other rubrics.
    question = packing.from_value(shape, {name: one for name, one in value.items() if name not in links(shape)}, str)
    competency = item.competency.code if item.competency else ""
    return BankQuestion(
        kind=item.kind,
        question=question,
        name=item.name,
        place="",
        key=str(item.translation_key),
        tags=(competency,) if competency else (),
        media=(picture[0],) if picture else (),
        mark=picture[1] if picture else "",
    )
