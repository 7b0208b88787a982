"""What one pack says that another does not: by lesson, language and question, without the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from hashlib import sha256

from curriculum.exchange.pack import CourseDoc
from packs.exchange.pack import LessonFiles, PackDoc

type Place = tuple[str, str]


class Change(StrEnum):
    """What an import would do."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; ``language`` is empty where a thing is the same in all of them."""

    place: str
    language: str
    change: Change


def differences(before: PackDoc | None, after: PackDoc) -> list[Difference]:
    """Return every place that differs, in the order of the pack; before the first import everything is new."""
    old = dict(_places(before)) if before else {}
    new = dict(_places(after))
    found = [
        Difference(*place, Change.CHANGED if place in old else Change.NEW)
        for place, said in new.items()
        if old.get(place) != said
    ]
    return [*found, *(Difference(*place, Change.GONE) for place in old if place not in new)]


def _places(pack: PackDoc) -> Iterator[tuple[Place, object]]:
    manifest = pack.manifest
    yield ("manifest", ""), (manifest.version, manifest.languages, manifest.licence, manifest.attribution)
    yield from _course(f"course/{manifest.course.id}", manifest.course)
    for unit in manifest.units:
        yield from _course(f"unit/{unit.texts.id}", unit.texts)
        yield (f"unit/{unit.texts.id}/lessons", ""), unit.lessons
    yield from _words(f"framework/{pack.framework.id}", pack.framework.title)
    for competency in pack.framework.competencies:
        yield from _words(f"competency/{competency.id}", competency.statement)
    yield from _records(pack)
    for lesson_id, files in pack.lessons.items():
        yield from _lesson(lesson_id, files)
    for review in manifest.review:
        yield (f"lesson/{review.lesson}/review", review.language), review
    for picture in manifest.media:
        yield (picture.path, ""), (picture, sha256(pack.pictures.get(picture.path, b"")).digest())


def _records(pack: PackDoc) -> Iterator[tuple[Place, object]]:
    for fact in pack.facts.facts:
        yield (f"fact/{fact.id}", ""), replace(fact, value={})
        yield from _words(f"fact/{fact.id}", fact.value)
    for programme in pack.programmes:
        yield (f"programme/{programme.id}", ""), programme
    for rubric in pack.rubrics:
        yield (f"rubric/{rubric.id}", ""), rubric
    for resource in pack.resources:
        name = f"resource/{resource.id}"
        yield (name, ""), replace(resource, words={}, places={})
        for field_name, texts in (*resource.words.items(), *resource.places.items()):
            yield from _words(f"{name}/{field_name}", texts)


def _course(name: str, course: CourseDoc) -> Iterator[tuple[Place, object]]:
    yield (name, ""), (course.slug, str(course.kind), str(course.readers))
    for field_name in ("title", "summary", "audience"):
        yield from _words(f"{name}/{field_name}", getattr(course, field_name))


def _words(name: str, texts: Mapping[str, str]) -> Iterator[tuple[Place, object]]:
    yield from (((name, language), text) for language, text in texts.items())


def _lesson(lesson_id: str, files: LessonFiles) -> Iterator[tuple[Place, object]]:
    name = f"lesson/{lesson_id}"
    for language, lesson in files.lesson.items():
        yield (name, language), replace(lesson, steps=())
        for step in lesson.steps:
            yield (f"{name}/{step.id}", language), replace(step, blocks=())
            yield from (((f"{name}/{block.id}", language), block) for block in step.blocks)
    for language, guide in files.guide.items():
        yield (f"{name}/guide", language), guide
    for language, quiz in files.quiz.items():
        asked = tuple(item.id for item in quiz.by_id.values())
        said = {one.name: getattr(quiz, one.name) for one in fields(quiz)} | dict.fromkeys(
            ("items", "practice", "bank")
        )
        yield (f"quiz/{quiz.id}", language), (asked, said)
        yield from (((f"item/{item.id}", language), item) for item in quiz.by_id.values())
