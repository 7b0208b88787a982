"""The plan of a draft: pools dealt out, questions of one form, and those that have to be right."""

from collections.abc import Mapping

from assessments.drawing import FORMS, Draw, Plan, dealt
from assessments.grading import Structure
from assessments.queries.draft import Draft


def structure_of(draft: Draft, media: Mapping[str, Mapping[str, str]]) -> Structure:
    """Return the draft as it would be frozen, with the files it shows; raises FrozenError while it cannot be."""
    return Structure(tuple(frozen for _one, frozen, _texts in draft.whole), plan_of(draft), media)


def asked_count(draft: Draft) -> int:
    """Return how many questions one student is asked."""
    fixed = [one for one in draft.fixed if one.form in ("", FORMS[0])]
    return len(fixed) + sum(draw.count for draw in draft.draws)


def plan_of(draft: Draft) -> Plan:
    """Return the plan, which may not fit yet.

    The quiz's own key says which question goes to which form: an unchanged quiz is dealt out the same way again, so
    that publishing it twice makes no new version.
    """
    quiz = draft.quiz
    sorts: dict[str, dict[str, str]] = {draw.id: {} for draw in draft.draws}
    for one, frozen, _texts in draft.whole:
        if one.draw:
            sorts[one.draw][frozen.id] = one.row.difficulty
    draws = tuple(
        Draw(
            id=draw.id,
            count=draw.count,
            pools=dealt(sorts[draw.id], seed=f"{quiz.translation_key}{draw.id}", has_forms=quiz.has_two_forms),
        )
        for draw in draft.draws
    )
    marked = [(one, frozen.id) for one, frozen, _texts in draft.whole if not one.draw]
    return Plan(
        draws=draws,
        has_forms=quiz.has_two_forms,
        only_in={item_id: one.form for one, item_id in marked if one.form},
        critical=frozenset(item_id for one, item_id in marked if one.is_critical),
    )
