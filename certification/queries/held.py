"""Certificates as their holder and certifiers see them, with words for the state and the pages there are."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from certification.models import Certificate
from certification.queries.standing import Standing, standings
from certification.queries.state_words import StateWords, words_of


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate with what there is to say about it."""

    certificate: Certificate
    words: StateWords
    days_left: int
    pages: tuple[tuple[str, str], ...]


def held(certificates: QuerySet[Certificate], today: date) -> list[Held]:
    """Return the certificates in words, the newest first. Two queries."""
    return [told(standing, today) for standing in standings(certificates, today)]


def told(standing: Standing, today: date) -> Held:
    """Return one certificate in words; ``pages`` are pairs of language and its own name."""
    row = standing.certificate
    renewal_until = row.valid_until + timedelta(days=row.programme.grace_days)
    return Held(
        certificate=row,
        words=words_of(standing.state, row.valid_until, renewal_until),
        days_left=(row.valid_until - today).days,
        pages=tuple((code, str(name)) for code, name in settings.LANGUAGES if code in row.documents),
    )
