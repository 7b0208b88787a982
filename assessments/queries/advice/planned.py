"""Whether a quiz asks more than its blueprint, or of something that the blueprint does not name."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.queries.blueprint import blueprint_of
from assessments.queries.draft import Draft


def beyond_blueprint(draft: Draft) -> Iterator[str]:
    """Yield what goes beyond the blueprint, where there is one."""
    if not draft.quiz.blueprint:
        return
    for row in blueprint_of(draft):
        if all(cell.planned is None for cell in row.cells):
            yield _("%(competency)s is asked, and the blueprint does not name it.") % {
                "competency": row.competency.code
            }
        for cell in row.cells:
            if cell.surplus:
                yield _("%(competency)s · %(difficulty)s: %(count)d more than the blueprint plans.") % {
                    "competency": row.competency.code,
                    "difficulty": cell.difficulty.label,
                    "count": cell.surplus,
                }
