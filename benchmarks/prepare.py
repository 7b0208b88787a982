"""Fills the migrated database of DATABASE_URL with a scene and prints, as JSON, who is signed in and what may be asked.

Usage: ``python -m benchmarks.prepare LEARNERS QUESTIONS [LARGE]``; LARGE adds a quiz of so many questions and a term of
so many quizzes.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.models import User  # noqa: E402  settings come first
from benchmarks import scene, term  # noqa: E402  settings come first
from benchmarks.server import Prepared  # noqa: E402  the same
from institutions.models import CohortStaff, Membership  # noqa: E402  the same


def prepare(learners: int, questions: int, large: int = 0) -> Prepared:
    """Make one class that is answering and one whose answers are all in; with ``large`` two more, of tables to read."""
    working = scene.build(learners=learners, questions=questions, name="working")
    attempts = scene.start_attempts(working)
    choices: dict[str, list[str]] = attempts[0].layout["choices"]
    done = scene.build(learners=learners, questions=questions, name="done")
    scene.answer_everything(done)
    return Prepared(
        learners=[scene.sign_in(learner) for learner in working.learners],
        teacher=scene.sign_in(done.teacher),
        attempts=[attempt.public_id for attempt in attempts],
        items=list(choices),
        choices=[sorted(order) for order in choices.values()],
        lesson=f"/my/l/{working.lessons[0].public_id}/",
        results=f"/t/q/{done.assignment.public_id}/",
        **(_large(learners, large) if large else {}),
    )


def _large(learners: int, size: int) -> dict[str, str]:
    """Make a class with a long quiz and one at the end of a term; return who teaches both and the addresses."""
    long = scene.build(learners=learners, questions=size, name="long")
    scene.answer_everything(long)
    whole = term.build(learners=learners, quizzes=size, name="term")
    return {
        "teacher_of_many": scene.sign_in(_teaching(long, whole)),
        "long_results": f"/t/q/{long.assignment.public_id}/",
        "gradebook": f"/t/c/{whole.cohort.public_id}/gradebook/",
    }


def _teaching(*classes: scene.Scene) -> User:
    """Return the teacher of the first of these classes, who now teaches the others too."""
    first, *others = classes
    member = Membership.objects.get(user=first.teacher)
    CohortStaff.objects.bulk_create(CohortStaff(cohort=other.cohort, member=member) for other in others)
    return first.teacher


if __name__ == "__main__":
    sys.stdout.write(json.dumps(vars(prepare(*map(int, sys.argv[1:])))))
