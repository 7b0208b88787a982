"""Imported questions as rows of the question bank, many at a time."""

import json
from collections.abc import Sequence
from uuid import uuid4

from wagtail.models import Locale
from wagtail.search.backends import get_search_backends

from assessments import interactions
from assessments.exchange.banks.base import BankQuestion
from assessments.exchange.banks.building import completed, content_digest, refusal
from assessments.interactions import packing
from assessments.models import BankOrigin, BankUpload, Item


def make_items(upload: BankUpload, locale: Locale, difficulty: str, questions: Sequence[BankQuestion]) -> None:
    """Make a question of everything that is not in the bank yet; in the caller's transaction."""
    digests = [content_digest(one.kind, one.question) for one in questions]
    known = set(BankOrigin.objects.filter(locale=locale, digest__in=digests).values_list("digest", flat=True))
    new = {
        digest: one
        for digest, one in zip(digests, questions, strict=True)
        # A kind may have gone with another release while the upload waited.
        if digest not in known and refusal(one.kind, one.question) is None
    }
    items = Item.objects.bulk_create(
        Item(name=one.name, locale=locale, difficulty=difficulty, interaction=_stream(one)) for one in new.values()
    )
    BankOrigin.objects.bulk_create(
        BankOrigin(item=item, locale=locale, digest=digest, format=upload.format, key=one.key, batch=upload.public_id)
        for item, (digest, one) in zip(items, new.items(), strict=True)
    )
    # Rows made in bulk tell the search index nothing by themselves.
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Item, items)


def _stream(one: BankQuestion) -> str:
    shape = interactions.pack(one.kind).SHAPE
    names: dict[str, str] = {}
    value = packing.to_value(shape, completed(shape, one.question), lambda entry: names.setdefault(entry, str(uuid4())))
    return json.dumps([{"type": one.kind, "id": str(uuid4()), "value": value}])
