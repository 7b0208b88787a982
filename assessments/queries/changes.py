"""What the next publication of a quiz would change against its latest version."""

from dataclasses import replace

from assessments import interactions
from assessments.grading import Structure
from assessments.interactions.base import FrozenItem, ItemTexts, Json
from assessments.interactions.media import NO_MEDIA
from assessments.models import Item, Quiz, QuizAssignment
from assessments.queries.change_list import Changes
from assessments.queries.draft import Draft
from assessments.queries.drafts import draft_of
from assessments.queries.frozen import frozen_structure, frozen_texts
from assessments.queries.media_changes import changed_media, is_described_alike
from assessments.queries.planning import asked_count, plan_of


def pending_changes(source: Quiz) -> Changes:
    """Compare a quiz's row in the source language with its latest version. A fixed number of queries."""
    latest = source.versions.order_by("-number").first()
    draft = draft_of(source)
    asks = asked_count(draft)
    if latest is None:
        return Changes(None, added=[str(one.row) for one in draft.asked], asks=asks)
    before = frozen_structure(latest)
    texts = frozen_texts(latest, latest.source_language)
    names = {str(one.row.translation_key): str(one.row) for one in draft.asked}
    changed = _changed(draft, before, texts.by_item)
    rows = {str(one.row.translation_key): one.row for one in draft.asked}
    media = changed_media(rows, before)
    return Changes(
        latest,
        asks=asks,
        added=[name for item_id, name in names.items() if item_id not in before.by_id],
        removed=_names_of([item_id for item_id in before.by_id if item_id not in names], source, texts.by_item),
        key_changed=changed["key"],
        choices_changed=changed["choices"],
        words_changed=changed["words"],
        media_changed=[names[item_id] for item_id in media],
        is_reordered=[one for one in before.by_id if one in names] != [one for one in names if one in before.by_id],
        pass_percent=(latest.pass_percent, source.pass_percent) if latest.pass_percent != source.pass_percent else None,
        is_plan_changed=plan_of(draft).to_json() != before.plan.to_json(),
        is_new_title=texts.title != source.title,
        running=QuizAssignment.objects.opened().filter(version__quiz=source).count(),
    )


def _changed(draft: Draft, before: Structure, words: dict[str, ItemTexts]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"key": [], "choices": [], "words": []}
    for one, frozen, texts in draft.whole:
        old = before.by_id.get(frozen.id)
        if old is None:
            continue
        if frozen != old:
            is_same = _right(frozen, texts) == _right(old, words[old.id])
            found["choices" if is_same else "key"].append(str(one.row))
        is_said_alike = replace(texts, media=NO_MEDIA) == replace(words[frozen.id], media=NO_MEDIA)
        if not is_said_alike or not is_described_alike(one.row, words[frozen.id]):
            found["words"].append(str(one.row))
    return found


def _right(item: FrozenItem, texts: ItemTexts) -> tuple[str, Json | None]:
    answer = interactions.logic(item.kind).right_answer(item, texts)
    return item.kind, None if answer is None else answer.to_json()


def _names_of(item_ids: list[str], source: Quiz, words: dict[str, ItemTexts]) -> list[str]:
    """Return the bank's names; of a question that is not there any more, its first words."""
    rows = Item.objects.filter(translation_key__in=item_ids, locale_id=source.locale_id)
    names = {str(row.translation_key): str(row) for row in rows}
    return [names.get(item_id, words[item_id].prompt[:60]) for item_id in item_ids]
