"""Workshops and exchange visits of a training group, and who was there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from certification.enums import WorkshopKind
from certification.models import Workshop, WorkshopAttendance
from certification.permissions import can_train
from certification.services.refusals import require
from institutions.models import Cohort, Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What was held; ``host`` is the service that was visited."""

    title: str
    held_on: date
    hours: Decimal
    kind: str
    host: str = ""


@transaction.atomic
def enter_workshop(*, cohort: Cohort, held: Held, actor: User) -> Workshop:
    """Write down a workshop of a group, by its trainer; the same one again is one row. Audited."""
    require(can_train(actor, cohort), "not_trainer")
    require(held.kind in WorkshopKind.values, "unknown_value")
    require(held.held_on <= timezone.localdate(), "in_future")
    require(held.title.strip() and held.hours > 0, "empty")
    workshop, is_new = Workshop.objects.get_or_create(
        cohort=cohort,
        title=held.title.strip()[:150],
        held_on=held.held_on,
        kind=held.kind,
        defaults={"hours": held.hours, "host": held.host.strip()[:150], "entered_by_id": actor.pk},
    )
    if is_new:
        _record("certification.enter_workshop", workshop, actor, hours=str(workshop.hours))
    return workshop


@transaction.atomic
def note_attendance(*, workshop: Workshop, present: Collection[int], actor: User) -> int:
    """Note who of the group was there, by their numbers; return how many. Audited where it changes something."""
    require(can_train(actor, workshop.cohort), "not_trainer")
    places = Enrolment.objects.filter(cohort=workshop.cohort_id, learner__in=present)
    were_there = set(places.values_list("learner_id", flat=True))
    require(were_there == set(present), "not_enrolled")
    before = set(workshop.attendances.values_list("person_id", flat=True))
    if before == were_there:
        return len(were_there)
    workshop.attendances.exclude(person__in=were_there).delete()
    WorkshopAttendance.objects.bulk_create(
        WorkshopAttendance(workshop=workshop, person_id=person) for person in sorted(were_there - before)
    )
    _record("certification.note_attendance", workshop, actor, count=str(len(were_there)))
    return len(were_there)


def _record(action: str, workshop: Workshop, actor: User, **details: str) -> None:
    audit.record(action=action, actor=actor, scope_type="workshop", scope_id=workshop.public_id, details=details)
