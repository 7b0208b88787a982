"""``manifest.yaml``: what a pack is, its course and modules, its lessons in order, who looked at them, its pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cms.enums import ContentLevel
from cms.exchange import yaml_files
from cms.exchange.fields import Fields, is_identifier
from cms.exchange.problems import Problems
from cms.exchange.yaml_files import Inline, InlineMap, Yaml
from curriculum.exchange.pack import CourseDoc, read_course, write_course
from lessons.enums import ReviewStatus

FORMAT = "orientir-pack/1"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")
PATH = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,3}")
PICTURE = re.compile(
    r"media/[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*){0,3}\.(png|jpg|jpeg|webp|mp3|m4a|ogg|mp4|webm|pdf)"
)
SOUNDS = (".mp3", ".m4a", ".ogg")
FILMS = (".mp4", ".webm")
DOCUMENTS = (".pdf",)


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """A lesson of a module and the folder its files stand in."""

    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A module and its lessons in order."""

    texts: CourseDoc
    lessons: tuple[LessonPlace, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """How far a lesson in one language was looked at, by whom and when."""

    lesson: str
    language: str
    status: str = ReviewStatus.DRAFT.value
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, sound, film or document of the pack; ``path`` starts with ``media/``, its end says which."""

    path: str
    title: str
    licence: str = ""
    content_level: int = 0


def is_sound(path: str) -> bool:
    """Whether a path of the pack is that of a sound."""
    return path.endswith(SOUNDS)


def is_film(path: str) -> bool:
    """Whether a path of the pack is that of a film."""
    return path.endswith(FILMS)


def is_document(path: str) -> bool:
    """Whether a path of the pack is that of a document."""
    return path.endswith(DOCUMENTS)


def is_picture(path: str) -> bool:
    """Whether a path of the pack is that of a picture."""
    return not path.endswith((*SOUNDS, *FILMS, *DOCUMENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest; the first of ``languages`` is the source."""

    id: str
    version: str
    languages: tuple[str, ...]
    licence: str
    attribution: str
    course: CourseDoc
    units: tuple[Unit, ...]
    review: tuple[Review, ...] = ()
    media: tuple[Picture, ...] = ()

    @property
    def source(self) -> str:
        """Return the language that says what is asked and how it is built."""
        return self.languages[0]

    @property
    def translations(self) -> tuple[str, ...]:
        """Return the other languages."""
        return self.languages[1:]

    @property
    def lessons(self) -> Iterator[LessonPlace]:
        """Yield the lessons of all modules in order."""
        for unit in self.units:
            yield from unit.lessons


def read(text: str, file: str, problems: Problems) -> Manifest | None:
    """Return the manifest, or None when nothing else can be read without it."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    if fields.text("format", most=40) != FORMAT:
        fields.add("format", _("This version reads %(format)s only.") % {"format": FORMAT})
    languages = _read_languages(fields)
    if not languages:
        return None
    course = fields.child("course")
    manifest = Manifest(
        id=fields.identifier("id"),
        version=fields.text("version", most=20),
        languages=languages,
        licence=fields.text("licence", most=60),
        attribution=fields.text("attribution", most=200),
        course=read_course(course, languages, has_audience=True),
        units=tuple(_read_unit(entry, languages) for entry in fields.children("units")),
        review=tuple(_read_review(entry, languages) for entry in fields.children("review", required=False)),
        media=tuple(_read_picture(entry) for entry in fields.children("media", required=False)),
    )
    course.end()
    fields.end()
    _check_names(manifest, fields)
    return manifest


def _read_languages(fields: Fields) -> tuple[str, ...]:
    source = fields.text("source_language", most=12)
    languages = fields.strings("languages", most=12)
    if not all(LANGUAGE.fullmatch(code) for code in languages) or len(set(languages)) < len(languages):
        fields.add("languages", _("This should be different language codes such as en."))
        return ()
    if source not in languages:
        fields.add("source_language", _("The source language is one of the pack's languages."))
        return ()
    return (source, *(code for code in languages if code != source))


def _read_unit(entry: Fields, languages: tuple[str, ...]) -> Unit:
    texts = read_course(entry, languages, has_audience=False)
    lessons = []
    for row in entry.children("lessons", required=False):
        place = LessonPlace(row.identifier("id"), row.text("path", most=150))
        if not PATH.fullmatch(place.path) or place.path.split("/")[0] == "media":
            row.add("path", _("A path is folder names with slashes between, in small letters."))
        row.end()
        lessons.append(place)
    entry.end()
    return Unit(texts, tuple(lessons))


def _read_review(entry: Fields, languages: tuple[str, ...]) -> Review:
    review = Review(
        lesson=entry.identifier("lesson"),
        language=entry.choice("language", languages),
        status=entry.choice("status", ReviewStatus.values),
        by=entry.text("by", most=120, required=False),
        on=entry.day("on", required=False),
    )
    if review.status != ReviewStatus.DRAFT and not (review.by and review.on):
        entry.add("", _("A review has a name and a date."))
    entry.end()
    return review


def _read_picture(entry: Fields) -> Picture:
    picture = Picture(
        path=entry.text("path", most=150),
        title=entry.text("title", most=200),
        licence=entry.text("licence", most=100, required=False),
        content_level=entry.whole("content_level", 0, max(ContentLevel.values), default=0),
    )
    if not PICTURE.fullmatch(picture.path):
        entry.add(
            "path",
            _(
                "A picture is media/name.png, .jpg or .webp, a sound .mp3, .m4a or .ogg, a film .mp4 or .webm, "
                "a document .pdf, in small letters."
            ),
        )
    entry.end()
    return picture


def _check_names(manifest: Manifest, fields: Fields) -> None:
    """Note names, folders and slugs that stand twice, and reviews of lessons that are not there."""
    twice = _("A name stands here twice.")
    lessons = list(manifest.lessons)
    once: dict[str, list[object]] = {
        "units": [unit.texts.id for unit in manifest.units],
        "units.slug": [unit.texts.slug for unit in manifest.units],
        "units.lessons": [place.id for place in lessons],
        "units.lessons.path": [place.path for place in lessons],
        "review": [(review.lesson, review.language) for review in manifest.review],
        "media": [picture.path for picture in manifest.media],
    }
    for name, values in once.items():
        if len(set(values)) < len(values):
            fields.add(name, twice)
    known = {place.id for place in lessons}
    for review in manifest.review:
        if review.lesson not in known and is_identifier(review.lesson):
            fields.add("review", _("There is no lesson %(id)s.") % {"id": review.lesson})


def write(manifest: Manifest) -> str:
    """Return the canonical file."""
    content: dict[str, Yaml] = {
        "format": FORMAT,
        "id": manifest.id,
        "version": manifest.version,
        "source_language": manifest.source,
        "languages": Inline(manifest.languages),
        "licence": manifest.licence,
        "attribution": manifest.attribution,
        "course": write_course(manifest.course),
        "units": [_write_unit(unit) for unit in manifest.units],
    }
    if manifest.review:
        content["review"] = [_write_review(review) for review in manifest.review]
    if manifest.media:
        content["media"] = [_write_picture(picture) for picture in manifest.media]
    return yaml_files.dump(content)


def _write_unit(unit: Unit) -> Yaml:
    lessons: list[Yaml] = [InlineMap({"id": place.id, "path": place.path}) for place in unit.lessons]
    return write_course(unit.texts) | ({"lessons": lessons} if lessons else {})


def _write_review(review: Review) -> Yaml:
    return InlineMap(
        {
            "lesson": review.lesson,
            "language": review.language,
            "status": review.status,
            "by": review.by,
            "on": review.on,
        }
    )


def _write_picture(picture: Picture) -> Yaml:
    entry: dict[str, Yaml] = {"path": picture.path, "title": picture.title}
    if picture.licence:
        entry["licence"] = picture.licence
    if picture.content_level:
        entry["content_level"] = picture.content_level
    return entry
