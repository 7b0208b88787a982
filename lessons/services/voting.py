"""A vote: counted, not stored. One transaction marks the seat as having answered and moves the counts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, F, Value, When

from lessons.enums import QuestionState
from lessons.models import BallotCount, LiveQuestion, Seat, SeatVote
from lessons.services.previous import seal, unseal

EVERYBODY = ""


@dataclass(frozen=True)
class Counted:
    """What became of a vote; ``previous`` goes back into the page, "" where it can no longer be changed there."""

    is_open: bool
    previous: str = ""


@transaction.atomic
def vote(*, question: LiveQuestion, seat: Seat, chosen: Collection[str], previous: str = "") -> Counted:
    """Count what a seat chose, or that it skipped (nothing chosen), while the question is open.

    ``previous`` is what the page got back the last time; without it a second vote of a seat changes nothing. A removed
    seat is answered alike and counted nowhere.
    """
    fresh = LiveQuestion.objects.select_for_update().filter(
        pk=question.pk, round=question.round, state=QuestionState.OPEN
    )
    if not fresh.exists() or seat.is_removed:
        return Counted(is_open=seat.is_removed)
    options = sorted(BallotCount.objects.filter(question=question).values_list("option", flat=True))
    mark, is_first = SeatVote.objects.get_or_create(question=question, seat=seat)
    old: Collection[str] = ()
    if not is_first:
        bound = {"question": question.pk, "round_": question.round, "seat": seat.pk, "changes": mark.changes}
        places = unseal(previous, **bound)
        if places is None:
            return Counted(is_open=True)
        old = [options[place] for place in places]
        mark.changes += 1
        mark.save(update_fields=["changes"])
    _move(question, options, old=_ballot(old), new=_ballot(chosen))
    return Counted(
        is_open=True,
        previous=seal(
            question=question.pk,
            round_=question.round,
            seat=seat.pk,
            changes=mark.changes,
            places=tuple(place for place, option in enumerate(options) if option in set(chosen)),
        ),
    )


def _ballot(chosen: Collection[str]) -> set[str]:
    """Return what a vote adds to: its options and the number of people; nothing for a skip."""
    return {*chosen, EVERYBODY} if chosen else set()


def _move(question: LiveQuestion, options: list[str], *, old: set[str], new: set[str]) -> None:
    """Move the counts in one statement that writes every row of the question, a skip's too."""
    steps = {option: (option in new) - (option in old) for option in options}
    step = Case(*[When(option=option, then=Value(by)) for option, by in steps.items()], default=Value(0))
    BallotCount.objects.filter(question=question).update(votes=F("votes") + step)
