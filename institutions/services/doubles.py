"""Two places of one student: the places of the one account become places of the other."""

from django.db import transaction

from institutions.models import Enrolment


@transaction.atomic
def move_places(*, kept: Enrolment, dropped: Enrolment) -> int:
    """Give every place of the dropped account to the kept one; return how many. The caller logs the act.

    Where both have a place in a class, that of the kept account stays, since the earlier day, and a later import knows
    the student by the mark of whichever came from a roster. Twice changes nothing.
    """
    there = {row.cohort_id: row for row in Enrolment.objects.filter(learner=kept.learner_id)}
    rows = list(Enrolment.objects.select_for_update().filter(learner=dropped.learner_id))
    doubles = [row for row in rows if row.cohort_id in there]
    Enrolment.objects.filter(pk__in=[row.pk for row in doubles]).delete()
    changed = []
    for row in doubles:
        mine = there[row.cohort_id]
        mine.joined_on = min(mine.joined_on, row.joined_on)
        mine.source_hash = mine.source_hash or row.source_hash
        if row.left_on is None:
            mine.left_on, mine.has_moved = None, False
        changed.append(mine)
    Enrolment.objects.bulk_update(changed, ["joined_on", "source_hash", "left_on", "has_moved"])
    Enrolment.objects.filter(learner=dropped.learner_id).update(learner=kept.learner_id)
    return len(rows)
