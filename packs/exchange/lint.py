"""What the house rules say against a pack, and what its translations lack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.exchange.pack import ItemDoc, QuizDoc, quiz_gaps, quiz_problems
from assessments.exchange.rubric_pack import rubric_gaps
from assessments.interactions.rubric import RUBRIC
from certification.exchange.pack_checks import programme_gaps, programme_problems
from cms.exchange.problems import Gap, PackProblem
from curriculum.exchange.pack import course_gaps, facts_gaps, framework_gaps
from curriculum.exchange.resource_pack import resource_gaps
from lessons.exchange.class_questions import experience_problem, kind_problem
from lessons.exchange.house_rules import name_problems
from lessons.exchange.pack_checks import (
    guide_gaps,
    guide_problems,
    length_problems,
    lesson_gaps,
    lesson_problems,
)
from packs.exchange.library import library_problems
from packs.exchange.manifest import Manifest, is_picture, is_sound
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


def problems(pack: PackDoc) -> Iterator[PackProblem]:
    """Yield everything that speaks against importing the pack."""
    yield from _names(pack)
    yield from programme_problems(
        pack.programmes,
        PROGRAMMES,
        courses={pack.manifest.course.id},
        quizzes={files.quiz[pack.manifest.source].id for files in pack.lessons.values()},
        competencies={competency.id for competency in pack.framework.competencies},
    )
    yield from library_problems(pack)
    for path in pack.pictures:
        for problem in name_problems(path):
            yield PackProblem(MANIFEST, path, problem)
    for files in pack.lessons.values():
        source = pack.manifest.source
        lesson, guide, quiz = files.lesson[source], files.guide[source], files.quiz[source]
        yield from lesson_problems(lesson, pack.manifest.course.kind, lesson_file(files.path, "lesson", source))
        yield from guide_problems(guide, lesson.minutes, lesson_file(files.path, "guide", source))
        yield from quiz_problems(quiz, lesson_file(files.path, "quiz", source))
        yield from _references(pack, files)
        yield from _opinions(files, source)
        yield from _own_sounds(pack, files)
        for code, text in files.lesson.items():
            yield from length_problems(text, lesson_file(files.path, "lesson", code))


def _names(pack: PackDoc) -> Iterator[PackProblem]:
    """Names, slugs and numbers are each other's only once in a pack."""
    seen: dict[tuple[str, str], str] = {}
    source = pack.manifest.source
    for files in pack.lessons.values():
        lesson, quiz = files.lesson[source], files.quiz[source]
        names = [("slug", lesson.slug), ("number", lesson.number), ("quiz", quiz.id)]
        for kind, name in [*names, *(("item", item) for item in quiz.by_id)]:
            file = lesson_file(files.path, "lesson" if kind in ("slug", "number") else "quiz", source)
            if (kind, name) in seen:
                message = _("%(name)s is used in %(file)s already.")
                yield PackProblem(file, kind, message % {"name": name, "file": seen[kind, name]})
            seen[kind, name] = file


def _asked_in_class(files: LessonFiles, source: str) -> Iterator[PackProblem]:
    """What the guide asks in class stands in the quiz file, and what stands there for it alone it asks."""
    names, quiz = set(_placed(files, source)), files.quiz[source]
    for name in sorted(names - set(quiz.by_id)):
        message = _("The guide asks %(id)s in class, which does not stand in the quiz file.")
        yield PackProblem(lesson_file(files.path, "guide", source), "question", message % {"id": name})
    for name in sorted({item.id for item in quiz.in_class} - names):
        message = _("The guide does not ask this question.")
        yield PackProblem(lesson_file(files.path, "quiz", source), f"in_class[{name}]", message)


def _opinions(files: LessonFiles, source: str) -> Iterator[PackProblem]:
    """What the guide asks beyond knowledge can be counted in class, and asks nobody's own story in any language."""
    known = files.quiz[source].by_id
    asked = [known[name] for name in _placed(files, source) if name in known]
    for first in (item for item in asked if item.answer_level):
        cardinality = str(first.question.settings.get("cardinality", ""))
        if problem := kind_problem(first.kind, cardinality, first.answer_level):
            yield PackProblem(lesson_file(files.path, "quiz", source), first.id, problem)
        for code, quiz in files.quiz.items():
            said = quiz.by_id.get(first.id)
            if said and (problem := experience_problem(said.question.texts.values())):
                yield PackProblem(lesson_file(files.path, "quiz", code), first.id, problem)


def _placed(files: LessonFiles, source: str) -> list[str]:
    """Return the names of the questions that the guide asks in class."""
    return [block.keys["item"] for block in files.guide[source].blocks if "item" in block.keys]


def _aimed_at(quiz: QuizDoc, known: set[str], file: str) -> Iterator[PackProblem]:
    """What draws and blueprint are about stands in the pack."""
    named = {draw.competency for draw in quiz.plan.draws} | {row.competency for row in quiz.plan.blueprint}
    for name in sorted(named - known):
        yield PackProblem(file, "draws", _("There is no competency %(id)s.") % {"id": name})


