"""What keeps a draw from being published: too small a pool, a shared one, or questions worth different points."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.drawing import forms_of
from assessments.enums import Difficulty
from assessments.queries.draft import Draft, DraftDraw

MOST_NAMES = 5


def draw_name(draw: DraftDraw) -> str:
    """Return how a draw is spoken of."""
    code = draw.competency.code if draw.competency else "?"
    return f"{code} · {Difficulty(draw.difficulty).label}" if draw.difficulty else str(code)


def draw_problems(draft: Draft, draw: DraftDraw) -> Iterator[str]:
    """Yield every reason against one draw of a draft. No query."""
    pool, name = draft.pool(draw), draw_name(draw)
    needed = draw.count * len(forms_of(has_forms=draft.quiz.has_two_forms))
    if len(pool) < needed:
        fact = ngettext(
            "“%(draw)s” needs %(count)d question, and the bank has %(have)d that fit.",
            "“%(draw)s” needs %(count)d questions, and the bank has %(have)d that fit.",
            needed,
        ) % {"draw": name, "count": needed, "have": len(pool)}
        forms = _("Each of the two forms draws from questions of its own.")
        yield f"{fact} {forms}" if draft.quiz.has_two_forms else fact
    if draw.shared:
        names = ", ".join(_("“%(name)s”") % {"name": row} for row in draw.shared[:MOST_NAMES])
        yield _(
            "“%(draw)s” and an earlier entry would draw from the same questions, such as %(names)s. Say the difficulty "
            "in both, or make them one."
        ) % {"draw": name, "names": names}
    points = Counter(one.frozen.max_score for one in pool if one.frozen is not None)
    if len(points) > 1:
        most = points.most_common(1)[0][0]
        names = ", ".join(
            _("“%(name)s”") % {"name": one.row}
            for one in [one for one in pool if one.frozen is not None and one.frozen.max_score != most][:MOST_NAMES]
        )
        yield _("“%(draw)s” would draw questions worth different points, which is unfair: %(names)s.") % {
            "draw": name,
            "names": names,
        }
