"""The whole pack as it stands in rows and pages now."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from assessments.exchange.rubric_pack import RubricDoc
from assessments.models import Rubric
from certification.exchange.programmes import ProgrammeDoc
from certification.models import Programme
from cms.models import CustomDocument, CustomImage, CustomMedia
from curriculum.enums import LEVELS, CourseKind, CourseReaders
from curriculum.exchange.pack import CompetencyDoc, CourseDoc, FactDoc, FactsDoc, FrameworkDoc
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
from lessons.models import LessonPage
from packs.exchange.manifest import LessonPlace, Manifest, Picture, Review, Unit
from packs.exchange.pack import RESOURCES, LessonFiles, PackDoc
from packs.models import Pack
from packs.services import files, pictures
from packs.services.adopting import adopt
from packs.services.lesson_documents import LessonDocuments
from packs.services.library import read_resource
from packs.services.names import Names
from packs.services.programmes import read_programme
from packs.services.reading import Reader
from packs.services.report import PackRefused
from packs.services.rows import REVIEW_FIELDS
from packs.services.rubrics import read_rubric


class Documents:
    """Reads one pack; without ``keep`` it writes nothing, not even names of what authors added.

    Rows the pack had and has no more are left out; rows that authors added below it come along.
    """

    def __init__(self, kept: Pack, *, keep: bool = True) -> None:
        self._kept = kept
        self._path_of = partial(adopt, kept.pack_id, keep=keep)
        self._order = {name: number for number, name in enumerate(kept.manifest["rows"])}
        self.names = Names(kept.pack_id)
        self._languages = tuple(kept.manifest["languages"])
        locales = {code: Locale.objects.get(language_code=code) for code in self._languages}
        self._source = locales[self._languages[0]]
        self._readers = {code: Reader(self._source, locale) for code, locale in locales.items()}
        self.names.picture_numbers = {path: image.pk for path, image in pictures.read(kept.pack_id).items()}
        self._lessons = LessonDocuments(kept.pack_id, self.names, self._readers, keep=keep)

    def incomplete(self) -> dict[str, list[str]]:
        """Return, by language, the names of what is not translated as a whole."""
        return {code: reader.incomplete for code, reader in self._readers.items() if reader.incomplete}

    def pack(self) -> PackDoc:
        """Return everything the pack says now. Raises ``PackRefused`` where its files could not say it."""
        framework = self._framework()
        lessons: dict[str, LessonFiles] = {}
        reviews: list[Review] = []
        units = []
        course = self._rows(CoursePage, "course")[0]
        below = [
            (unit, self._children(unit, LessonPage, "lesson", _lesson_names))
            for unit in self._children(course, UnitPage, "unit", _unit_names)
        ]
        self._lessons.claim(page for _unit, pages in below for page in pages)
        for unit, pages in below:
            places = []
            for page in pages:
                lesson_id = self.names.known(page.translation_key, "lesson")
                path = self._kept.manifest["paths"].get(lesson_id) or f"lessons/{page.number.replace('.', '-')}"
                lessons[lesson_id] = self._lessons.files(page, lesson_id, path)
                reviews += self._reviews(page, lesson_id)
                places.append(LessonPlace(lesson_id, path))
            units.append(Unit(self._course(unit, "unit"), tuple(places)))
        resources = self._resources()
        if self._lessons.problems:
            raise PackRefused(self._lessons.problems)
        media = pictures.read(self._kept.pack_id) | files.read(self._kept.pack_id)  # some were named just now
        manifest = Manifest(
            id=self._kept.pack_id,
            version=self._kept.version,
            languages=self._languages,
            licence=self._kept.manifest["licence"],
            attribution=self._kept.manifest["attribution"],
            course=self._course(course, "course"),
            units=tuple(units),
            review=tuple(reviews),
            media=tuple(self._picture(path, media[path]) for path in sorted(media)),
        )
        facts = tuple(self._fact(row) for row in self._rows(CountryFact, "fact"))
        return PackDoc(
            manifest=manifest,
            framework=framework,
            facts=FactsDoc(facts, self._kept.manifest["facts_note"]),
            lessons=lessons,
            rubrics=self._rubrics(),
            programmes=tuple(self._programmes()),
            resources=resources,
            pictures={path: _bytes(image) for path, image in media.items()},
        )

    def _rubrics(self) -> tuple[RubricDoc, ...]:
        """Return the rubrics of the pack in the order of its file, then those that authors added to its questions."""
        rows = {self.names.known(row.translation_key, "rubric"): row for row in self._rows(Rubric, "rubric")}
        rows |= {name: row for name, row in self._lessons.rubrics.items() if name not in rows}
        return tuple(read_rubric(row, name, self.names, self._readers) for name, row in rows.items())

    def _programmes(self) -> Iterator[ProgrammeDoc]:
        for row in self._rows(Programme, "programme"):
            short = self.names.known(row.translation_key, "programme")
            name = f"programme/{short}"
            yield read_programme(row, short, self.names, partial(self._texts, row, name))

    def _resources(self) -> tuple[ResourceDoc, ...]:
        """Return the library of the pack in its order; what authors add to the library belongs to no pack."""
        found = [(self.names.known(row.translation_key, "resource"), row) for row in self._rows(Resource, "resource")]
        docs = tuple(read_resource(row, name, self.names, self._readers, self._path_of) for name, row in found)
        for one in docs:
            if not one.lesson and not one.places:
                message = _("%(name)s gives people something that belongs to another pack.") % {"name": one.id}
                self._lessons.problems.add(RESOURCES, one.id, message)
        return docs

    def _rows(self, model: type[Any], base: str) -> list[Any]:
        """Return the rows of the pack in the source language, in the order of its files."""
        found = []
        for row in model.objects.filter(locale=self._source):
            name = f"{base}/{self.names.known(row.translation_key, base)}"
            if name in self._order:
                found.append((self._order[name], row))
        return [row for _number, row in sorted(found, key=lambda pair: pair[0])]

    def _children(
        self, parent: Page, model: type[Any], base: str, candidates: Callable[[Any], Iterator[str]]
    ) -> list[Any]:
        """Return the published pages below: those of the pack, and those that authors added, named here."""
        pages = []
        for page in model.objects.child_of(parent).live().order_by("path"):
            known = self.names.known(page.translation_key, base)
            if not known:
                self.names.label(base, page.translation_key, candidates(page))
            if not known or f"{base}/{known}" in self._order:
                pages.append(page)
        return pages

    def _texts(self, row: Any, name: str, attribute: str) -> dict[str, str]:
        """Return one text of a row in every language that has it."""
        words = {
            code: str(getattr(reader.read(row, name), attribute)).strip() for code, reader in self._readers.items()
        }
        return {code: text for code, text in words.items() if text}

    def _course(self, page: Any, base: str) -> CourseDoc:
        short = self.names.known(page.translation_key, base)
        name = f"{base}/{short}"
        return CourseDoc(
            id=short,
            slug=page.slug,
            title=self._texts(page, name, "title"),
            summary=self._texts(page, name, "summary"),
            audience=self._texts(page, name, "audience") if base == "course" else {},
            kind=page.kind if base == "course" else CourseKind.PREVENTION,
            readers=page.readers if base == "course" else CourseReaders.SOCIAL_WORKERS,
        )

    def _framework(self) -> FrameworkDoc:
        row = self._rows(CompetencyFramework, "framework")[0]
        short = self.names.known(row.translation_key, "framework")
        competencies = []
        below: dict[int, list[CompetencyLevel]] = defaultdict(list)
        for level in CompetencyLevel.objects.filter(competency__framework=row, locale=self._source).order_by("level"):
            below[level.competency_id].append(level)
        for competency in Competency.objects.filter(framework=row, locale=self._source).order_by("pk"):
            known = self.names.known(competency.translation_key, "competency")
            code = known or self.names.label("competency", competency.translation_key, _codes(competency))
            place = self._order.get(f"competency/{code}", len(self._order))
            if not known or place < len(self._order):
                texts = self._texts(competency, f"competency/{code}", "statement")
                levels = [self._texts(one, f"level/{code}-{one.level}", "indicator") for one in below[competency.pk]]
                said = tuple(levels) if len(levels) == len(LEVELS) else ()
                competencies.append((place, CompetencyDoc(code, texts, said)))
        return FrameworkDoc(
            id=short,
            version=row.version,
            title=self._texts(row, f"framework/{short}", "title"),
            competencies=tuple(doc for _place, doc in sorted(competencies, key=lambda pair: pair[0])),
        )

    def _fact(self, row: CountryFact) -> FactDoc:
        short = self.names.known(row.translation_key, "fact")
        return FactDoc(
            id=short,
            country=row.country,
            topic=row.topic,
            value=self._texts(row, f"fact/{short}", "value"),
            source=row.source,
            verified_on=row.verified_on,
            verified_by=row.verified_by,
            next_check_on=row.next_check_on,
        )

    def _reviews(self, page: LessonPage, lesson_id: str) -> list[Review]:
        reviews = []
        for code, reader in self._readers.items():
            text = reader.read(page, f"lesson/{lesson_id}")
            status, by, on = (getattr(text, name) for name in REVIEW_FIELDS)
            reviews.append(Review(lesson_id, code, str(status), by, on))
        return reviews

    def _picture(self, path: str, image: CustomImage | CustomMedia | CustomDocument) -> Picture:
        licence = "" if image.licence == self._kept.manifest["licence"] else image.licence
        return Picture(path, image.title, licence, image.content_level)


def _unit_names(_page: UnitPage) -> Iterator[str]:
    return (f"m{number}" for number in count(1))


def _lesson_names(page: LessonPage) -> Iterator[str]:
    return _variants("l" + page.number.replace(".", ""), "-")


def _codes(competency: Competency) -> Iterator[str]:
    return _variants(competency.code.lower(), "")


def _variants(stem: str, joint: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}{joint}{number}" for number in count(2))


def _bytes(image: Any) -> bytes:
    with image.file.open("rb") as stream:
        data: bytes = stream.read()
    return data
