"""Small, boring content for the tests of the quiz engine: items, a quiz, a class with learners."""

import json
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from assessments.interactions.base import Answer
from assessments.models import Item, Quiz, QuizAssignment
from assessments.queries import frozen_structure
from assessments.services import assign_quiz, publish_quiz
from institutions.models import Cohort, Enrolment, Institution, PopulationCentre, Region

KEY = 1  # the second choice of every question is right


def block_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def locale(code: str = "en") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def make_item(name: str, *, words: str = "", code: str = "en", translation_key: UUID | None = None, **fields) -> Item:
    choices = [
        {
            "type": "item",
            "id": block_id(f"{name}-{number}"),
            "value": {
                "text": f"{words}{name} choice {number}",
                "correct": number == KEY,
                "feedback": f"{words}{name} feedback {number}",
                "misconception": "" if number == KEY else f"{words}{name} misconception {number}",
            },
        }
        for number in range(3)
    ]
    value = {
        "prompt": f"{words}{name}?",
        "cardinality": "single",
        "shuffle": True,
        "feedback": f"{words}{name} for everybody",
        "choices": choices,
    }
    raw = [{"type": "choice", "id": block_id(name), "value": value}]
    more = {"translation_key": translation_key} if translation_key else {}
    return Item.objects.create(locale=locale(code), name=name, interaction=json.dumps(raw), **more, **fields)


def make_quiz(items: list[Item], *, title: str = "Check yourself", code: str = "en", **fields) -> Quiz:
    raw = [{"type": "question", "id": block_id(f"q{item.pk}"), "value": item.pk} for item in items]
    return Quiz.objects.create(locale=locale(code), title=title, questions=json.dumps(raw), **fields)


def make_cohort(name: str = "8-B", school: str = "School 1") -> Cohort:
    region, _made = Region.objects.get_or_create(country="UA", name="North")
    centre, _made = PopulationCentre.objects.get_or_create(region=region, name="Town", kind="urban")
    institution, _made = Institution.objects.get_or_create(centre=centre, name=school, kind="school")
    return Cohort.objects.create(institution=institution, name=name, ends_on=timezone.localdate() + timedelta(days=90))


def make_learner(cohort: Cohort, name: str = "Olha") -> User:
    seat = cohort.enrolments.count() + 1
    learner = User.objects.create(username=f"{cohort.public_id}-{seat}", kind="learner", display_name=name)
    Enrolment.objects.create(cohort=cohort, learner=learner, seat_number=seat)
    return learner


def make_assignment(cohort: Cohort, count: int = 3, **fields) -> QuizAssignment:
    items = [make_item(f"item{number}") for number in range(count)]
    version = publish_quiz(quiz=make_quiz(items), actor=None)
    return assign_quiz(version=version, cohort=cohort, actor=None, **fields)


def choose(assignment: QuizAssignment, place: int, choice: int) -> tuple:
    """Return (frozen item, answer) for the question at a place, choosing a choice by its authored number."""
    item = frozen_structure(assignment.version).items[place]
    return item, answer_to(item, choice)


def answer_to(item, choice: int) -> Answer:
    from assessments.grading import answer_from_json

    return answer_from_json(item, {"chosen": [item.choices[choice]]})
