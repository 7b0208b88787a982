"""One sample of what a student would be asked, drawn from a draft."""

from assessments.drawing import FORMS, asked
from assessments.queries.draft import Asked, Draft
from assessments.queries.planning import plan_of


def sample_of(draft: Draft, number: int) -> tuple[str, list[Asked]]:
    """Return the form and the questions of the n-th sample, broken ones included. No query.

    Where there are two forms, one sample shows the one and the next the other.
    """
    form = FORMS[number % len(FORMS)] if draft.quiz.has_two_forms else ""
    ids = [frozen.id for _one, frozen, _texts in draft.whole]
    chosen = asked(ids, plan_of(draft), form=form, seed=f"sample {number}")
    by_id = {frozen.id: one for one, frozen, _texts in draft.whole}
    broken = [one for one in draft.fixed if one.frozen is None and one.form in ("", form)]
    return form, [*(by_id[item_id] for item_id in chosen), *broken]
