"""Closing an institution that ended or merged, at once."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services.ending import end_cards
from audit import services as audit
from institutions.models import ClassCode, Cohort, Enrolment, Institution, Invitation, Membership


@transaction.atomic
def close_institution(*, institution: Institution, actor: User, reason: str) -> bool:
    """Close an institution; return whether this call did it. Audited with the reason.

    Its roles end, accounts without another role close, and every session there ends. Its classes have their last day
    today, so that the days until students are forgotten are counted from now; cards and class codes die, invitations
    are withdrawn. What ended is kept beside it for ``reopen_institution``.
    """
    fresh = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    if fresh.closed_on is not None:
        return False
    now, today = timezone.now(), timezone.localdate()
    members = list(Membership.objects.current().filter(institution=fresh))
    classes = list(Cohort.objects.running().filter(institution=fresh))
    learners = learners_only_in(classes)
    fresh.closed_on = today
    fresh.closing = {
        "roles": {str(one.pk): one.ends_on.isoformat() if one.ends_on else None for one in members},
        "classes": {str(one.pk): [one.starts_on.isoformat(), one.ends_on.isoformat()] for one in classes},
    }
    fresh.save(update_fields=["closed_on", "closing"])
    Membership.objects.filter(pk__in=[member.pk for member in members]).update(ends_on=today)
    own = Cohort.objects.filter(pk__in=[one.pk for one in classes])
    own.filter(starts_on__gt=today).update(starts_on=today)
    own.update(ends_on=today)
    ClassCode.objects.filter(cohort__institution=fresh, closed_at=None).update(closed_at=now)
    Invitation.objects.standing().filter(institution=fresh).update(withdrawn_at=now)
    elsewhere = Membership.objects.current().values("user")
    staff = User.objects.filter(pk__in=[member.user_id for member in members])
    staff.exclude(pk__in=elsewhere).update(is_active=False)
    staff.update(session_epoch=F("session_epoch") + 1)
    cards = end_cards(learner_ids=learners)
    audit.record(
        action="institution.close", actor=actor, scope_type="institution", scope_id=fresh.public_id, reason=reason,
        count=len(learners), details={"roles": len(members), "classes": len(classes), "cards": cards},
    )  # fmt: skip
    return True


def learners_only_in(classes: list[Cohort]) -> set[int]:
    """Return the students who have a place here and in no running class elsewhere."""

    def places(rows: QuerySet[Enrolment]) -> set[int]:
        return set(rows.values_list("learner_id", flat=True))

    active = Enrolment.objects.active()
    here = places(active.filter(cohort__in=classes))
    running = active.filter(learner__in=here, cohort__in=Cohort.objects.running())
    return here - places(running.exclude(cohort__in=classes))
