"""Reading ``programme.yaml`` of a content pack: every mistake is named with its field."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from certification.enums import NUMBERS, Dimension, Setting, SignKey
from certification.exchange.programmes import (
    CriterionDoc,
    ProgrammeDoc,
    SignDoc,
    SignOffDoc,
    Texts,
    VignetteDoc,
)
from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Problems

LONGEST_CODE = 10
AT_LEAST_ONE = {"validity_months", "rating_months", "background_months", "tries"}


def read_programmes(
    text: str, file: str, problems: Problems, languages: Sequence[str]
) -> tuple[ProgrammeDoc, ...] | None:
    """Return the programmes of the file."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    programmes = tuple(_programme(entry, languages) for entry in fields.children("programmes"))
    _once(fields, "programmes", [one.id for one in programmes])
    fields.end()
    return programmes


def _programme(entry: Fields, languages: Sequence[str]) -> ProgrammeDoc:
    programme = ProgrammeDoc(
        id=entry.identifier("id"),
        title=entry.texts("title", languages, most=150),
        summary=entry.texts("summary", languages, most=1000),
        award=entry.texts("award", languages, most=150),
        courses=entry.identifiers("courses", required=False),
        test=entry.identifier("test", required=False),
        renewal_test=entry.identifier("renewal_test", required=False),
        numbers=_numbers(entry.child("numbers")),
        levels=_levels(entry),
        conduct=tuple(_conduct(entry, languages)),
        sign_offs=tuple(_sign_off(one, languages) for one in entry.children("sign_offs", required=False)),
        vignettes=tuple(_vignette(one, languages) for one in entry.children("vignettes", required=False)),
    )
    if programme.test and not programme.renewal_test:
        entry.add("renewal_test", _("A programme with a test says which test a renewal asks for."))
    if not programme.conduct:
        entry.add("code_of_conduct", _("This field is empty."))
    _once(entry, "sign_offs", [one.id for one in programme.sign_offs])
    _once(entry, "vignettes", [one.id for one in programme.vignettes])
    entry.end()
    return programme


def _numbers(entry: Fields) -> dict[str, int]:
    """Return the numbers that differ from the usual ones, in the usual order."""
    read = {
        name: entry.whole(
            name, 1 if name in AT_LEAST_ONE else 0, 100 if name.endswith("percent") else 1000, default=usual
        )
        for name, usual in NUMBERS.items()
    }
    entry.end()
    return {name: value for name, value in read.items() if value != NUMBERS[name]}


def _levels(entry: Fields) -> dict[str, int]:
    levels: dict[str, int] = {}
    for row in entry.children("levels", required=False):
        code = row.identifier("competency")
        if code in levels:
            row.add("competency", _("A name stands here twice."))
        levels[code] = row.whole("level", 1, 4)
        row.end()
    return levels


def _conduct(entry: Fields, languages: Sequence[str]) -> Iterable[Texts]:
    for row in entry.children("code_of_conduct"):
        said = row.texts("text", languages, most=300)
        if any("\n" in text for text in said.values()):
            row.add("text", _("Each entry is one sentence on one line."))
        row.end()
        yield said


def _sign_off(entry: Fields, languages: Sequence[str]) -> SignOffDoc:
    sign_off = SignOffDoc(
        id=_code(entry),
        title=entry.texts("title", languages, most=200),
        settings=entry.strings("settings", most=20),
        competencies=entry.identifiers("competencies", required=False),
        criteria=tuple(_criterion(one, languages) for one in entry.children("criteria")),
        is_for_renewal=entry.flag("is_for_renewal", default=False),
        sheets=entry.whole("sheets", 0, 20, default=0),
        agreement_percent=entry.whole("agreement_percent", 0, 100, default=0),
        log_entries=entry.whole("log_entries", 0, 50, default=0),
    )
    if not sign_off.settings or not set(sign_off.settings) <= set(Setting.values):
        entry.add("settings", _("This should be one of: %(options)s.") % {"options": ", ".join(Setting.values)})
    if not sign_off.criteria:
        entry.add("criteria", _("This field is empty."))
    _once(entry, "criteria", [one.id for one in sign_off.criteria])
    entry.end()
    return sign_off


def _criterion(entry: Fields, languages: Sequence[str]) -> CriterionDoc:
    criterion = CriterionDoc(entry.identifier("id"), entry.texts("text", languages, most=250))
    entry.end()
    return criterion


def _vignette(entry: Fields, languages: Sequence[str]) -> VignetteDoc:
    vignette = VignetteDoc(
        id=_code(entry),
        text=entry.texts("text", languages, most=2000),
        questions=entry.texts("questions", languages, most=1000),
        model_answer=entry.texts("model_answer", languages, most=3000),
        not_do=entry.texts("not_do", languages, most=1500),
        signs=tuple(_sign(one, languages) for one in entry.children("signs")),
    )
    _once(entry, "signs", [one.id for one in vignette.signs])
    entry.end()
    return vignette


def _sign(entry: Fields, languages: Sequence[str]) -> SignDoc:
    sign = SignDoc(
        id=entry.identifier("id"),
        dimension=entry.choice("dimension", Dimension.values),
        key=entry.choice("key", SignKey.values),
        text=entry.texts("text", languages, most=250),
    )
    entry.end()
    return sign


def _code(entry: Fields) -> str:
    code = entry.identifier("id")
    if len(code) > LONGEST_CODE:
        entry.add("id", _("This is longer than %(most)d characters.") % {"most": LONGEST_CODE})
    return code


def _once(fields: Fields, name: str, values: Sequence[str]) -> None:
    if len(set(values)) < len(values):
        fields.add(name, _("A name stands here twice."))
