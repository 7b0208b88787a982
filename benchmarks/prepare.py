"""Fills the migrated database of DATABASE_URL with a scene and prints, as JSON, who is signed in and what may be asked.

Usage: ``python -m benchmarks.prepare LEARNERS QUESTIONS``
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks import scene  # noqa: E402  settings come first
from benchmarks.server import Prepared  # noqa: E402  the same


def prepare(learners: int, questions: int) -> Prepared:
    """Make one class that is answering and one whose answers are all in."""
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
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(vars(prepare(int(sys.argv[1]), int(sys.argv[2])))))
