"""Saving what a teacher counted in the room: hands or cards, as numbers or, above level 0, as bands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from assessments.enums import AnswerLevel, AnswerSource
from lessons import statistics
from lessons.enums import Band, QuestionState
from lessons.models import LessonRun, LiveQuestion, QuestionTally
from lessons.queries.asked import asked
from lessons.queries.pulse import forget_pulse
from lessons.services.asking import close

MOST_COUNTED = 999


@dataclass(frozen=True)
class Counted:
    """What was counted: numbers and bands by the option's id; ``present`` is how many are in the room, if known."""

    counts: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)
    present: int | None = None
    source: str = AnswerSource.HANDS
    named: int = 0


@transaction.atomic
def save_tally(*, question: LiveQuestion, counted: Counted, is_final: bool = True) -> QuestionTally:
    """Keep the newest count of a question, whatever has happened to the lesson since; the same one twice is one.

    ``is_final`` closes the question, asked or not, so that its result can be shown.
    """
    run = LessonRun.objects.select_for_update().get(pk=question.run_id)
    if counted.present is not None:
        run.present = min(counted.present, MOST_COUNTED)
        run.save(update_fields=["present"])
    fresh = LiveQuestion.objects.select_for_update().get(pk=question.pk)
    counts, bands = _known(fresh, counted, run.present or 0)
    values = {"counts": counts, "bands": bands, "source": counted.source, "named": counted.named}
    tally, _made = QuestionTally.objects.update_or_create(question=fresh, defaults=values)
    if is_final and fresh.state in (QuestionState.WAITING, QuestionState.OPEN):
        close(fresh)
        LiveQuestion.objects.filter(pk=fresh.pk, round=0).update(round=1)
        LessonRun.objects.filter(pk=run.pk).update(state_version=F("state_version") + 1)
        forget_pulse(run.public_id)
    return tally


def _known(question: LiveQuestion, counted: Counted, present: int) -> tuple[dict[str, int], dict[str, str]]:
    """Return numbers and bands of this question's options; where one has a band, all that were counted get one."""
    options = [option.id for option in asked(question, None).options]
    counts = {one: min(counted.counts[one], MOST_COUNTED) for one in options if one in counted.counts}
    bands = {one: counted.bands[one] for one in options if counted.bands.get(one) in Band.values}
    if not bands or question.answer_level == AnswerLevel.KNOWLEDGE:
        return counts, {}
    rest = {one: statistics.band_of(count, present) for one, count in counts.items() if one not in bands}
    return {}, {**bands, **rest}
