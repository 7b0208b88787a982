"""Answers from printed cards: counted for everybody; at level 0 kept with the name of whose number it is."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import QueryDict

from assessments import interactions
from assessments.enums import AnswerLevel, AnswerSource
from assessments.queries import frozen_texts
from assessments.queries.timing import limit_of
from assessments.services.in_class import save_together
from institutions.models import Enrolment
from lessons.models import LessonRun
from lessons.queries.asked import Asked
from lessons.queries.on_cards import card_options
from lessons.services.hands import Counted, save_tally


@transaction.atomic
def save_cards(
    *, run: LessonRun, asked: Asked, letters: Sequence[str], seats: Mapping[int, str], present: int | None = None
) -> int:
    """Count the cards of a question and close it; return how many were kept by name. Reading them again replaces.

    ``letters`` holds one letter a card. ``seats`` says whose it was and is looked at for level 0 alone.
    """
    options = card_options(asked)
    counted = Counter(options[letter] for letter in letters if letter in options)
    named = _keep(run, asked, seats) if asked.row.answer_level == AnswerLevel.KNOWLEDGE else 0
    counts = {option: counted[option] for option in options.values()}
    save_tally(
        question=asked.row, counted=Counted(counts=counts, present=present, source=AnswerSource.CARD, named=named)
    )
    return named


def _keep(run: LessonRun, asked: Asked, seats: Mapping[int, str]) -> int:
    quiz = run.lesson_assignment.quiz_assignment
    if not asked.row.is_recorded or quiz is None or limit_of(quiz) is not None:
        return 0
    options = card_options(asked)
    logic = interactions.logic(asked.item.kind)
    on_side = {
        letter: logic.read_answer(asked.item, asked.texts, _ticked(option)) for letter, option in options.items()
    }
    places = Enrolment.objects.active().filter(cohort=run.cohort_id, seat_number__in=seats)
    answers = {
        learner: on_side[seats[seat]]
        for learner, seat in places.values_list("learner_id", "seat_number")
        if seats[seat] in on_side
    }
    texts = frozen_texts(quiz.version, asked.language)
    return save_together(assignment=quiz, item=asked.item, answers=answers, texts=texts, source=AnswerSource.CARD)


def _ticked(option: str) -> QueryDict:
    """Return the option as a form would send it, whichever of its kinds' fields it is for."""
    post = QueryDict(mutable=True)
    post["choice"] = post["value"] = option
    return post
