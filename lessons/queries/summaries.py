"""What each student of a class can do now and what is worth another look, in words and without any comparison."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.queries.competencies import Share, competency_answers
from curriculum.queries import statements
from institutions.models import Cohort, Enrolment
from lessons.queries.given_quizzes import given_quizzes

ENOUGH = 3  # answers about a competency, before a sheet says anything about it
CAN_PERCENT, AGAIN_PERCENT = 80, 60


@dataclass(frozen=True)
class Summary:
    """One student's sheet: statements of competencies, never a number."""

    enrolment: Enrolment
    can: Sequence[str]
    on_the_way: Sequence[str]
    again: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to say anything yet."""
        return not (self.can or self.on_the_way or self.again)


def class_summaries(cohort: Cohort, language: str | None) -> list[Summary]:
    """Return the sheet of every student, in class order. Ten queries."""
    quizzes = given_quizzes(cohort, language)
    shares: dict[int, dict[str, Share]] = defaultdict(lambda: defaultdict(Share))
    for one in competency_answers([quiz.assignment for quiz in quizzes]):
        shares[one.learner_id][one.competency] += Share(1, int(one.is_right))
    said = statements(sorted({key for own in shares.values() for key in own}), language)
    enrolments = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
    return [_summary(enrolment, shares.get(enrolment.learner_id, {}), said) for enrolment in enrolments]


def _summary(enrolment: Enrolment, own: Mapping[str, Share], said: Mapping[str, str]) -> Summary:
    by_place: dict[str, list[str]] = {"can": [], "on_the_way": [], "again": []}
    for key, share in own.items():
        place = place_of(share)
        if place and key in said:
            by_place[place].append(said[key])
    return Summary(enrolment, **{name: sorted(lines) for name, lines in by_place.items()})


def place_of(share: Share) -> str:
    """Return under which heading a competency stands; "" while there are too few answers."""
    if share.n < ENOUGH:
        return ""
    if share.right * 100 >= CAN_PERCENT * share.n:
        return "can"
    return "on_the_way" if share.right * 100 >= AGAIN_PERCENT * share.n else "again"
