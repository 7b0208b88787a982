"""How certificates stand today, worked out for any number of them in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from certification.enums import CertificateState
from certification.exchange.state import state_of
from certification.models import Certificate, CertificateEvent


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate with its state on a day."""

    certificate: Certificate
    state: CertificateState


def standings(certificates: QuerySet[Certificate], today: date) -> list[Standing]:
    """Return the certificates with their states. Two queries."""
    rows = certificates.select_related("programme", "person").prefetch_related("events")
    return [Standing(row, state_on(row, today)) for row in rows]


def state_on(certificate: Certificate, today: date) -> CertificateState:
    """Return the state of one certificate; its programme and events are read unless they are there already."""
    kinds = [event.kind for event in certificate.events.all()]
    return state_of(certificate.valid_until, certificate.programme.grace_days, kinds, today)


def newest_cycles(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Leave out what a later certificate of the same person and programme has taken the place of."""
    later = Certificate.objects.filter(
        person=OuterRef("person"), programme=OuterRef("programme"), cycle__gt=OuterRef("cycle")
    )
    return certificates.exclude(Exists(later))


def unbelieved_places() -> set[int]:
    """Return the places in the status list of all that is suspended or withdrawn now. One query."""
    events = CertificateEvent.objects.order_by("certificate", "at", "pk")
    happened: dict[int, list[str]] = {}
    for place, kind in events.values_list("certificate__status_index", "kind"):
        happened.setdefault(place, []).append(kind)
    bad = {CertificateState.SUSPENDED, CertificateState.REVOKED}
    return {place for place, kinds in happened.items() if state_of(date.max, 0, kinds, date.min) in bad}
