"""Imported questions as rows of the question bank, many at a time."""

from collections.abc import Mapping, Sequence

from wagtail.models import Locale
from wagtail.search.backends import get_search_backends

from assessments.exchange.banks.base import BankQuestion
from assessments.exchange.banks.building import content_digest, refusal
from assessments.models import BankOrigin, BankUpload, Item
from assessments.services.bank_pictures import images_of
from assessments.services.bank_streams import editor_stream

LONGEST_ALT = 200


def make_items(
    upload: BankUpload,
    locale: Locale,
    difficulty: str,
    questions: Sequence[BankQuestion],
    pictures: Mapping[str, bytes],
) -> None:
    """Make a question of everything that is not in the bank yet; in the caller's transaction."""
    digests = [content_digest(one.kind, one.question, one.mark) for one in questions]
    known = set(BankOrigin.objects.filter(locale=locale, digest__in=digests).values_list("digest", flat=True))
    new = {
        digest: one
        for digest, one in zip(digests, questions, strict=True)
        # A kind may have gone with another release while the upload waited.
        if digest not in known and refusal(one.kind, one.question) is None
    }
    images = images_of([*new.values()], pictures)
    items = Item.objects.bulk_create(
        Item(
            name=one.name,
            locale=locale,
            difficulty=difficulty,
            interaction=editor_stream(one),
            picture=images.get(one.mark),
            picture_alt=one.media[0].alt[:LONGEST_ALT] if one.mark in images else "",
        )
        for one in new.values()
    )
    BankOrigin.objects.bulk_create(
        BankOrigin(item=item, locale=locale, digest=digest, format=upload.format, key=one.key, batch=upload.public_id)
        for item, (digest, one) in zip(items, new.items(), strict=True)
    )
    # Rows made in bulk tell the search index nothing by themselves.
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Item, items)
