"""Who may open a question by its address: one of a course for professionals belongs to its readers."""

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.models import User
from assessments.models import Item
from cms.permissions import closed_trees
from curriculum.models import Competency
from institutions.enums import CohortKind
from institutions.models import is_learning
from institutions.permissions.scopes import Visitor
from lessons.models import LessonAssignment, LessonPage

if TYPE_CHECKING:
    from uuid import UUID

# The text of every lesson is read to find a question; a whole class tries the same one at the same time.
KNOWN_SECONDS = 60


def is_open(visitor: Visitor, item_key: "UUID | str") -> bool:
    """Whether a question stands in no lesson that is closed to the visitor, or also in one that is open.

    A student may open it too whose training group was given the lesson.
    """
    closed = closed_trees(visitor)
    places = _places(item_key) if closed else []
    if not places or not all(path.startswith(closed) for path in places):
        return True
    return isinstance(visitor, User) and visitor.is_learner and _was_given(visitor.pk, places)


def _places(item_key: "UUID | str") -> list[str]:
    """Return the paths of the lessons in which a question may be tried; where there are none, those on its subject.

    Three queries at most.
    """
    key = f"try:{item_key}"
    known: list[str] | None = cache.get(key)
    if known is not None:
        return known
    rows = Item.objects.filter(translation_key=item_key)
    tried = Q(pk__in=())
    for pk in rows.values_list("pk", flat=True):
        tried |= Q(words__contains=f'"item": {pk}}}') | Q(words__contains=f'"item": {pk},')
    lessons = LessonPage.objects.order_by()
    found = list(lessons.annotate(words=Cast("body", TextField())).filter(tried).values_list("path", flat=True))
    if not found:
        subjects = Competency.objects.filter(translation_key__in=rows.values("competency__translation_key"))
        found = list(lessons.filter(competencies__in=subjects).distinct().values_list("path", flat=True))
    cache.set(key, found, KNOWN_SECONDS)
    return found


def _was_given(learner_id: int, places: list[str]) -> bool:
    given = LessonAssignment.objects.opened().filter(is_learning(learner_id), cohort__kind=CohortKind.TRAINING_GROUP)
    lessons = LessonPage.objects.filter(path__in=places).values("translation_key")
    return given.filter(lesson__translation_key__in=lessons).exists()
