"""A process of its own for the weight tests: gives the real course in DATABASE_URL to a class, prints where to look.

Usage: ``python -m tests.budgets.fill``
"""

import io
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  settings come first

from assessments.models import Item, Quiz  # noqa: E402
from assessments.services import publish_quiz, start_attempt  # noqa: E402
from benchmarks.scene import sign_in  # noqa: E402
from lessons.queries import source_courses  # noqa: E402
from lessons.services import assign_course  # noqa: E402
from tests.answering import answer_quiz  # noqa: E402
from tests.assessments.media_files import make_image, noise  # noqa: E402
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory, MembershipFactory  # noqa: E402


def show_heavy_pictures() -> None:
    """Give every tenth question a picture that nothing makes smaller than the budget."""
    drawn = io.BytesIO()
    noise((720, 720)).save(drawn, "PNG")
    image = make_image(drawn.getvalue())
    items = (
        Item.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("pk").values_list("pk", flat=True)
    )
    Item.objects.filter(pk__in=items[::10]).update(picture=image, is_picture_decorative=True)
    for quiz in Quiz.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        publish_quiz(quiz=quiz, actor=None)


def fill() -> dict[str, object]:
    """Give the course to a class, and let one student open one quiz and send another."""
    membership = MembershipFactory()
    cohort = CohortFactory(institution=membership.institution)
    CohortStaffFactory(cohort=cohort, member=membership)
    learner = EnrolmentFactory(cohort=cohort).learner
    [course] = source_courses()
    show_heavy_pictures()
    given = assign_course(course=course, cohort=cohort, actor=membership.user)
    with_quiz = [lesson.quiz_assignment for lesson in given if lesson.quiz_assignment]
    attempts = [start_attempt(assignment=assignment, learner=learner) for assignment in with_quiz[1:]]
    sent = answer_quiz(with_quiz[0], learner, right=False)
    return {
        "session": [settings.SESSION_COOKIE_NAME, sign_in(learner)],
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
        "languages": [code for code, _name in settings.LANGUAGES],
        "lessons": {f"/my/l/{lesson.public_id}/": len(lesson.lesson.body) for lesson in given},
        "questions": [
            f"/my/q/{attempt.public_id}/{number}/"
            for attempt in attempts
            for number in range(1, len(attempt.layout["items"]) + 1)
        ],
        "others": [
            *(f"/my/q/start/{assignment.public_id}/" for assignment in with_quiz),
            f"/my/q/{attempts[0].public_id}/check/",
            f"/my/q/{sent.public_id}/done/",
        ],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill()))
