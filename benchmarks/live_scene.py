"""Classes with a teacher each, ready to begin a lesson that asks eight questions; afterwards, what was counted.

Usage: ``python -m benchmarks.live_scene CLASSES`` prints lessons and sessions; ``python -m benchmarks.live_scene``
prints how many answers each run has counted, as JSON.
"""

import json
import os
import sys
from uuid import NAMESPACE_OID, uuid5

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db.models import Sum  # noqa: E402  Django comes first

from accounts.enums import UserKind  # noqa: E402
from accounts.models import User  # noqa: E402
from assessments.models import Item  # noqa: E402
from benchmarks import scene  # noqa: E402
from lessons.models import BallotCount  # noqa: E402
from lessons.services import assign_lesson  # noqa: E402
from lessons.services.voting import EVERYBODY  # noqa: E402

QUESTIONS = 8


def build(classes: int) -> list[dict[str, str]]:
    """Make the classes; each is given the same lesson."""
    first = scene.build(learners=1, questions=QUESTIONS, name="live")
    page = first.lessons[0].lesson
    phase = {"code": "AC", "minutes": 45, "title": "Activity", "text": "<p>Ask.</p>"}
    blocks = [("phase", phase), *(("question", {"item": item.pk}) for item in Item.objects.order_by("pk")[:QUESTIONS])]
    page.guide = [
        {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_OID, f"live {place}"))}
        for place, (kind, value) in enumerate(blocks)
    ]
    page.save()
    found = [{"given": first.lessons[0].public_id, "session": scene.sign_in(first.teacher)}]
    for number in range(1, classes):
        teacher = User.objects.create(username=f"live-{number}-teacher", display_name="Teacher", kind=UserKind.STAFF)
        given = assign_lesson(lesson=page, cohort=scene.cohort_of(f"live {number}", teacher), actor=teacher)
        found.append({"given": given.public_id, "session": scene.sign_in(teacher)})
    return found


def counted() -> dict[str, int]:
    """Return how many answers each run counted."""
    rows = BallotCount.objects.exclude(option=EVERYBODY).values_list("question__run__public_id")
    return dict(rows.annotate(answers=Sum("votes")))


if __name__ == "__main__":
    print(json.dumps(build(int(sys.argv[1])) if len(sys.argv) > 1 else counted()))
