"""How much work waits for marks in some classes, for whoever is to be reminded of it."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from assessments.interactions import dont_know
from assessments.models import Attempt, Quiz, QuizVersion, Response
from assessments.queries.frozen import frozen_structure
from institutions.models import Cohort, Enrolment


class WaitingWork(NamedTuple):
    """A quiz of a class with answers that nobody has marked to the end."""

    cohort_id: int
    public_id: str
    title: str
    answers: int


def waiting_works(cohorts: Collection[Cohort], language: str | None) -> list[WaitingWork]:
    """Return the quizzes of these classes with work to mark, as ``class_works`` counts it, the oldest first. One query.

    Quizzes that were taken back remind nobody.
    """
    place = Enrolment.objects.active().filter(cohort=OuterRef("assignment__cohort"), learner=OuterRef("learner"))
    sent = Attempt.objects.counting().filter(
        Exists(place), assignment__cohort__in=cohorts, assignment__withdrawn_at=None,
        assignment__version__needs_marking=True, sent_at__isnull=False,
    )  # fmt: skip
    said = Quiz.objects.filter(
        translation_key=OuterRef("attempt__assignment__version__quiz__translation_key"), locale__language_code=language
    )
    rows = (
        Response.objects.filter(attempt__in=sent, mark=None)
        .exclude(answer__has_key=dont_know.CODE)
        .values("item_id", at=F("attempt__assignment"))
        .annotate(
            answers=Count("pk"),
            cohort=F("attempt__assignment__cohort"),
            public_id=F("attempt__assignment__public_id"),
            version=F("attempt__assignment__version"),
            version_name=F("attempt__assignment__version__public_id"),
            title=Coalesce(Subquery(said.values("title")[:1]), F("attempt__assignment__version__quiz__title")),
        )
        .order_by("at")
    )
    found: dict[int, WaitingWork] = {}
    for row in rows:
        # What a machine marks has no mark either, so the question has to be one for a person.
        structure = frozen_structure(QuizVersion(pk=row["version"], public_id=row["version_name"]))
        if row["item_id"] in {item.id for item in structure.for_person}:
            so_far = found.get(row["at"])
            answers = row["answers"] + (so_far.answers if so_far else 0)
            found[row["at"]] = WaitingWork(row["cohort"], row["public_id"], row["title"], answers)
    return list(found.values())
