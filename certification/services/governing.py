"""What happens to a certificate after its award: suspended, reinstated, withdrawn. Each is an event with a reason."""

from django.db import transaction

from accounts.models import User
from audit import services as audit
from certification.enums import EventKind, Reason
from certification.models import Certificate, CertificateEvent
from certification.permissions import can_govern
from certification.services.locking import locked_certificate
from certification.services.refusals import require
from certification.services.statuses import ask_for_status_list


@transaction.atomic
def suspend(*, certificate: Certificate, reason_code: str, actor: User) -> CertificateEvent:
    """Suspend a certificate until the question is settled; a second time changes nothing. Audited."""
    return _against(certificate, EventKind.SUSPENDED, reason_code, actor)


@transaction.atomic
def revoke(*, certificate: Certificate, reason_code: str, actor: User) -> CertificateEvent:
    """Withdraw a certificate; only an appeal brings it back. A second time changes nothing. Audited."""
    return _against(certificate, EventKind.REVOKED, reason_code, actor)


@transaction.atomic
def reinstate(*, certificate: Certificate, actor: User) -> CertificateEvent:
    """Let a suspended certificate count again; a second time changes nothing. Audited."""
    certificate = locked_certificate(certificate)
    require(can_govern(actor, certificate), "not_certifier")
    last = last_event(certificate)
    require(last.kind != EventKind.REVOKED, "already_revoked")
    if last.kind == EventKind.REINSTATED:
        return last
    require(last.kind == EventKind.SUSPENDED, "not_suspended")
    return add_event(certificate, EventKind.REINSTATED, Reason.CLEARED, actor)


def _against(certificate: Certificate, kind: EventKind, reason_code: str, actor: User) -> CertificateEvent:
    certificate = locked_certificate(certificate)
    require(can_govern(actor, certificate), "not_certifier")
    require(reason_code in Reason.values, "reason_missing")
    last = last_event(certificate)
    if last.kind == kind:
        return last
    require(last.kind != EventKind.REVOKED, "already_revoked")
    return add_event(certificate, kind, reason_code, actor)


def last_event(certificate: Certificate) -> CertificateEvent:
    """Return the event that says how the certificate stands."""
    return certificate.events.order_by("-at", "-pk")[0]


def add_event(certificate: Certificate, kind: EventKind, reason_code: str, actor: User) -> CertificateEvent:
    """Append an event, inside the caller's transaction and lock; the published list follows it."""
    event = CertificateEvent.objects.create(
        certificate=certificate, kind=kind, reason_code=reason_code, actor_id=actor.pk
    )
    audit.record(
        action=f"certificate.{kind}",
        actor=actor,
        scope_type="certificate",
        scope_id=certificate.public_id,
        reason=reason_code,
    )
    ask_for_status_list()
    return event
