"""A quiz as it would be published now: its questions in the source language, frozen for a look and not stored."""

from collections.abc import Iterator
from dataclasses import replace

from assessments import interactions
from assessments.grading import item_from_json
from assessments.interactions.base import FrozenError, Json, Scoring
from assessments.interactions.faults import Fault, faults, frozen_sentence
from assessments.models import Item, Quiz
from assessments.queries.chosen import chosen_of
from assessments.queries.draft import Asked, Draft
from assessments.queries.frozen import freeze_item, freeze_item_texts
from assessments.queries.media_faults import media_faults
from assessments.queries.pools import Pools

# The kinds that a person marks.
FOR_PERSON = frozenset(kind for kind in interactions.KINDS if interactions.logic(kind).SCORING is Scoring.PERSON)


def source_row(quiz: Quiz) -> Quiz:
    """Return the quiz's row in the source language: the one that no translation produced."""
    rows = Quiz.objects.filter(translation_key=quiz.translation_key).select_related("locale")
    return rows.order_by("pk").first() or quiz


def draft_of(source: Quiz) -> Draft:
    """Return the draft of a quiz's row in the source language. Two queries, and one where it draws from the bank."""
    chosen = list(chosen_of(source))
    rows = {
        item.translation_key: item
        for item in Item.objects.filter(
            translation_key__in=[one.key for one in chosen if one.key is not None], locale_id=source.locale_id
        ).select_related("competency", "picture", "sound")
    }
    asked, draws, lost = [], [], 0
    pools = Pools(source, rows)
    for one in chosen:
        if one.draw is not None:
            draw, drawn = pools.fill(one.draw)
            draws.append(draw)
            asked += [replace(asked_of(row), draw=draw.id) for row in drawn]
        elif one.key in rows:
            asked.append(replace(asked_of(rows[one.key]), form=one.form, is_critical=one.is_critical))
        else:
            lost += 1
    return Draft(source, tuple(asked), lost, tuple(draws))


def asked_of(row: Item) -> Asked:
    """Return a question as it would be frozen; its competency has been fetched or costs a query."""
    found, media = tuple(item_faults(row)), tuple(media_faults(row))
    if any(not fault.is_advice for fault in found):
        return Asked(row, found, None, None, media_faults=media)
    try:
        frozen = item_from_json(freeze_item(row, str(row.competency.translation_key) if row.competency else ""))
        texts = interactions.logic(frozen.kind).texts_from_json(frozen, freeze_item_texts(row))
    except FrozenError as error:
        return Asked(row, found, None, None, frozen_sentence(error), media)
    return Asked(row, found, frozen, texts, media_faults=media)


def asks_for_work(quiz: Quiz) -> bool:
    """Whether a person marks some of a quiz's questions, as the author has it now. Two queries."""
    return any(one.row.kind in FOR_PERSON for one in draft_of(source_row(quiz)).asked)


def item_faults(row: Item) -> Iterator[Fault]:
    """Yield what is wrong with the question of a row, by field."""
    for entry in row.interaction.get_prep_value()[:1]:
        value: Json = entry["value"]
        yield from faults(entry["type"], value)
