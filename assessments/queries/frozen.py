"""Frozen content as the engine reads it, and the way from an editable row to its frozen shape."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assessments import interactions
from assessments.grading import Structure, is_for_person, item_from_json
from assessments.interactions.base import FrozenError, FrozenItem, ItemTexts, Json
from assessments.interactions.media import NO_MEDIA, Media
from assessments.interactions.rubric import RUBRIC
from assessments.models import Item, Quiz, QuizVersion, QuizVersionText
from assessments.queries.media_faults import media_faults
from assessments.queries.rubrics import freeze_rubric, freeze_rubric_texts


@dataclass(frozen=True)
class FrozenTexts:
    """The words of a version in one language, and the revision a response records."""

    language: str
    revision: int
    title: str
    by_item: dict[str, ItemTexts]


def frozen_structure(version: QuizVersion) -> Structure:
    """Return the parsed structure of a version; versions never change, so a process parses each one once."""
    return _parse_structure(version.pk, version.public_id)


def frozen_texts(version: QuizVersion, language: str | None) -> FrozenTexts:
    """Return the words in the language asked for, else in the source language. One query; parsed words are kept."""
    found = (
        QuizVersionText.objects.filter(version=version, language__in=(language, version.source_language))
        .order_by("-revision")
        .values_list("pk", "language")
    )
    newest: dict[str, int] = {}
    for pk, code in found:
        newest.setdefault(code, pk)
    return _parse_texts(newest.get(language or "") or newest[version.source_language], version.public_id)


def texts_by_language(version: QuizVersion) -> dict[str, FrozenTexts]:
    """Return the newest words of a version in every language. One query; parsed words are kept."""
    found = QuizVersionText.objects.filter(version=version).order_by("revision").values_list("language", "pk")
    return {language: _parse_texts(pk, version.public_id) for language, pk in dict(found).items()}


@lru_cache(maxsize=256)
def _parse_structure(pk: int, public_id: str) -> Structure:
    return Structure.from_json(QuizVersion.objects.values_list("structure", flat=True).get(pk=pk, public_id=public_id))


@lru_cache(maxsize=512)
def _parse_texts(pk: int, version_public_id: str) -> FrozenTexts:
    row = QuizVersionText.objects.get(pk=pk)
    texts = _parse_structure(row.version_id, version_public_id).texts_from_json(row.texts)
    return FrozenTexts(row.language, row.revision, row.title, dict(texts))


@dataclass(frozen=True)
class PracticeItem:
    """A question to try: read from the editable rows, because nothing is recorded against it."""

    frozen: FrozenItem
    texts: ItemTexts
    content_level: int
    source: Item
    words: Item


def practice_item(item_key: str, language: str | None) -> PracticeItem | None:
    """Return a question of the bank in the language, else in the source's; None when it cannot be tried. One query.

    What a person marks has nobody to mark it here.
    """
    rows = list(
        Item.objects.filter(translation_key=item_key).select_related("locale", "picture", "sound").order_by("pk")
    )
    if not rows or next(media_faults(rows[0]), None):
        return None
    whole = [row for row in rows if not next(media_faults(row, rows[0]), None)]
    words = next((row for row in whole if row.locale.language_code == language), rows[0])
    try:
        frozen = item_from_json(freeze_item(rows[0], competency=""))
        if is_for_person(frozen):
            return None
        texts = interactions.logic(frozen.kind).texts_from_json(frozen, freeze_item_texts(words))
    except FrozenError:
        return None
    return PracticeItem(frozen, texts, rows[0].content_level, rows[0], words)


def freeze_item(row: Item, competency: str) -> Json:
    """Return the structure of an item from its row in the source language, as JSON, not yet validated."""
    block: Any = row.interaction[0]
    return {
        "id": str(row.translation_key),
        "kind": block.block_type,
        "competency": competency,
        "max_score": 1,
        **interactions.block(block.block_type).freeze(block.value),
        **(freeze_rubric(block.value[RUBRIC]) if RUBRIC in block.value else {}),
    }


def freeze_item_texts(row: Item, media: Media = NO_MEDIA) -> Json:
    """Return the words of an item's row and what it shows beside them, as JSON, not yet validated."""
    block: Any = row.interaction[0]
    texts: Json = interactions.block(block.block_type).freeze_texts(block.value)
    texts |= freeze_rubric_texts(block.value[RUBRIC], row.locale_id) if RUBRIC in block.value else {}
    texts |= {"reteach": reteach} if (reteach := row.reteach.strip()) else {}
    return texts if media == NO_MEDIA else texts | {"media": media.to_json()}


def quiz_titles(quizzes: Iterable[Quiz], language: str | None) -> dict[int, str]:
    """Return each quiz's title by its row id: in the language, else as the given row has it. One query."""
    rows = list(quizzes)
    translated = dict(
        Quiz.objects.filter(
            translation_key__in=[row.translation_key for row in rows], locale__language_code=language
        ).values_list("translation_key", "title")
    )
    return {row.pk: translated.get(row.translation_key, row.title) for row in rows}
