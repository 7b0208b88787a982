"""Surrounds one class with a country: copies of one student's rows, made by the database itself, thousands a second.

Usage: ``python -m benchmarks.crowd STUDENTS``, on the migrated PostgreSQL of DATABASE_URL. Fills up to that many
students with 25 answers each, makes a class that is answering, and prints it as JSON. A larger number later adds the
difference.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, models, transaction  # noqa: E402  Django comes first

from accounts.models import LoginCard, User  # noqa: E402
from accounts.services.cards import issue_cards  # noqa: E402
from assessments.models import Attempt, QuizAssignment, Response  # noqa: E402
from benchmarks import scene  # noqa: E402
from benchmarks.server import Prepared  # noqa: E402
from institutions.models import Cohort, Enrolment  # noqa: E402
from lessons.models import LessonAssignment, LessonProgress  # noqa: E402

QUESTIONS = 25
CLASS_SIZE = 25
MEASURED = 40
ANSWERING = 8
CROWD = "crowd-"


def fill(students: int) -> None:
    """Add students until there are so many; in one transaction, so that a broken run leaves nothing."""
    there = User.objects.filter(username__startswith=CROWD).count()
    if there >= students:
        return
    name = f"pattern{there}"
    pattern = scene.build(learners=1, questions=QUESTIONS, name=name)
    scene.answer_everything(pattern)
    learner, given = pattern.learners[0], pattern.lessons[0]
    LessonProgress.objects.create(assignment=given, learner=learner, last_step=6)
    issue_cards(learners=[learner], actor=pattern.teacher, pin_required=False)
    attempt = Attempt.objects.get(assignment=pattern.assignment)
    where = {
        User: learner.pk,
        LoginCard: LoginCard.objects.get(user=learner).pk,
        Cohort: pattern.cohort.pk,
        Enrolment: Enrolment.objects.get(learner=learner).pk,
        QuizAssignment: pattern.assignment.pk,
        LessonAssignment: given.pk,
        LessonProgress: LessonProgress.objects.get(learner=learner).pk,
        Attempt: attempt.pk,
    }
    count = students - there
    classes = -(-count // CLASS_SIZE)
    with transaction.atomic():
        # What is copied once a class, then once a student; numbers of new rows follow the largest there is.
        number = {model: f"{_last(model)} + n" for model in where}
        of_class = {
            model: f"{_last(model)} + 1 + (n - 1) / {CLASS_SIZE}"
            for model in (Cohort, QuizAssignment, LessonAssignment)
        }
        public = {"public_id": f"'z' || lpad((n + {there})::text, 9, '0')"}
        steps: list[tuple[type[models.Model], int, dict[str, str]]] = [
            (User, count, {**public, "username": f"'{CROWD}' || (n + {there})"}),
            (Cohort, classes, public),
            (QuizAssignment, classes, {**public, "cohort_id": number[Cohort]}),
            (
                LessonAssignment,
                classes,
                {**public, "cohort_id": number[Cohort], "quiz_assignment_id": number[QuizAssignment]},
            ),
            (
                Enrolment,
                count,
                {
                    **public,
                    "cohort_id": of_class[Cohort],
                    "learner_id": number[User],
                    "seat_number": f"1 + (n - 1) % {CLASS_SIZE}",
                },
            ),
            (LoginCard, count, {"user_id": number[User], "number": f"lpad((n + {there})::text, 6, '0')"}),
            (LessonProgress, count, {"assignment_id": of_class[LessonAssignment], "learner_id": number[User]}),
            (Attempt, count, {**public, "assignment_id": of_class[QuizAssignment], "learner_id": number[User]}),
        ]
        for model, rows, changed in steps:
            _copy(model, where[model], rows, {"id": number[model], **changed})
        answers = _columns(Response)
        chosen = ", ".join("a.id" if column == "attempt_id" else f"r.{column}" for column in answers)
        _execute(
            f"INSERT INTO assessments_response ({', '.join(answers)}) SELECT {chosen} FROM assessments_response r, "
            f"assessments_attempt a WHERE r.attempt_id = {attempt.pk} AND a.id > {attempt.pk} "
            f"AND a.learner_id > {learner.pk}"
        )
    _execute("VACUUM ANALYZE")


def measured_class() -> Prepared:
    """Make a class of today, signed in and in the middle of its questions, each with a card."""
    name = f"measured{User.objects.count()}"
    working = scene.build(learners=MEASURED, questions=QUESTIONS, name=name)
    attempts = scene.start_attempts(working)
    choices: dict[str, list[str]] = attempts[0].layout["choices"]
    cards = issue_cards(learners=working.learners, actor=working.teacher, pin_required=False)
    people = User.objects.in_bulk([learner.pk for learner in working.learners])
    return Prepared(
        learners=[scene.sign_in(people[learner.pk]) for learner in working.learners],
        teacher=scene.sign_in(working.teacher),
        attempts=[attempt.public_id for attempt in attempts],
        items=list(choices),
        choices=[sorted(order) for order in choices.values()],
        lesson=f"/my/l/{working.lessons[0].public_id}/",
        results=f"/t/q/{working.assignment.public_id}/",
        # A sign-in ends the one before: those who answer are others than those who sign in.
        cards=[card.token for card in cards[ANSWERING:]],
    )


def _copy(model: type[models.Model], pattern: int, rows: int, changed: dict[str, str]) -> None:
    """Copy one row so many times; ``changed`` holds SQL in which ``n`` counts from 1."""
    table = model._meta.db_table
    columns = ["id", *_columns(model)]
    values = ", ".join(changed.get(column, f"p.{column}") for column in columns)
    _execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} p, generate_series(1, {rows}) n "
        f"WHERE p.id = {pattern}"
    )
    _execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.local_concrete_fields if not field.primary_key]


def _last(model: type[models.Model]) -> int:
    return int(model._default_manager.order_by("-pk").values_list("pk", flat=True)[0])


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    sys.stdout.write(json.dumps(vars(measured_class())))
