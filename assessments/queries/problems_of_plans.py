"""What keeps draws, forms and a blueprint from being published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.grading import is_recorded
from assessments.queries.blueprint import blueprint_of
from assessments.queries.draft import Draft
from assessments.queries.problems_of_draws import draw_problems
from assessments.queries.problems_of_forms import form_problems


def plan_problems(draft: Draft) -> Iterator[str]:
    """Yield every reason against the draws, the forms and the blueprint of a draft. No query."""
    for draw in draft.draws:
        yield from draw_problems(draft, draw)
    yield from form_problems(draft)
    for one, frozen, _texts in draft.whole:
        if one.is_critical and not is_recorded(frozen):
            yield _("“%(name)s” has no right answer, so it cannot be one that has to be right.") % {"name": one.row}
    yield from _blueprint_problems(draft)


def _blueprint_problems(draft: Draft) -> Iterator[str]:
    for row in blueprint_of(draft):
        for cell in row.cells:
            if cell.missing:
                yield _("Blueprint: %(competency)s · %(difficulty)s: %(planned)d planned, %(present)d present.") % {
                    "competency": row.competency.code,
                    "difficulty": cell.difficulty.label,
                    "planned": cell.planned,
                    "present": cell.present,
                }
        if row.unsorted and any(cell.missing for cell in row.cells):
            yield _("Blueprint: %(competency)s: %(count)d are drawn without a difficulty and fill no place.") % {
                "competency": row.competency.code,
                "count": row.unsorted,
            }
