"""Places of candidates in a training group: given by its trainer to colleagues who have the role."""

from django.db import transaction

from accounts.models import User
from audit import services as audit
from certification.permissions import can_train
from certification.queries.opening import candidates_for
from certification.services.refusals import require
from institutions.models import Cohort, Enrolment
from institutions.services.roster import place_learners


@transaction.atomic
def place_candidate(*, cohort: Cohort, person: User, actor: User) -> Enrolment:
    """Give a colleague with the role of a candidate the next place; who has left gets the old one back. Audited.

    A second time changes nothing.
    """
    require(can_train(actor, cohort), "not_trainer")
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    place = cohort.enrolments.filter(learner=person).first()
    if place is not None and place.left_on is None:
        return place
    require(candidates_for(cohort).filter(pk=person.pk).exists(), "not_candidate")
    if place is None:
        [place] = place_learners(cohort, [person])
    else:
        place.left_on = None
        place.save(update_fields=["left_on"])
    audit.record(action="certification.place_candidate", actor=actor, scope_type="cohort", scope_id=cohort.public_id)
    return place
