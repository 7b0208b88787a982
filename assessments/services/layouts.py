"""The layout of an attempt: which questions it asks, in which order, with its choices mixed."""

from assessments import interactions
from assessments.interactions.base import Json
from assessments.models import Attempt, QuizAssignment
from assessments.queries import frozen_structure
from assessments.queries.asking import quiz_form


def new_attempt(
    *, assignment: QuizAssignment, learner_id: int, number: int, public_id: str, form: str | None = None
) -> Attempt:
    """Return an attempt with its layout, not yet stored; the same address and form give the same layout.

    A ``form`` that a ticket has promised is kept; without one the seat decides.
    """
    structure = frozen_structure(assignment.version)
    if form is None or not structure.plan.has_forms:
        form = quiz_form(assignment, learner_id, number) if structure.plan.has_forms else ""
    items = structure.asked(seed=public_id, form=form, is_shuffled=assignment.is_shuffled)
    choices = {item_id: structure.by_id[item_id] for item_id in items}
    layout: Json = {
        "items": items,
        "choices": {
            item_id: interactions.logic(item.kind).shuffle_order(item, public_id) for item_id, item in choices.items()
        },
    }
    if form:
        layout["form"] = form
    return Attempt(assignment=assignment, learner_id=learner_id, number=number, public_id=public_id, layout=layout)
