"""The rows and pages that a pack is made of: how each is filled in a language, and in which order they are written."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from assessments.exchange import pack as quiz_files
from assessments.exchange.pack import ItemDoc, QuizDoc
from assessments.exchange.rubric_pack import RubricDoc
from assessments.interactions.rubric import RUBRIC
from assessments.models import Item, Quiz, Rubric
from certification.exchange.programmes import ProgrammeDoc
from certification.models import Programme
from cms.models import CustomImage, CustomMedia
from curriculum.enums import LEVELS
from curriculum.exchange.pack import CompetencyDoc, CourseDoc, FactDoc
from curriculum.exchange.resource_pack import ResourceDoc
from curriculum.models import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    CountryFact,
    CoursePage,
    Resource,
    UnitPage,
)
from lessons.exchange.pack import LessonDoc
from lessons.exchange.pack_stream import Raw, guide_streams, lesson_streams
from lessons.models import LessonPage
from packs.exchange.manifest import Review
from packs.exchange.pack import (
    COMPETENCIES,
    FACTS,
    PROGRAMMES,
    RESOURCES,
    RUBRICS,
    LessonFiles,
    PackDoc,
    lesson_file,
)
from packs.exchange.source import MANIFEST
from packs.services.library import RESOURCE_FIELDS, fill_resource, own_values
from packs.services.names import Names
from packs.services.programmes import PROGRAMME_FIELDS, fill_programme
from packs.services.quiz_plans import PLAN_ROW_FIELDS, blueprint, entries, rules
from packs.services.rubrics import fill_rubric

COURSE_FIELDS = ("title", "slug", "summary", "audience", "kind", "readers")
UNIT_FIELDS = ("title", "slug", "summary")
LESSON_TEXTS = ("title", "slug", "number", "summary", "audience", "minutes", "content_level")
LESSON_FIELDS = (*LESSON_TEXTS, "objectives", "competencies", "body", "quiz", "materials", "guide")
LANGUAGE = "{language}"
MEDIA_FIELDS = ("picture", "picture_alt", "is_picture_decorative", "sound", "transcript")
REVIEW_FIELDS = ("review_status", "reviewed_by", "reviewed_on")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row or page of a pack. ``fill`` returns it unsaved in a language, or None when the pack lacks its file.

    ``file`` may have the language in its name (``LANGUAGE``). A translation is filled with texts only. ``owners`` are
    the names whose gaps keep it unpublished in a language.
    """

    name: str
    file: str
    model: type[Any]
    fields: tuple[str, ...]
    fill: Callable[[str], Any | None]
    owners: frozenset[str] = frozenset()
    parent: str = ""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    # What each language has for itself beside its words; a page has its reviews.
    own: Callable[[str], Mapping[str, Any]] | None = None

    def file_in(self, language: str) -> str:
        """Return the file that says what this row says in a language."""
        return self.file.replace(LANGUAGE, language)

    @property
    def is_page(self) -> bool:
        """Whether it stands in the page tree."""
        return issubclass(self.model, Page)

    @property
    def kind(self) -> str:
        """Return what the report calls it."""
        return str(self.model._meta.verbose_name_plural)


