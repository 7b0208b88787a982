"""Rubrics of a content pack: ``rubrics.yaml`` to plain objects and back; one file holds every language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.interactions.rubric import LEVELS, MOST_CRITERIA, MOST_POINTS
from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Gap, Problems
from cms.exchange.yaml_files import Yaml

type Texts = Mapping[str, str]

LONGEST_TEXT, LONGEST_LEVEL = 200, 250


@dataclass(frozen=True, slots=True)
class CriterionDoc:
    """One criterion; ``levels`` from 0 points on."""

    id: str
    text: Texts
    levels: tuple[Texts, ...]
    least: int = 0


@dataclass(frozen=True, slots=True)
class RubricDoc:
    """One rubric; its name is for lists and in no language."""

    id: str
    name: str
    criteria: tuple[CriterionDoc, ...]


def read_rubrics(text: str, file: str, problems: Problems, languages: Sequence[str]) -> tuple[RubricDoc, ...] | None:
    """Return the rubrics of a file; None when it cannot be read at all."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    rubrics = tuple(_read_rubric(entry, languages) for entry in fields.children("rubrics"))
    _check_once([rubric.id for rubric in rubrics], fields, "rubrics")
    fields.end()
    return rubrics


def _read_rubric(entry: Fields, languages: Sequence[str]) -> RubricDoc:
    rubric = RubricDoc(
        id=entry.identifier("id"),
        name=entry.text("name", most=120),
        criteria=tuple(_read_criterion(one, languages) for one in entry.children("criteria")),
    )
    if len(rubric.criteria) > MOST_CRITERIA:
        entry.add("criteria", _("A rubric has %(most)d criteria at most.") % {"most": MOST_CRITERIA})
    _check_once([one.id for one in rubric.criteria], entry, "criteria")
    entry.end()
    return rubric


def _read_criterion(entry: Fields, languages: Sequence[str]) -> CriterionDoc:
    criterion = CriterionDoc(
        id=entry.identifier("id"),
        least=entry.whole("least", 0, MOST_POINTS, 0),
        text=entry.texts("text", languages, most=LONGEST_TEXT),
        levels=tuple(entry.texts(f"level_{points}", languages, most=LONGEST_LEVEL) for points in LEVELS),
    )
    entry.end()
    return criterion


def _check_once(names: Sequence[str], fields: Fields, place: str) -> None:
    if len(set(names)) < len(names):
        fields.add(place, _("A name stands here twice."))


def write_rubrics(rubrics: Sequence[RubricDoc]) -> str:
    """Return the canonical file."""
    rows: list[Yaml] = [
        {"id": rubric.id, "name": rubric.name, "criteria": [_write_criterion(one) for one in rubric.criteria]}
        for rubric in rubrics
    ]
    return yaml_files.dump({"rubrics": rows})


def _write_criterion(one: CriterionDoc) -> Yaml:
    row: dict[str, Yaml] = {"id": one.id}
    if one.least:
        row["least"] = one.least
    return {**row, "text": dict(one.text), **{f"level_{points}": dict(one.levels[points]) for points in LEVELS}}


def rubric_gaps(rubrics: Sequence[RubricDoc], language: str, file: str) -> Iterator[Gap]:
    """Yield what the rubrics lack in a language."""
    for rubric in rubrics:
        for one in rubric.criteria:
            place = f"{rubric.id}.{one.id}"
            named = [("text", one.text), *((f"level_{points}", one.levels[points]) for points in LEVELS)]
            for name, texts in named:
                if language not in texts:
                    yield Gap(file, f"{place}.{name}.{language}", _("is not translated"), f"rubric/{rubric.id}")
