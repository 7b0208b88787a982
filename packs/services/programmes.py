"""Programmes of a pack: their rows for the import, and back into documents for the export."""

from collections.abc import Callable, Mapping
from typing import Any

from certification.enums import NUMBERS
from certification.exchange.programmes import ProgrammeDoc
from certification.models import Programme
from certification.queries.programme_docs import PackNames, programme_doc
from certification.services.programmes import save_parts
from curriculum.models import Competency, CoursePage
from packs.services.names import Names

TEXTS = ("title", "summary", "award", "code_of_conduct")
PROGRAMME_FIELDS = ("code", *TEXTS, "framework", "test", "renewal_test", *NUMBERS)


def fill_programme(doc: ProgrammeDoc, framework: str, written: Mapping[str, Any], language: str) -> Programme:
    """Return the row of a programme in a language, unsaved; ``framework`` is the name of the pack's own."""
    return Programme(
        code=doc.id,
        title=doc.title.get(language, ""),
        summary=doc.summary.get(language, ""),
        award=doc.award.get(language, ""),
        code_of_conduct="\n".join(said.get(language, "") for said in doc.conduct).strip(),
        framework=written[f"framework/{framework}"],
        test=written.get(f"quiz/{doc.test}"),
        renewal_test=written.get(f"quiz/{doc.renewal_test}"),
        **NUMBERS | dict(doc.numbers),
    )


def write_parts(doc: ProgrammeDoc, written: Mapping[str, Any]) -> bool:
    """Write what a programme asks for, where it differs from the file; return whether it did."""
    programme: Programme = written[f"programme/{doc.id}"]
    competencies: dict[str, Competency] = _below(written, "competency")
    courses: dict[str, CoursePage] = _below(written, "course")
    known = PackNames(
        competencies=_numbers(competencies), courses=_numbers(courses), quizzes=_numbers(_below(written, "quiz"))
    )
    texts: dict[str, dict[str, str]] = {name: {} for name in TEXTS}
    standing = programme_doc(programme, doc.id, texts, known)
    parts = ("courses", "levels", "sign_offs", "vignettes")
    if all(getattr(standing, name) == getattr(doc, name) for name in parts):
        return False
    save_parts(programme=programme, doc=doc, competencies=competencies, courses=courses)
    return True


def read_programme(row: Programme, short: str, names: Names, texts: Callable[[str], dict[str, str]]) -> ProgrammeDoc:
    """Return a programme as its rows say it now; ``texts`` gives one of its fields in every language."""
    levels = Competency.objects.filter(framework=row.framework_id).values_list("pk", "translation_key")
    courses = CoursePage.objects.filter(locale=row.locale_id).values_list("pk", "translation_key")
    quizzes = [one for one in (row.test, row.renewal_test) if one is not None]
    known = PackNames(
        competencies=_known(levels, names, "competency"),
        courses=_known(courses, names, "course"),
        quizzes=_known([(one.pk, one.translation_key) for one in quizzes], names, "quiz"),
    )
    return programme_doc(row, short, {name: texts(name) for name in TEXTS}, known)


def _below(written: Mapping[str, Any], base: str) -> dict[str, Any]:
    return {name.removeprefix(f"{base}/"): row for name, row in written.items() if name.startswith(f"{base}/")}


def _numbers(rows: Mapping[str, Any]) -> dict[int, str]:
    return {row.pk: name for name, row in rows.items()}


def _known(rows: Any, names: Names, base: str) -> dict[int, str]:
    found = {pk: names.known(key, base) for pk, key in rows}
    return {pk: name for pk, name in found.items() if name}
