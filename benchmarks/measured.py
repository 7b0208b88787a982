"""A class of today in the filled database of DATABASE_URL, signed in and in the middle of its questions.

Usage: ``python -m benchmarks.measured``; prints it as JSON. Every run makes another class.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db.models import Count  # noqa: E402  Django comes first

from accounts.models import User  # noqa: E402
from accounts.services.cards import issue_cards  # noqa: E402
from assessments.models import Quiz  # noqa: E402
from benchmarks import scene  # noqa: E402
from benchmarks.server import Prepared  # noqa: E402
from institutions.enums import Role  # noqa: E402
from institutions.models import Membership  # noqa: E402

QUESTIONS = 25
CLASS_SIZE = 40
ANSWERING = 8


def measured_class() -> Prepared:
    """Make a class that answers, and one of the same teacher whose answers are all in."""
    name = f"measured{User.objects.count()}"
    working = scene.build(learners=CLASS_SIZE, questions=QUESTIONS, name=name)
    attempts = scene.start_attempts(working)
    done = scene.build(learners=CLASS_SIZE, questions=QUESTIONS, name=f"{name}-done")
    scene.answer_everything(done)
    choices: dict[str, list[str]] = attempts[0].layout["choices"]
    cards = issue_cards(learners=working.learners, actor=working.teacher, pin_required=False)
    people = User.objects.in_bulk([learner.pk for learner in working.learners])
    return Prepared(
        learners=[scene.sign_in(people[learner.pk]) for learner in working.learners],
        teacher=scene.sign_in(done.teacher),
        attempts=[attempt.public_id for attempt in attempts],
        items=list(choices),
        choices=[sorted(order) for order in choices.values()],
        lesson=f"/my/l/{working.lessons[0].public_id}/",
        results=f"/t/q/{done.assignment.public_id}/",
        # A sign-in ends the one before: those who answer are others than those who sign in.
        cards=[card.token for card in cards[ANSWERING:]],
        class_page=f"/t/c/{done.cohort.public_id}/",
        coordinator=_coordinator(name),
        figures=f"/t/figures/quizzes/{_most_answered()}/",
    )


def _coordinator(name: str) -> str:
    """Return the session of somebody who sees every place and every figure."""
    user = User.objects.create(username=f"{name}-coordinator", display_name="Coordinator")
    for role in (Role.COORDINATOR, Role.ANALYST):
        Membership.objects.create(user=user, role=role, is_installation_wide=True)
    return scene.sign_in(user)


def _most_answered() -> int:
    """Return the quiz with the most classes: those of all students there are, or of nine tenths of them."""
    quizzes = Quiz.objects.annotate(classes=Count("versions__assignments")).order_by("-classes")
    return int(quizzes.values_list("pk", flat=True)[0])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(vars(measured_class())))
