"""The question bank as a list: each question with its kind and the number of quizzes that ask it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from assessments.models import Item, Quiz


def bank() -> QuerySet[Item]:
    """Return all questions with ``found_kind`` and ``quiz_count``; what the list shows costs no further query."""
    return Item.objects.select_related("competency", "locale").annotate(
        # The question is a list of one block; its type is the kind.
        found_kind=Cast(KeyTextTransform("type", KeyTransform(0, "interaction")), TextField()),
        quiz_count=Coalesce(Subquery(_times_used(), output_field=IntegerField()), Value(0)),
    )


def asked_in(rows: QuerySet[Item], quiz: Quiz) -> QuerySet[Item]:
    """Return the questions that a quiz asks; those that it may draw are found by their competency."""
    chosen = [_row_of(entry) for entry in quiz.questions.raw_data if entry["type"] != "draw"]
    return rows.filter(pk__in=[pk for pk in chosen if pk])


def _row_of(entry: Any) -> Any:
    """Return the number of the row that an entry of a quiz as stored points at."""
    return entry["value"] if entry["type"] == "question" else entry["value"]["item"]


def never_used(rows: QuerySet[Item]) -> QuerySet[Item]:
    """Return the questions that no quiz and no page uses, by Wagtail's index of references."""
    used = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(Item))
    return rows.annotate(own_id=Cast("pk", TextField())).exclude(own_id__in=used.values("to_object_id"))


def found_by(words: str) -> list[Any]:
    """Return the primary keys of the questions whose name or text begins one of its words so. One query."""
    # The list has an order of its own, and weighing thousands of finds would take most of the time.
    found = get_search_backend().autocomplete(words, Item.objects.only("pk"), order_by_relevance=False)
    return [item.pk for item in found]


def _times_used() -> QuerySet[ReferenceIndex, dict[str, Any]]:
    types = ContentType.objects.get_for_models(Item, Quiz)
    used: QuerySet[ReferenceIndex, dict[str, Any]] = (
        ReferenceIndex.objects.filter(
            to_content_type=types[Item],
            to_object_id=Cast(OuterRef("pk"), TextField()),
            content_type=types[Quiz],
        )
        .order_by()
        .values("to_object_id")
        .annotate(count=Count("object_id", distinct=True))
        .values("count")
    )
    return used
