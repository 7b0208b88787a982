"""Another question about the same thing, for a teacher who explains it again."""

from assessments.enums import AnswerLevel
from assessments.grading import Structure
from assessments.interactions.base import FrozenItem
from assessments.models import Item, QuizVersion
from assessments.queries.drafts import FOR_PERSON
from assessments.queries.frozen import PracticeItem, practice_item
from cms.enums import ContentLevel

LOOKED_AT = 30


def similar_item(
    item: FrozenItem, version: QuizVersion, structure: Structure, language: str | None
) -> PracticeItem | None:
    """Return a question of the bank about the same competency that this version does not ask. At most two queries.

    One of the same kind comes first. Staff-only content and questions that touch on a person's own life stay out.
    """
    if not item.competency:
        return None
    rows = Item.objects.filter(
        competency__translation_key=item.competency,
        locale__language_code=version.source_language,
        answer_level=AnswerLevel.KNOWLEDGE,
        content_level__lt=ContentLevel.PROFESSIONAL,
    ).exclude(translation_key__in=list(structure.by_id))
    usable = [row for row in rows.order_by("pk")[:LOOKED_AT] if row.kind not in FOR_PERSON]
    if not usable:
        return None
    best = min(usable, key=lambda row: row.kind != item.kind)
    return practice_item(str(best.translation_key), language)
