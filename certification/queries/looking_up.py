"""What anybody may learn about a certificate by its number: as many queries for an unknown one as for a known."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from certification.enums import CertificateState
from certification.exchange.state import state_of
from certification.models import Certificate, CertificateEvent, Programme

# The longest there can be; what is longer is no number.
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Looked:
    """A certificate as strangers see it: no name without the holder's consent, and never who decided."""

    number: str
    state: CertificateState
    award: str
    issued_on: date
    valid_until: date
    renewal_until: date
    holder: str
    is_named: bool
    issuer: str
    has_file: bool


def as_number(typed: str) -> str:
    """Return what somebody typed as numbers are printed: a year and twice five figures, with hyphens or without."""
    figures = re.sub(r"[\s-]", "", typed)[:LONGEST]
    return re.sub(r"^(\d{4})(\d{5})(\d{5})$", r"\1-\2-\3", figures)


def look_up(number: str, language: str, today: date) -> Looked | None:
    """Return what there is to know about a number. Three queries, whatever it is."""
    here = Certificate.objects.filter(number=number)
    found = here.select_related("person", "programme").first()
    kinds = list(
        CertificateEvent.objects.filter(certificate__in=here).order_by("at", "pk").values_list("kind", flat=True)
    )
    translations = Programme.objects.filter(
        translation_key__in=here.values("programme__translation_key"), locale__language_code=language
    )
    awards = list(translations.values_list("award", flat=True))
    if found is None:
        return None
    grace = found.programme.grace_days
    is_named = found.name_consent_at is not None and bool(found.holder_name)
    return Looked(
        number=found.number,
        state=state_of(found.valid_until, grace, kinds, today),
        award=(awards or [found.programme.award])[0],
        issued_on=found.issued_on,
        valid_until=found.valid_until,
        renewal_until=found.valid_until + timedelta(days=grace),
        holder=found.holder_name if is_named else initials(found.person.get_full_name() if found.person else ""),
        is_named=is_named,
        issuer=settings.ISSUER_NAME,
        has_file=found.credential is not None,
    )


def initials(name: str) -> str:
    """Return the first letters of a name: enough to compare with a person at hand, too little to find one."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3])
