"""The questions of a quiz on paper as its author has them now, before anything is published."""

from assessments.exchange.sheet_cells import PaperQuestion
from assessments.exchange.sheet_order import paper_orders
from assessments.grading import is_recorded
from assessments.models import Item, Quiz
from assessments.queries.drafts import asked_of, draft_of, source_row


def draft_questions(quiz: Quiz, language: str | None) -> list[PaperQuestion]:
    """Return those that could be asked, in the language where they are translated; pools of draws are there whole.

    Pictures and sounds are prepared when a quiz is published: here a question stands without them. Three queries, and
    one where the quiz draws from the bank.
    """
    ready = [(one.frozen, one.texts) for one in draft_of(source_row(quiz)).asked if one.frozen and one.texts]
    keys = [item.id for item, _texts in ready]
    rows = Item.objects.filter(translation_key__in=keys, locale__language_code=language).select_related("competency")
    translated = {str(row.translation_key): asked_of(row).texts for row in rows}
    orders = paper_orders([item for item, _texts in ready], str(quiz.translation_key))
    found, number = [], 0
    for item, texts in ready:
        number += is_recorded(item)
        shown = number if is_recorded(item) else 0
        found.append(PaperQuestion(shown, item, translated.get(item.id) or texts, orders[item.id]))
    return found
