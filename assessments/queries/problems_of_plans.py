"""What keeps draws, forms and a blueprint from being published."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.drawing import FORMS, forms_of
from assessments.enums import Difficulty
from assessments.grading import is_recorded
from assessments.queries.blueprint import blueprint_of
from assessments.queries.draft import Draft, DraftDraw

MOST_NAMES = 5


def plan_problems(draft: Draft) -> Iterator[str]:
    """Yield every reason against the draws, the forms and the blueprint of a draft. No query."""
    for draw in draft.draws:
        yield from _draw_problems(draft, draw)
    yield from _form_problems(draft)
    for one, frozen, _texts in draft.whole:
        if one.is_critical and not is_recorded(frozen):
            yield _("“%(name)s” has no right answer, so it cannot be one that has to be right.") % {"name": one.row}
    yield from _blueprint_problems(draft)


def draw_name(draw: DraftDraw) -> str:
    """Return how a draw is spoken of."""
    code = draw.competency.code if draw.competency else "?"
    return f"{code} · {Difficulty(draw.difficulty).label}" if draw.difficulty else str(code)


def _draw_problems(draft: Draft, draw: DraftDraw) -> Iterator[str]:
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


def _form_problems(draft: Draft) -> Iterator[str]:
    marked = [one for one in draft.fixed if one.form]
    if not draft.quiz.has_two_forms:
        for one in marked:
            yield _("“%(name)s” stands in form %(form)s only, but the quiz has no two forms.") % {
                "name": one.row,
                "form": one.form,
            }
        return
    if not marked and not draft.draws:
        yield _("Both forms ask the same. Mark questions for form A or B, or draw some from the bank.")
    points, sorts = Counter[str](), {form: Counter[tuple[str, str]]() for form in FORMS}
    for one in marked:
        code = one.row.competency.code if one.row.competency else "–"
        sorts[one.form][code, one.row.difficulty] += 1
        points[one.form] += one.frozen.max_score if one.frozen and is_recorded(one.frozen) else 0
    first, second = FORMS
    for code, difficulty in sorted(sorts[first] | sorts[second]):
        numbers = [sorts[form][code, difficulty] for form in FORMS]
        if numbers[0] != numbers[1]:
            yield _("The forms differ: %(sort)s stands %(a)d times in form A and %(b)d times in form B.") % {
                "sort": f"{code} · {Difficulty(difficulty).label}",
                "a": numbers[0],
                "b": numbers[1],
            }
    if points[first] != points[second]:
        yield _("The forms differ: the questions of form A alone give %(a)d points, those of form B %(b)d.") % {
            "a": points[first],
            "b": points[second],
        }


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
