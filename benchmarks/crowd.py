"""Surrounds one class with a country: copies of one student's rows, in schools of ten classes with a teacher each.

Usage: ``python -m benchmarks.crowd STUDENTS``, on the migrated PostgreSQL of DATABASE_URL. Fills up to that many
students with 25 answers each; a larger number later adds the difference, a smaller one nothing.
"""

import os
import sys
from dataclasses import dataclass, field

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import models, transaction  # noqa: E402  Django comes first

from accounts.models import LoginCard, User  # noqa: E402
from accounts.services.cards import issue_cards  # noqa: E402
from assessments.models import Attempt, Response  # noqa: E402
from benchmarks import scene  # noqa: E402
from benchmarks.copying import columns_of, copy_rows, execute, last_number  # noqa: E402
from institutions.models import CohortStaff, Enrolment  # noqa: E402
from lessons.models import LessonProgress  # noqa: E402

QUESTIONS = 25
CLASS_SIZE = 25
CLASSES_IN_A_SCHOOL = 10
SCHOOLS_IN_A_REGION = 20
CROWD = "crowd-"


@dataclass
class Copies:
    """Copies the rows of one scene; ``first`` holds, by name, the SQL of the number of the n-th row that was copied."""

    scene: scene.Scene
    there: int
    first: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, row: models.Model, rows: int, /, **changed: str) -> None:
        """Copy a row; every public number and the row number are new, the rest as ``changed`` says."""
        model = type(row)
        self.first[name] = last_number(model)
        if hasattr(row, "public_id"):
            changed["public_id"] = f"'{name[0]}' || lpad((n + {self.there})::text, 9, '0')"
        copy_rows(model, row.pk, rows, {"id": f"{self.first[name]} + n", **changed})

    def each(self, name: str, size: int = 1) -> str:
        """Return the number of the copy that so many of what is being copied share."""
        return f"{self.first[name]} + 1 + (n - 1) / {size}"


def fill(students: int) -> None:
    """Add students until there are so many; in one transaction, so that a broken run leaves nothing."""
    there = User.objects.filter(username__startswith=CROWD).count()
    if there >= students:
        return
    with transaction.atomic():
        pattern = scene.build(learners=1, questions=QUESTIONS, name=f"pattern{there}")
        scene.answer_everything(pattern)
        LessonProgress.objects.create(assignment=pattern.lessons[0], learner=pattern.learners[0], last_step=6)
        issue_cards(learners=pattern.learners, actor=pattern.teacher, pin_required=False)
        copies = Copies(pattern, there)
        _schools(copies, -(-(students - there) // CLASS_SIZE))
        _students(copies, students - there)
        _answers(copies)
    execute("VACUUM ANALYZE")
    execute("CHECKPOINT")


def _schools(copies: Copies, classes: int) -> None:
    """Copy what a class needs: its places, its teacher, its lesson with questions."""
    cohort, staff = copies.scene.cohort, CohortStaff.objects.get(cohort=copies.scene.cohort)
    school = cohort.institution
    schools = -(-classes // CLASSES_IN_A_SCHOOL)
    regions = -(-schools // SCHOOLS_IN_A_REGION)
    name = f"(n + {copies.there})"
    copies.add("region", school.centre.region, regions, name=f"'Region ' || {name}")
    in_region = copies.each("region", SCHOOLS_IN_A_REGION)
    copies.add("town", school.centre, schools, region_id=in_region, name=f"'Town ' || {name}")
    copies.add("school", school, schools, centre_id=copies.each("town"), name=f"'School ' || {name}")
    copies.add("teacher", copies.scene.teacher, classes, username=f"'{CROWD[:-1]}teacher-' || {name}")
    in_school = copies.each("school", CLASSES_IN_A_SCHOOL)
    copies.add("member", staff.member, classes, user_id=copies.each("teacher"), institution_id=in_school)
    copies.add("class", cohort, classes, institution_id=in_school)
    copies.add("lead", staff, classes, cohort_id=copies.each("class"), member_id=copies.each("member"))
    of_class = copies.each("class")
    copies.add("questions", copies.scene.assignment, classes, cohort_id=of_class)
    copies.add(
        "given", copies.scene.lessons[0], classes, cohort_id=of_class, quiz_assignment_id=copies.each("questions")
    )


def _students(copies: Copies, students: int) -> None:
    """Copy the student with place, card, progress and a sent attempt; their moments are spread over two months."""
    learner = copies.scene.learners[0]
    place, card = Enrolment.objects.get(learner=learner), LoginCard.objects.get(user=learner)
    progress, attempt = LessonProgress.objects.get(learner=learner), Attempt.objects.get(learner=learner)
    number = f"(n + {copies.there})"
    copies.add("student", learner, students, username=f"'{CROWD}' || {number}")
    student, seat = copies.each("student"), f"1 + (n - 1) % {CLASS_SIZE}"
    of_class = copies.each("class", CLASS_SIZE)
    copies.add("place", place, students, cohort_id=of_class, learner_id=student, seat_number=seat)
    copies.add("card", card, students, user_id=student, number=f"lpad({number}::text, 6, '0')")
    copies.add("progress", progress, students, assignment_id=copies.each("given", CLASS_SIZE), learner_id=student)
    sent = "p.sent_at - (n % 5000000) * interval '1 second'"
    of_questions = copies.each("questions", CLASS_SIZE)
    copies.add("x-attempt", attempt, students, assignment_id=of_questions, learner_id=student, sent_at=sent)


def _answers(copies: Copies) -> None:
    """Give every copied attempt the answers of the one it was copied from."""
    pattern = Attempt.objects.get(learner=copies.scene.learners[0])
    columns = columns_of(Response)
    chosen = ", ".join("a.id" if column == "attempt_id" else f"r.{column}" for column in columns)
    execute(
        f"INSERT INTO assessments_response ({', '.join(columns)}) SELECT {chosen} FROM assessments_response r, "
        f"assessments_attempt a WHERE r.attempt_id = {pattern.pk} AND a.id > {copies.first['x-attempt']}"
    )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