def _references(pack: PackDoc, files: LessonFiles) -> Iterator[PackProblem]:
    """What a lesson points at stands in the pack, and what it should use it uses."""
    source = pack.manifest.source
    lesson, quiz = files.lesson[source], files.quiz[source]
    file = lesson_file(files.path, "lesson", source)
    known = {competency.id for competency in pack.framework.competencies}
    for name in sorted(set(lesson.competencies) - known):
        yield PackProblem(file, "competencies", _("There is no competency %(id)s.") % {"id": name})
    practice = {item.id for item in quiz.practice}
    quiz_file = lesson_file(files.path, "quiz", source)
    for item in quiz.by_id.values():
        if item.competency and item.competency not in known:
            message = _("There is no competency %(id)s.") % {"id": item.competency}
            yield PackProblem(quiz_file, f"{item.id}.competency", message)
        yield from _files(pack, item, quiz_file)
    rubrics = {rubric.id for rubric in pack.rubrics}
    for item in quiz.by_id.values():
        named = item.question.settings.get(RUBRIC)
        if named and named not in rubrics:
            message = _("There is no rubric %(id)s.") % {"id": named}
            yield PackProblem(quiz_file, f"{item.id}.{RUBRIC}", message)
    yield from _aimed_at(quiz, known, quiz_file)
    asked = set(lesson.items())
    for name in sorted(asked - practice):
        message = _("The lesson asks %(id)s, which does not stand under practice in the quiz file.")
        yield PackProblem(file, "question", message % {"id": name})
    yield from _asked_in_class(files, source)
    for name in sorted(practice - asked):
        yield PackProblem(quiz_file, f"practice[{name}]", _("The lesson does not ask this question."))
    for block in lesson.blocks:
        image = block.keys.get("image")
        if image is not None and (image not in pack.pictures or not is_picture(image)):
            yield PackProblem(file, block.id, _("The manifest does not name this picture."))


def _files(pack: PackDoc, item: ItemDoc, file: str) -> Iterator[PackProblem]:
    for path in item.media.paths:
        if path not in pack.pictures:
            yield PackProblem(file, f"{item.id}.{path}", _("The manifest does not name this file."))
    if (item.media.picture and not is_picture(item.media.picture)) or (
        item.media.sound and not is_sound(item.media.sound)
    ):
        yield PackProblem(file, item.id, _("A picture stands where a sound should, or the other way round."))


def _own_sounds(pack: PackDoc, files: LessonFiles) -> Iterator[PackProblem]:
    """A sound in another language stands in the pack, and in place of one that the source plays."""
    source = files.quiz[pack.manifest.source]
    for code, quiz in files.quiz.items():
        file = lesson_file(files.path, "quiz", code)
        for item in quiz.by_id.values() if quiz is not source else ():
            if item.media.sound:
                yield from _files(pack, item, file)
            if item.media.sound and not source.by_id[item.id].media.sound:
                yield PackProblem(file, f"{item.id}.sound", _("The source has no sound that this could stand for."))


def gaps(pack: PackDoc, language: str) -> Iterator[PackProblem]:
    """Yield what a language lacks (gaps), and what its files say that the source does not (problems)."""
    manifest = pack.manifest
    yield from _manifest_gaps(manifest, language)
    yield from framework_gaps(pack.framework, language, COMPETENCIES)
    yield from facts_gaps(pack.facts, language, FACTS)
    yield from rubric_gaps(pack.rubrics, language, RUBRICS)
    yield from programme_gaps(pack.programmes, language, PROGRAMMES)
    yield from resource_gaps(pack.resources, language, RESOURCES)
    for lesson_id, files in pack.lessons.items():
        yield from _lesson_gaps(lesson_id, files, manifest.source, language)


def _manifest_gaps(manifest: Manifest, language: str) -> Iterator[Gap]:
    yield from course_gaps(manifest.course, language, MANIFEST, owner=f"course/{manifest.course.id}")
    for unit in manifest.units:
        yield from course_gaps(unit.texts, language, MANIFEST, owner=f"unit/{unit.texts.id}")


def _lesson_gaps(lesson_id: str, files: LessonFiles, source: str, language: str) -> Iterator[PackProblem]:
    missing = _("The file is missing.")
    names = {name: lesson_file(files.path, name, language) for name in ("lesson", "guide", "quiz")}
    if language in files.lesson:
        yield from lesson_gaps(files.lesson[source], files.lesson[language], names["lesson"])
    else:
        yield Gap(names["lesson"], "", missing, f"lesson/{lesson_id}")
    if language in files.guide:
        yield from guide_gaps(files.guide[source], files.guide[language], names["guide"])
    else:
        yield Gap(names["guide"], "", missing, f"lesson/{lesson_id}")
    quiz = files.quiz[source]
    if language in files.quiz:
        yield from quiz_gaps(quiz, files.quiz[language], names["quiz"])
    else:
        for owner in (f"quiz/{quiz.id}", *(f"item/{item}" for item in quiz.by_id)):
            yield Gap(names["quiz"], "", missing, owner)
