"""What must be true before a lesson goes public; registered with the publishing checks of cms."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Item, Quiz
from assessments.queries import FOR_PERSON, asks_for_work
from assessments.queries.drafts import draft_of, source_row
from cms.enums import ContentLevel
from cms.models import CustomImage
from curriculum.enums import CourseKind, FactTopic
from curriculum.models import CountryFact
from curriculum.queries import is_professional
from lessons.exchange.class_questions import experience_problem, kind_problem
from lessons.exchange.house_rules import help_problems, length_problem, name_problems, part_problems
from lessons.models import LessonPage
from lessons.queries.fitting import course_of
from lessons.queries.placed import can_be_asked
from lessons.queries.safety_words import untranslated
from lessons.queries.shapes import fact_topics, pictures, step_shapes
from lessons.queries.work import lessons_without_work, takes_work


def quiz_and_lesson_problems(quiz: Quiz) -> Iterator[str]:
    """Yield the questions that a lesson lets students try and its quiz asks or may draw: the answer is known by then.

    Registered for quizzes. A fixed number of queries.
    """
    source = source_row(quiz)
    lessons = list(LessonPage.objects.filter(quiz=source, locale_id=source.locale_id).only("title", "body"))
    keys = _keys({pk for lesson in lessons for pk in _tried(lesson)})
    titles = {keys[pk]: lesson.title for lesson in lessons for pk in _tried(lesson) if pk in keys}
    for one in draft_of(source).asked if titles else ():
        if one.row.translation_key in titles:
            yield _("“%(question)s” is tried in the lesson “%(lesson)s”, so its quiz must not ask it.") % {
                "question": one.row,
                "lesson": titles[one.row.translation_key],
            }


def _asked_twice(lesson: LessonPage) -> Iterator[str]:
    tried = set(_keys(_tried(lesson)).values()) if lesson.quiz is not None else set()
    for one in draft_of(source_row(lesson.quiz)).asked if lesson.quiz is not None and tried else ():
        if one.row.translation_key in tried:
            yield _("“%(question)s” stands in the lesson and in its quiz. Take it out of one of them.") % {
                "question": one.row
            }


def _tried(lesson: LessonPage) -> set[int]:
    """Return the row numbers of the questions to try in a lesson, as the editor stores them."""
    found = (block for step in lesson.body.raw_data for block in step["value"].get("content") or ())
    return {block["value"]["item"] for block in found if block["type"] == "question" and block["value"].get("item")}


def _keys(rows: Collection[int]) -> dict[int, UUID]:
    """Return the key of each row, which all its languages share. One query."""
    return dict(Item.objects.filter(pk__in=rows).values_list("pk", "translation_key"))


def _not_for_class(lesson: LessonPage) -> Iterator[str]:
    for block in lesson.guide:
        item = block.value["item"] if block.block_type == "question" else None
        if item is None:
            continue
        if not can_be_asked(item):
            yield _(
                "“%(name)s” cannot be asked in class: only one choice, true or false, or a scale, at level 0-2."
            ) % {"name": item.name}
            continue
        value, level = item.interaction[0].value, item.answer_level
        problem = kind_problem(item.kind, value.get("cardinality", ""), level)
        if problem or (problem := experience_problem([value["prompt"]]) if level else ""):
            yield f"“{item.name}”: {problem}"


def house_problems(lesson: LessonPage) -> Iterator[str]:
    """Yield what the house rules say against a lesson's steps and names. Two queries."""
    course = course_of(lesson)
    kind = course.kind if course is not None else CourseKind.PREVENTION
    steps = step_shapes(lesson)
    yield from part_problems(steps, kind)
    yield from help_problems(steps[-1], kind)
    yield from (problem for step in steps if (problem := length_problem(step)))
    shown = list(pictures(lesson))
    for heading, picture in shown:
        if not (picture.get("alt") or "").strip():
            yield _("Step “%(step)s”: the picture has no words for those who cannot see it.") % {"step": heading}
    files = CustomImage.objects.filter(pk__in=[picture.get("image") for _heading, picture in shown]) if shown else ()
    for name in (lesson.slug, lesson.number, *(PurePosixPath(image.file.name).name for image in files)):
        yield from name_problems(name)


def _untranslated(lesson: LessonPage) -> Iterator[str]:
    for words in untranslated(lesson.locale.language_code):
        yield _("This safety sentence is not translated into the language of the page: “%(words)s”") % {"words": words}


def facts_advice(lesson: LessonPage) -> Iterator[str]:
    """Yield what an author should know of the facts that a lesson shows: they grow old without anybody's fault."""
    topics = fact_topics(lesson)
    rows = list(CountryFact.objects.filter(country=settings.COUNTRY, topic__in=topics, locale=lesson.locale_id))
    for topic in sorted(topics - {row.topic for row in rows}):
        yield _("There is no fact on “%(topic)s” for this country in this language.") % {
            "topic": FactTopic(topic).label
        }
    for row in rows:
        if not row.verified_by.strip():
            yield _("Nobody has checked the fact on “%(topic)s”.") % {"topic": row.get_topic_display()}
        elif row.is_stale and row.next_check_on:
            yield _("The fact on “%(topic)s” should have been checked again by %(day)s.") % {
                "topic": row.get_topic_display(),
                "day": date_format(row.next_check_on),
            }


def lesson_problems(lesson: LessonPage) -> Iterator[str]:
    """Yield every reason against publishing this lesson, in the author's language."""
    if len(lesson.body) == 0:
        yield _("The lesson has no steps.")
    else:
        yield from house_problems(lesson)
    minutes = [block.value["minutes"] for block in lesson.guide if block.block_type == "phase"]
    if minutes and sum(minutes) != lesson.minutes:
        yield _("The phases add up to %(sum)s minutes, the lesson has %(minutes)s.") % {
            "sum": sum(minutes),
            "minutes": lesson.minutes,
        }
    yield from _asked_twice(lesson)
    yield from _not_for_class(lesson)
    kinds = {block.block_type for step in lesson.body for block in step.value["content"]}
    if lesson.content_level >= ContentLevel.MENTION:
        if "help" not in kinds and is_professional(lesson):
            yield _("A lesson that mentions harm needs a help block.")
        if not any(block.block_type == "safety" for block in lesson.guide):
            yield _("A lesson that mentions harm needs a safety note in the teacher guide.")
        yield from _untranslated(lesson)
    if lesson.quiz and not takes_work(lesson) and asks_for_work(lesson.quiz):
        yield _(
            "The quiz asks for work that a teacher marks. That has its place in vocational and professional courses "
            "only: choose another quiz, or change the kind of the course."
        )
    if any(tried.kind in FOR_PERSON for tried in Item.objects.filter(pk__in=_tried(lesson))):
        yield _("A question that a teacher marks cannot be tried inside a lesson.")
    if lesson.content_level == ContentLevel.PROFESSIONAL:
        yield _("Content level 3 is for professionals' screens only, not for a lesson.")


def quiz_place_problems(quiz: Quiz) -> Iterator[str]:
    """Yield every lesson that keeps a quiz from asking for work: prevention courses take none."""
    if not asks_for_work(quiz):
        return
    rows = Quiz.objects.filter(translation_key=quiz.translation_key)
    for lesson in lessons_without_work(rows):
        yield _(
            "It asks for work that a teacher marks, and “%(lesson)s” is a lesson of a prevention course, which takes "
            "none."
        ) % {"lesson": lesson}