class Rows:
    """Lays out a pack's rows; ``written`` holds the source-language rows so far, by name."""

    def __init__(self, pack: PackDoc, names: Names, *, publish: bool = True) -> None:
        self._pack = pack
        self._publish = publish
        self._source = pack.manifest.source
        self._names = names
        self.written: dict[str, Any] = {}

    def all(self) -> Iterator[Row]:
        """Yield every row in an order in which each finds what it points at."""
        yield self._framework()
        for competency in self._pack.framework.competencies:
            yield self._competency(competency)
            for level in LEVELS if competency.levels else ():
                yield self._level(competency, level)
        for fact in self._pack.facts.facts:
            yield self._fact(fact)
        for rubric in self._pack.rubrics:
            yield self._rubric(rubric)
        course = self._pack.manifest.course
        yield self._page(f"course/{course.id}", CoursePage, COURSE_FIELDS, course, "")
        for unit in self._pack.manifest.units:
            yield self._page(f"unit/{unit.texts.id}", UnitPage, UNIT_FIELDS, unit.texts, f"course/{course.id}")
            for place in unit.lessons:
                yield from self._lesson(self._pack.lessons[place.id], f"unit/{unit.texts.id}")
        for programme in self._pack.programmes:
            yield self._programme(programme)
        for resource in self._pack.resources:
            yield self._resource(resource)

    def _framework(self) -> Row:
        framework = self._pack.framework
        name = f"framework/{framework.id}"

        def fill(language: str) -> CompetencyFramework:
            return CompetencyFramework(title=framework.title.get(language, ""), version=framework.version)

        return Row(
            name=name, file=COMPETENCIES, model=CompetencyFramework, fields=("title", "version"), fill=fill,
            owners=frozenset({name}),
        )  # fmt: skip

    def _competency(self, competency: CompetencyDoc) -> Row:
        name = f"competency/{competency.id}"

        def fill(language: str) -> Competency:
            return Competency(
                framework=self.written[f"framework/{self._pack.framework.id}"],
                code=competency.id.upper(),
                statement=competency.statement.get(language, ""),
            )

        return Row(
            name=name, file=COMPETENCIES, model=Competency, fields=("framework", "code", "statement"), fill=fill,
            owners=frozenset({name}),
        )  # fmt: skip

    def _level(self, competency: CompetencyDoc, level: int) -> Row:
        name = f"level/{competency.id}-{level}"

        def fill(language: str) -> CompetencyLevel:
            return CompetencyLevel(
                competency=self.written[f"competency/{competency.id}"],
                level=level,
                indicator=competency.levels[level - 1].get(language, ""),
            )

        return Row(
            name=name, file=COMPETENCIES, model=CompetencyLevel, fields=("competency", "level", "indicator"), fill=fill,
            owners=frozenset({name}),
        )  # fmt: skip

    def _programme(self, programme: ProgrammeDoc) -> Row:
        name, framework = f"programme/{programme.id}", self._pack.framework.id
        return Row(
            name=name, file=PROGRAMMES, model=Programme, fields=PROGRAMME_FIELDS, owners=frozenset({name}),
            fill=lambda language: fill_programme(programme, framework, self.written, language),
        )  # fmt: skip

    def _fact(self, fact: FactDoc) -> Row:
        name = f"fact/{fact.id}"
        fields = ("country", "topic", "value", "source", "verified_on", "verified_by", "next_check_on")

        def fill(language: str) -> CountryFact:
            values = {field: getattr(fact, field) for field in fields}
            return CountryFact(**values | {"value": fact.value.get(language, "")})

        return Row(name=name, file=FACTS, model=CountryFact, fields=fields, fill=fill, owners=frozenset({name}))

    def _rubric(self, rubric: RubricDoc) -> Row:
        name = f"rubric/{rubric.id}"
        return Row(
            name=name, file=RUBRICS, model=Rubric, fields=("name", "criteria"),
            fill=lambda language: fill_rubric(rubric, self._names, language), owners=frozenset({name}),
        )  # fmt: skip

    def _resource(self, resource: ResourceDoc) -> Row:
        name = f"resource/{resource.id}"

        def own(language: str) -> Mapping[str, Any]:
            rows = Resource.objects.published().filter(translation_key=self._names.key(name))
            is_standing = not self._publish and rows.filter(locale__language_code=language).exists()
            return own_values(resource, self._names, language, publish=self._publish or is_standing)

        def fill(language: str) -> Resource:
            page = self.written.get(f"lesson/{resource.lesson}") if resource.lesson else None
            return fill_resource(resource, own(language), page, language)

        return Row(
            name=name, file=RESOURCES, model=Resource, fields=RESOURCE_FIELDS, fill=fill,
            owners=frozenset({name}), own=own,
        )  # fmt: skip

    def _page(self, name: str, model: type[Any], fields: tuple[str, ...], course: CourseDoc, parent: str) -> Row:
        def fill(language: str) -> Any:
            same = [field for field in fields if field in ("slug", "kind", "readers")]
            values = {field: getattr(course, field).get(language, "") for field in fields if field not in same}
            return model(**values, **{field: getattr(course, field) for field in same})

        owners = frozenset({name, parent} - {""})
        return Row(name=name, file=MANIFEST, model=model, fields=fields, fill=fill, owners=owners, parent=parent)

    def _lesson(self, files: LessonFiles, unit: str) -> Iterator[Row]:
        lesson, quiz = files.lesson[self._source], files.quiz[self._source]
        for item in quiz.by_id.values():
            yield self._item(item, lesson, files)
        yield self._quiz(quiz, files)
        yield self._lesson_page(lesson, quiz, files, unit)

    def _item(self, item: ItemDoc, lesson: LessonDoc, files: LessonFiles) -> Row:
        name = f"item/{item.id}"

        def fill(language: str) -> Item | None:
            quiz = files.quiz.get(language)
            doc = quiz.by_id.get(item.id) if quiz else None
            if doc is None:
                return None
            prompt = " ".join(item.question.texts.get("prompt", "").split())
            return Item(
                name=f"{lesson.number} · {prompt}"[:120],
                interaction=_stream(quiz_files.to_stream(doc, self._names.uuid, self._number_of)),
                competency=self.written.get(f"competency/{item.competency}"),
                difficulty=item.difficulty,
                content_level=lesson.content_level,
                answer_level=item.answer_level,
                reteach=doc.reteach,
                **self._media(item, doc),
            )

        return Row(
            name=name,
            file=lesson_file(files.path, "quiz", LANGUAGE),
            model=Item,
            fields=("name", "interaction", *MEDIA_FIELDS, "reteach", "competency", "difficulty", "content_level"),
            fill=fill,
            owners=frozenset({name, *rubrics_of(item)}),
        )

    def _media(self, source: ItemDoc, doc: ItemDoc) -> dict[str, Any]:
        media = source.media
        picture = CustomImage.objects.get(pk=self._names.image(media.picture)) if media.picture else None
        path = doc.media.sound or media.sound  # a translation may have its own
        sound = CustomMedia.objects.get(pk=self._names.image(path)) if path else None
        words = (doc.media.alt, media.is_decorative, sound, doc.media.transcript)
        return dict(zip(MEDIA_FIELDS, (picture, *words), strict=True))

    def _number_of(self, of: str, name: str) -> int:
        """Return the number of a row that a question points at; it was written before."""
        number: int = self.written[f"{of}/{name}"].pk
        return number

    def _competency_of(self, code: str) -> Competency:
        found: Competency = self.written[f"competency/{code}"]
        return found

    def _quiz(self, quiz: QuizDoc, files: LessonFiles) -> Row:
        name = f"quiz/{quiz.id}"

        def fill(language: str) -> Quiz | None:
            doc = files.quiz.get(language)
            if doc is None:
                return None
            return Quiz(
                title=doc.title,
                questions=_stream(entries(quiz, self._names, self._competency_of)),
                blueprint=_stream(blueprint(quiz, self._names, self._competency_of)),
                pass_percent=quiz.pass_percent or 0,
                tries=quiz.tries or 1,
                **rules(quiz.plan),
            )

        return Row(
            name=name,
            file=lesson_file(files.path, "quiz", LANGUAGE),
            model=Quiz,
            fields=("title", "questions", "pass_percent", "tries", *PLAN_ROW_FIELDS),
            fill=fill,
            owners=frozenset(
                {
                    name,
                    *(o for item in (*quiz.items, *quiz.bank) for o in (f"item/{item.id}", *rubrics_of(item))),
                }
            ),
        )

    def _lesson_page(self, lesson: LessonDoc, quiz: QuizDoc, files: LessonFiles, unit: str) -> Row:
        name = f"lesson/{lesson.id}"
        reviews = {
            language: next(
                (one for one in self._pack.manifest.review if (one.lesson, one.language) == (lesson.id, language)),
                Review(lesson.id, language),
            )
            for language in self._pack.manifest.languages
        }

        def fill(language: str) -> LessonPage | None:
            doc, guide = files.lesson.get(language), files.guide.get(language)
            if doc is None or guide is None:
                return None
            values = {field: getattr(doc, field) for field in LESSON_TEXTS}
            streams = lesson_streams(doc, self._names) | guide_streams(guide, self._names)
            page = LessonPage(
                **values | {field: _stream(raw) for field, raw in streams.items()} | review_values(reviews[language])
            )
            page.slug = lesson.slug
            if doc.is_source:
                page.quiz = self.written[f"quiz/{quiz.id}"]
                page.competencies = [self.written[f"competency/{code}"] for code in lesson.competencies]
            return page

        everything = {name, unit, f"course/{self._pack.manifest.course.id}", f"quiz/{quiz.id}"}
        return Row(
            name=name,
            file=lesson_file(files.path, "lesson", LANGUAGE),
            model=LessonPage,
            fields=(*LESSON_FIELDS, *REVIEW_FIELDS),
            fill=fill,
            # A lesson is one thing to its class: it waits for its guide and its questions in that language.
            owners=frozenset(
                everything | {owner for item in quiz.by_id.values() for owner in (f"item/{item.id}", *rubrics_of(item))}
            ),
            parent=unit,
            reviews=reviews,
        )


def rubrics_of(item: ItemDoc) -> list[str]:
    """Return the name of the rubric that a question needs, if any."""
    named = item.question.settings.get(RUBRIC)
    return [f"{RUBRIC}/{named}"] if named else []


def review_values(review: Review) -> dict[str, Any]:
    """Return the values of the page's review fields."""
    return dict(zip(REVIEW_FIELDS, (review.status, review.by, review.on), strict=True))


def _stream(raw: list[Raw]) -> str:
    """Return the blocks as the field stores them; given as text, it keeps every id."""
    return json.dumps(raw)
