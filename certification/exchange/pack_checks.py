"""What programmes name that the pack does not hold, and what their translations lack."""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _

from certification.exchange.programmes import ProgrammeDoc, Texts
from cms.exchange.problems import Gap, PackProblem


def programme_problems(
    programmes: Iterable[ProgrammeDoc],
    file: str,
    *,
    courses: Collection[str],
    quizzes: Collection[str],
    competencies: Collection[str],
) -> Iterator[PackProblem]:
    """Yield the names that mean nothing in this pack."""
    for one in programmes:
        place = f"programmes[{one.id}]"
        for name in sorted(set(one.courses) - set(courses)):
            yield PackProblem(file, f"{place}.courses", _("There is no course %(id)s.") % {"id": name})
        for name in sorted({one.test, one.renewal_test} - {"", *quizzes}):
            yield PackProblem(file, f"{place}.test", _("There is no quiz %(id)s.") % {"id": name})
        for name in sorted(one.named() - set(competencies)):
            yield PackProblem(file, place, _("There is no competency %(id)s.") % {"id": name})


def programme_gaps(programmes: Iterable[ProgrammeDoc], language: str, file: str) -> Iterator[Gap]:
    """Yield what the programmes lack in a language."""
    for one in programmes:
        for place, texts in _texts(one):
            if texts and language not in texts:
                where = f"programmes[{one.id}].{place}.{language}"
                yield Gap(file, where, _("is not translated"), f"programme/{one.id}")


def _texts(one: ProgrammeDoc) -> Iterator[tuple[str, Texts]]:
    yield from (("title", one.title), ("summary", one.summary), ("award", one.award))
    for number, said in enumerate(one.conduct):
        yield f"code_of_conduct[{number}].text", said
    for rule in one.sign_offs:
        yield f"sign_offs[{rule.id}].title", rule.title
        for criterion in rule.criteria:
            yield f"sign_offs[{rule.id}].criteria[{criterion.id}].text", criterion.text
    for case in one.vignettes:
        named = (("text", case.text), ("questions", case.questions), ("model_answer", case.model_answer))
        for name, texts in (*named, ("not_do", case.not_do)):
            yield f"vignettes[{case.id}].{name}", texts
        for sign in case.signs:
            yield f"vignettes[{case.id}].signs[{sign.id}].text", sign.text
