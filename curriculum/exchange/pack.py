"""Course, modules, competencies and country facts of a content pack: fields to plain objects and back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Gap, Problems
from cms.exchange.yaml_files import Yaml
from curriculum.enums import LEVELS, CourseKind, CourseReaders, FactTopic

type Texts = Mapping[str, str]

COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class CourseDoc:
    """A course or one of its modules: ``audience``, ``kind`` and ``readers`` belong to a course only."""

    id: str
    slug: str
    title: Texts
    summary: Texts
    audience: Texts
    kind: str = CourseKind.PREVENTION
    readers: str = CourseReaders.SOCIAL_WORKERS


@dataclass(frozen=True, slots=True)
class CompetencyDoc:
    """One competency; ``levels`` say what can be seen at level 1 to 4, or are empty."""

    id: str
    statement: Texts
    levels: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkDoc:
    """The competency framework of a pack."""

    id: str
    version: str
    title: Texts
    competencies: tuple[CompetencyDoc, ...]


@dataclass(frozen=True, slots=True)
class FactDoc:
    """One dated fact about one country; nobody has checked one without dates, and students never see it."""

    id: str
    country: str
    topic: str
    value: Texts
    source: str
    verified_on: date | None
    verified_by: str
    next_check_on: date | None


@dataclass(frozen=True, slots=True)
class FactsDoc:
    """The facts of a pack; ``note`` is for whoever edits the file."""

    facts: tuple[FactDoc, ...] = ()
    note: str = ""


def read_course(fields: Fields, languages: Sequence[str], *, has_audience: bool) -> CourseDoc:
    """Return the course or module of these fields; the caller ends them."""
    kind, readers = _read_kind(fields) if has_audience else (CourseKind.PREVENTION, CourseReaders.SOCIAL_WORKERS)
    return CourseDoc(
        id=fields.identifier("id"),
        slug=fields.identifier("slug"),
        title=fields.texts("title", languages, most=255),
        summary=fields.texts("summary", languages, most=1000, required=False),
        audience=fields.texts("audience", languages, most=120, required=False) if has_audience else {},
        kind=kind,
        readers=readers,
    )


def _read_kind(fields: Fields) -> tuple[str, str]:
    kind = fields.choice("kind", CourseKind.values, CourseKind.PREVENTION)
    readers = fields.choice("readers", CourseReaders.values, CourseReaders.SOCIAL_WORKERS)
    if readers != CourseReaders.SOCIAL_WORKERS and kind != CourseKind.PROFESSIONAL:
        fields.add("readers", _("Only a course of the kind “professional” names its readers."))
    return kind, readers


def write_course(course: CourseDoc) -> dict[str, Yaml]:
    """Return the fields of a course or module."""
    content: dict[str, Yaml] = {"id": course.id, "slug": course.slug}
    if course.kind != CourseKind.PREVENTION:
        content["kind"] = str(course.kind)
    if course.readers != CourseReaders.SOCIAL_WORKERS:
        content["readers"] = str(course.readers)
    content["title"] = dict(course.title)
    if course.summary:
        content["summary"] = dict(course.summary)
    if course.audience:
        content["audience"] = dict(course.audience)
    return content


def read_framework(text: str, file: str, problems: Problems, languages: Sequence[str]) -> FrameworkDoc | None:
    """Return the framework of ``competencies.yaml``."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    framework = FrameworkDoc(
        id=fields.identifier("id"),
        version=fields.text("version", most=20),
        title=fields.texts("title", languages, most=150),
        competencies=tuple(_read_competencies(fields, languages)),
    )
    fields.end()
    return framework


def _read_competencies(fields: Fields, languages: Sequence[str]) -> Iterator[CompetencyDoc]:
    seen: set[str] = set()
    for entry in fields.children("competencies"):
        competency = CompetencyDoc(
            entry.identifier("id"), entry.texts("statement", languages, most=250), _read_levels(entry, languages)
        )
        if len(competency.id) > 10:  # noqa: PLR2004  the length of the code in the table
            entry.add("id", _("This is longer than %(most)d characters.") % {"most": 10})
        if competency.id in seen:
            entry.add("id", _("The name %(id)s stands here twice.") % {"id": competency.id})
        seen.add(competency.id)
        entry.end()
        yield competency


def _read_levels(entry: Fields, languages: Sequence[str]) -> tuple[Texts, ...]:
    """Return what can be seen at each level: all four in their order, or none."""
    levels = []
    for number, row in enumerate(entry.children("levels", required=False), 1):
        if row.whole("level", 1, max(LEVELS)) != number:
            row.add("level", _("The levels come in their order, from 1."))
        levels.append(row.texts("indicator", languages, most=250))
        row.end()
    if levels and len(levels) != len(LEVELS):
        entry.add("levels", _("A competency has all four levels, or none."))
        return ()
    return tuple(levels)


