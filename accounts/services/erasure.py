"""Removing students' accounts for good, with everything that could still open or name them."""

from collections.abc import Collection

from django.db import transaction

from accounts.enums import GuessKind
from accounts.models import GuessCounter, LoginCard, User


@transaction.atomic
def erase_learners(*, learner_ids: Collection[int]) -> int:
    """Delete these students with their cards and the counters of guesses at them; return how many there were.

    Staff among the ids are left alone, and repeating it changes nothing. Their sessions end at the next request. The
    caller has checked that nobody needs them any more, and logs the act.
    """
    learners = User.objects.learners().filter(pk__in=learner_ids)
    ids = list(learners.values_list("pk", flat=True))
    cards = list(LoginCard.objects.filter(user_id__in=ids).values_list("pk", "number"))
    GuessCounter.objects.filter(kind=GuessKind.CARD_NUMBER, key__in=[number for _pk, number in cards]).delete()
    GuessCounter.objects.filter(kind=GuessKind.CARD_PIN, key__in=[str(pk) for pk, _number in cards]).delete()
    User.objects.learners().filter(pk__in=ids).delete()
    return len(ids)
