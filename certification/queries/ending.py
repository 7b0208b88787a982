"""Which certificates end within half a year or are in their grace, and which reminders are due."""

from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from certification.enums import CertificateState
from certification.exchange.state import REMIND_DAYS, due_reminder
from certification.models import Certificate, ReminderSent
from certification.queries.held import Held, told
from certification.queries.standing import newest_cycles, standings

SHOWN = {CertificateState.EXPIRING, CertificateState.IN_RENEWAL, CertificateState.SUSPENDED}


def ending(certificates: QuerySet[Certificate], today: date) -> list[Held]:
    """Return them, the next end first. Three queries, for any number; the longest grace decides how far back."""
    grace = certificates.aggregate(days=Max("programme__grace_days"))["days"] or 0
    near = Q(valid_until__gte=today - timedelta(days=grace), valid_until__lte=today + timedelta(days=REMIND_DAYS[0]))
    rows = newest_cycles(certificates.filter(near)).order_by("valid_until", "pk")
    return [told(one, today) for one in standings(rows, today) if one.state in SHOWN]


def due_reminders(today: date) -> list[tuple[Certificate, int]]:
    """Return the certificates in force whose reminder for today was not sent. Three queries."""
    last = today + timedelta(days=REMIND_DAYS[0])
    rows = newest_cycles(
        Certificate.objects.filter(valid_until__gte=today, valid_until__lte=last, person__is_active=True)
    )
    in_force = [
        one.certificate for one in standings(rows.order_by("pk"), today) if one.state == CertificateState.EXPIRING
    ]
    sent = set(ReminderSent.objects.filter(certificate__in=in_force).values_list("certificate", "days"))
    due = [(row, due_reminder(row.valid_until, today)) for row in in_force]
    return [(row, days) for row, days in due if days is not None and (row.pk, days) not in sent]


def told_to_renew(today: date) -> dict[int, int]:
    """Return for each holder who was reminded the days of the nearest reminder. Three queries."""
    rows = newest_cycles(Certificate.objects.filter(valid_until__gte=today, reminders__isnull=False).distinct())
    in_force = {
        one.certificate.pk: one.certificate.person_id
        for one in standings(rows.order_by("pk"), today)
        if one.state == CertificateState.EXPIRING and one.certificate.person_id
    }
    told_days: dict[int, int] = {}
    for certificate, days in ReminderSent.objects.filter(certificate__in=in_force).values_list("certificate", "days"):
        person = in_force[certificate]
        told_days[person] = min(days, told_days.get(person, days))
    return told_days
