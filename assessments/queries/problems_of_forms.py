"""What keeps two forms from being published: they are the same, or not equally hard."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.drawing import FORMS
from assessments.enums import Difficulty
from assessments.grading import is_recorded
from assessments.queries.draft import Draft


def form_problems(draft: Draft) -> Iterator[str]:
    """Yield every reason against the forms of a draft, also where it has none. No query."""
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