def write_framework(framework: FrameworkDoc) -> str:
    """Return the canonical file."""
    return yaml_files.dump(
        {
            "id": framework.id,
            "version": framework.version,
            "title": dict(framework.title),
            "competencies": [_write_competency(competency) for competency in framework.competencies],
        }
    )


def _write_competency(competency: CompetencyDoc) -> dict[str, Yaml]:
    content: dict[str, Yaml] = {"id": competency.id, "statement": dict(competency.statement)}
    if competency.levels:
        content["levels"] = [
            {"level": number, "indicator": dict(text)} for number, text in zip(LEVELS, competency.levels, strict=True)
        ]
    return content


def read_facts(text: str, file: str, problems: Problems, languages: Sequence[str]) -> FactsDoc | None:
    """Return the facts of ``facts.yaml``."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    facts = FactsDoc(
        note=fields.text("note", most=1000, required=False),
        facts=tuple(_read_fact(entry, languages) for entry in fields.children("facts", required=False)),
    )
    names = [fact.id for fact in facts.facts]
    if len(set(names)) < len(names):
        fields.add("facts", _("A name stands here twice."))
    fields.end()
    return facts


def _read_fact(entry: Fields, languages: Sequence[str]) -> FactDoc:
    fact = FactDoc(
        id=entry.identifier("id"),
        country=entry.text("country", most=2),
        topic=entry.choice("topic", FactTopic.values),
        value=entry.texts("value", languages, most=2000),
        source=entry.text("source", most=250),
        verified_on=entry.day("verified_on", required=False),
        verified_by=entry.text("verified_by", most=120, required=False),
        next_check_on=entry.day("next_check_on", required=False),
    )
    if not COUNTRY.fullmatch(fact.country):
        entry.add("country", _("A country is two capital letters."))
    checked = [bool(fact.verified_on), bool(fact.verified_by), bool(fact.next_check_on)]
    if any(checked) != all(checked):
        entry.add("verified_on", _("Say who checked it, when, and when next; or leave all three empty."))
    if fact.verified_on and fact.next_check_on and fact.next_check_on <= fact.verified_on:
        entry.add("next_check_on", _("The next check comes after the last one."))
    entry.end()
    return fact


def write_facts(facts: FactsDoc) -> str:
    """Return the canonical file."""
    rows: list[Yaml] = [
        {
            "id": fact.id,
            "country": fact.country,
            "topic": fact.topic,
            "value": dict(fact.value),
            "source": fact.source,
            "verified_on": fact.verified_on,
            "verified_by": fact.verified_by,
            "next_check_on": fact.next_check_on,
        }
        for fact in facts.facts
    ]
    note: dict[str, Yaml] = {"note": facts.note} if facts.note else {}
    return yaml_files.dump({**note, "facts": rows})


def _text_gaps(texts: Texts, language: str, file: str, *, place: str, owner: str) -> Iterator[Gap]:
    if texts and language not in texts:
        yield Gap(file, f"{place}.{language}", _("is not translated"), owner)


def course_gaps(course: CourseDoc, language: str, file: str, *, owner: str) -> Iterator[Gap]:
    """Yield what a course or module lacks in a language."""
    for name, texts in (("title", course.title), ("summary", course.summary), ("audience", course.audience)):
        yield from _text_gaps(texts, language, file, place=f"{owner}.{name}", owner=owner)


def framework_gaps(framework: FrameworkDoc, language: str, file: str) -> Iterator[Gap]:
    """Yield what the framework lacks in a language."""
    yield from _text_gaps(framework.title, language, file, place="title", owner=f"framework/{framework.id}")
    for competency in framework.competencies:
        place = f"competencies[{competency.id}].statement"
        owner = f"competency/{competency.id}"
        yield from _text_gaps(competency.statement, language, file, place=place, owner=owner)
        for number, text in zip(LEVELS, competency.levels, strict=False):
            place, owner = f"competencies[{competency.id}].levels[{number}]", f"level/{competency.id}-{number}"
            yield from _text_gaps(text, language, file, place=place, owner=owner)


def facts_gaps(facts: FactsDoc, language: str, file: str) -> Iterator[Gap]:
    """Yield what the facts lack in a language."""
    for fact in facts.facts:
        place = f"facts[{fact.id}].value"
        yield from _text_gaps(fact.value, language, file, place=place, owner=f"fact/{fact.id}")
