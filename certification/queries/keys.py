"""The issuer of this installation and the public halves of its keys."""

from datetime import datetime

from django.conf import settings

from certification.exchange.credential import Issuer
from certification.exchange.keys import KEYS_PATH, PublishedKey
from certification.models import IssuerKey


def issuer() -> Issuer:
    """Return who signs here, by the address of the site."""
    url = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return Issuer(id=url + KEYS_PATH, name=settings.ISSUER_NAME, url=url)


def published_keys() -> tuple[PublishedKey, ...]:
    """Return every key that ever signed, the newest first. One query."""
    return tuple(
        PublishedKey(key.public_multibase, key.valid_from, key.valid_until, key.withdrawn_at)
        for key in IssuerKey.objects.all()
    )


def key_row(multibase: str, now: datetime) -> IssuerKey | None:
    """Return the row of a key that may sign at this moment."""
    row = IssuerKey.objects.filter(public_multibase=multibase).first()
    if row is None:
        return None
    key = PublishedKey(row.public_multibase, row.valid_from, row.valid_until, row.withdrawn_at)
    return row if key.is_good_at(now) else None
