"""Two accounts of one student: whoever waits to be talked to goes on waiting, and nobody else hears of it."""

from django.db import transaction

from safeguarding.models import TalkRequest


@transaction.atomic
def move_talk_requests(*, kept_id: int, dropped_id: int) -> None:
    """Give the requests of one account to the other; of two open ones that of the kept account stays. Twice is once."""
    if TalkRequest.objects.open().filter(learner=kept_id).exists():
        TalkRequest.objects.open().filter(learner=dropped_id).delete()
    TalkRequest.objects.filter(learner=dropped_id).update(learner=kept_id)
