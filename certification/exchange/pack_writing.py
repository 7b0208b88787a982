"""Writing ``programme.yaml``: equal programmes give equal bytes."""

from collections.abc import Iterable

from certification.exchange.programmes import ProgrammeDoc, SignDoc, SignOffDoc, Texts, VignetteDoc
from cms.exchange import yaml_files
from cms.exchange.yaml_files import Inline, InlineMap, Yaml


def write_programmes(programmes: Iterable[ProgrammeDoc]) -> str:
    """Return the canonical file."""
    return yaml_files.dump({"programmes": [_programme(one) for one in programmes]})


def _programme(programme: ProgrammeDoc) -> Yaml:
    content: dict[str, Yaml] = {
        "id": programme.id,
        "title": dict(programme.title),
        "summary": dict(programme.summary),
        "award": dict(programme.award),
    }
    if programme.courses:
        content["courses"] = Inline(programme.courses)
    tests = {"test": programme.test, "renewal_test": programme.renewal_test}
    content |= {name: value for name, value in tests.items() if value}
    if programme.numbers:
        content["numbers"] = dict(programme.numbers)
    if programme.levels:
        content["levels"] = [
            InlineMap({"competency": code, "level": level}) for code, level in programme.levels.items()
        ]
    content["code_of_conduct"] = [{"text": dict(said)} for said in programme.conduct]
    if programme.sign_offs:
        content["sign_offs"] = [_sign_off(one) for one in programme.sign_offs]
    if programme.vignettes:
        content["vignettes"] = [_vignette(one) for one in programme.vignettes]
    return content


def _sign_off(one: SignOffDoc) -> Yaml:
    content: dict[str, Yaml] = {"id": one.id, "title": dict(one.title), "settings": Inline(one.settings)}
    if one.competencies:
        content["competencies"] = Inline(one.competencies)
    if one.is_for_renewal:
        content["is_for_renewal"] = True
    asked = {"sheets": one.sheets, "agreement_percent": one.agreement_percent, "log_entries": one.log_entries}
    content |= {name: value for name, value in asked.items() if value}
    content["criteria"] = [_named(criterion.id, criterion.text) for criterion in one.criteria]
    return content


def _vignette(one: VignetteDoc) -> Yaml:
    return {
        "id": one.id,
        "text": dict(one.text),
        "questions": dict(one.questions),
        "model_answer": dict(one.model_answer),
        "not_do": dict(one.not_do),
        "signs": [_sign(sign) for sign in one.signs],
    }


def _sign(sign: SignDoc) -> Yaml:
    return {"id": sign.id, "dimension": sign.dimension, "key": sign.key, "text": dict(sign.text)}


def _named(name: str, text: Texts) -> Yaml:
    return {"id": name, "text": dict(text)}
