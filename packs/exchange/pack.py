"""A whole pack: all files read together, and written together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.exchange import pack as quiz_files
from assessments.exchange import rubric_pack as rubric_files
from assessments.exchange.pack import QuizDoc
from assessments.exchange.rubric_pack import RubricDoc
from certification.exchange import pack as programme_files
from certification.exchange.pack_writing import write_programmes
from certification.exchange.programmes import ProgrammeDoc
from cms.exchange import plain_text
from cms.exchange.problems import Problems
from curriculum.exchange import pack as curriculum_files
from curriculum.exchange import resource_pack as resource_files
from curriculum.exchange.pack import FactsDoc, FrameworkDoc
from curriculum.exchange.resource_pack import ResourceDoc
from lessons.exchange import pack as lesson_files
from lessons.exchange.pack import GuideDoc, LessonDoc
from packs.exchange import manifest as manifest_file
from packs.exchange.manifest import Manifest
from packs.exchange.signature import SIGNATURE
from packs.exchange.source import MANIFEST, Files

COMPETENCIES = "competencies.yaml"
FACTS = "facts.yaml"
RUBRICS = "rubrics.yaml"
PROGRAMMES = "programme.yaml"
RESOURCES = "resources.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFiles:
    """A lesson's files by language; a language that is missing was not in the pack."""

    path: str
    lesson: Mapping[str, LessonDoc] = field(default_factory=dict)
    guide: Mapping[str, GuideDoc] = field(default_factory=dict)
    quiz: Mapping[str, QuizDoc] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDoc:
    """Everything a pack says."""

    manifest: Manifest
    framework: FrameworkDoc
    facts: FactsDoc
    lessons: Mapping[str, LessonFiles]
    rubrics: tuple[RubricDoc, ...] = ()
    programmes: tuple[ProgrammeDoc, ...] = ()
    resources: tuple[ResourceDoc, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def lesson_file(path: str, name: str, language: str) -> str:
    """Return the path of a lesson's file: ``name`` is lesson, guide or quiz."""
    return f"{path}/{name}.{language}.{'yaml' if name == 'quiz' else 'md'}"


def read(files: Files, problems: Problems) -> PackDoc | None:
    """Return the pack; None when the manifest or a file of the source language cannot be read at all."""
    return _Reader(files, problems).pack()


class _Reader:
    """Reads each file once and knows which were asked for."""

    def __init__(self, files: Files, problems: Problems) -> None:
        self._files = files
        self._problems = problems
        self._asked: set[str] = set()

    def pack(self) -> PackDoc | None:
        """Return the pack, and note the files that nothing mentions."""
        text = self._text(MANIFEST)
        manifest = manifest_file.read(text, MANIFEST, self._problems) if text is not None else None
        if manifest is None:
            return None
        framework = self._framework(manifest)
        facts = self._facts(manifest)
        rubrics = self._rubrics(manifest)
        programmes = self._programmes(manifest)
        resources = self._resources(manifest)
        lessons = {place.id: self._lesson(place.id, place.path, manifest) for place in manifest.lessons}
        pictures = {picture.path: self._picture(picture.path) for picture in manifest.media}
        for name in sorted(set(self._files) - self._asked - {SIGNATURE}):
            self._problems.add(name, "", _("The pack does not mention this file."))
        if (
            framework is None
            or facts is None
            or rubrics is None
            or programmes is None
            or resources is None
            or not all(self._is_whole(one, manifest) for one in lessons.values())
        ):
            return None
        return PackDoc(
            manifest=manifest,
            framework=framework,
            facts=facts,
            lessons=lessons,
            rubrics=rubrics,
            programmes=programmes,
            resources=resources,
            pictures=pictures,
        )

    def _is_whole(self, lesson: LessonFiles, manifest: Manifest) -> bool:
        return all(manifest.source in files for files in (lesson.lesson, lesson.guide, lesson.quiz))

    def _text(self, name: str, *, required: bool = True) -> str | None:
        self._asked.add(name)
        if name in self._files:
            return plain_text.decode(self._files[name], name, self._problems)
        if required:
            self._problems.add(name, "", _("The file is missing."))
        return None

    def _picture(self, path: str) -> bytes:
        self._asked.add(path)
        if path not in self._files:
            self._problems.add(path, "", _("The file is missing."))
        return self._files.get(path, b"")

    def _framework(self, manifest: Manifest) -> FrameworkDoc | None:
        text = self._text(COMPETENCIES)
        if text is None:
            return None
        return curriculum_files.read_framework(text, COMPETENCIES, self._problems, manifest.languages)

    def _facts(self, manifest: Manifest) -> FactsDoc | None:
        text = self._text(FACTS, required=False)
        if text is None:
            return None if FACTS in self._files else FactsDoc()
        return curriculum_files.read_facts(text, FACTS, self._problems, manifest.languages)

    def _rubrics(self, manifest: Manifest) -> tuple[RubricDoc, ...] | None:
        text = self._text(RUBRICS, required=False)
        if text is None:
            return None if RUBRICS in self._files else ()
        return rubric_files.read_rubrics(text, RUBRICS, self._problems, manifest.languages)

    def _programmes(self, manifest: Manifest) -> tuple[ProgrammeDoc, ...] | None:
        text = self._text(PROGRAMMES, required=False)
        if text is None:
            return None if PROGRAMMES in self._files else ()
        return programme_files.read_programmes(text, PROGRAMMES, self._problems, manifest.languages)

    def _resources(self, manifest: Manifest) -> tuple[ResourceDoc, ...] | None:
        text = self._text(RESOURCES, required=False)
        if text is None:
            return None if RESOURCES in self._files else ()
        return resource_files.read_resources(text, RESOURCES, self._problems, manifest.languages)

    def _lesson(self, lesson_id: str, path: str, manifest: Manifest) -> LessonFiles:
        lesson: dict[str, LessonDoc] = {}
        guide: dict[str, GuideDoc] = {}
        quiz: dict[str, QuizDoc] = {}
        for code in manifest.languages:
            is_source = code == manifest.source
            names = {name: lesson_file(path, name, code) for name in ("lesson", "guide", "quiz")}
            texts = {name: self._text(file, required=is_source) for name, file in names.items()}
            if texts["lesson"] is not None:
                lesson[code] = lesson_files.read_lesson(
                    texts["lesson"], names["lesson"], self._problems, is_source=is_source
                )
            if texts["guide"] is not None:
                guide[code] = lesson_files.read_guide(
                    texts["guide"], names["guide"], self._problems, is_source=is_source
                )
            # A translated quiz can be read only beside its source, which comes first.
            if texts["quiz"] is not None and (is_source or manifest.source in quiz):
                source = None if is_source else quiz[manifest.source]
                found = quiz_files.read(texts["quiz"], names["quiz"], self._problems, source)
                if found is not None:
                    quiz[code] = found
        for name, read in (("lesson", lesson), ("guide", guide)):
            source_doc = read.get(manifest.source)
            if isinstance(source_doc, LessonDoc | GuideDoc) and source_doc.id != lesson_id:
                file = lesson_file(path, name, manifest.source)
                self._problems.add(file, "id", _("The manifest calls this lesson %(id)s.") % {"id": lesson_id})
        return LessonFiles(path=path, lesson=lesson, guide=guide, quiz=quiz)


def write(pack: PackDoc) -> dict[str, bytes]:
    """Return every file of the pack by its path; equal packs give equal bytes."""
    texts = {
        MANIFEST: manifest_file.write(pack.manifest),
        COMPETENCIES: curriculum_files.write_framework(pack.framework),
    }
    if pack.facts.facts or pack.facts.note:
        texts[FACTS] = curriculum_files.write_facts(pack.facts)
    if pack.rubrics:
        texts[RUBRICS] = rubric_files.write_rubrics(pack.rubrics)
    if pack.programmes:
        texts[PROGRAMMES] = write_programmes(pack.programmes)
    if pack.resources:
        texts[RESOURCES] = resource_files.write_resources(pack.resources)
    for files in pack.lessons.values():
        texts |= dict(_lesson_texts(files))
    return {name: text.encode() for name, text in texts.items()} | dict(pack.pictures)


def _lesson_texts(files: LessonFiles) -> Iterator[tuple[str, str]]:
    for code, lesson in files.lesson.items():
        yield lesson_file(files.path, "lesson", code), lesson_files.write_lesson(lesson)
    for code, guide in files.guide.items():
        yield lesson_file(files.path, "guide", code), lesson_files.write_guide(guide)
    for code, quiz in files.quiz.items():
        yield lesson_file(files.path, "quiz", code), quiz_files.write(quiz)
