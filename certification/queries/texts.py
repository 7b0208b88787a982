"""What a programme and its competencies are called in the reader's language, else in the source language."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from certification.models import Programme
from curriculum.models import Competency


@dataclass(frozen=True, slots=True)
class Named:
    """A competency of the source row, in the reader's words."""

    pk: int
    code: str
    statement: str


def local_programme(programme: Programme) -> Programme:
    """Return the row in the reader's language. One query."""
    rows = Programme.objects.filter(translation_key=programme.translation_key, locale__language_code=get_language())
    return rows.first() or programme


def titles_of(programmes: Collection[Programme]) -> dict[int, str]:
    """Return what each programme is called, by its number. One query."""
    keys = {one.translation_key for one in programmes}
    rows = Programme.objects.filter(translation_key__in=keys, locale__language_code=get_language())
    local = dict(rows.values_list("translation_key", "title"))
    return {one.pk: local.get(one.translation_key) or one.title for one in programmes}


def competencies_of(programme: Programme) -> list[Named]:
    """Return the competencies of a programme's framework in the order of their codes. Two queries."""
    rows = list(in_source(programme).order_by("code", "pk"))
    keys = [one.translation_key for one in rows]
    local = Competency.objects.filter(translation_key__in=keys, locale__language_code=get_language())
    words = dict(local.values_list("translation_key", "statement"))
    return [Named(one.pk, one.code, words.get(one.translation_key) or one.statement) for one in rows]


def in_source(programme: Programme) -> QuerySet[Competency]:
    """Return the competencies that ratings point at."""
    return Competency.objects.filter(framework=programme.framework_id)
