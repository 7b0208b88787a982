"""A small site in two languages: one course, one module, one lesson with a quiz that asks every kind of question."""

import json
from dataclasses import dataclass, fields
from typing import Any

from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from assessments.models import Item, Quiz, QuizVersion
from assessments.services import publish_quiz
from cms.models import HomePage
from curriculum.models import CoursePage, UnitPage
from lessons.models import LessonPage
from tests.factories.questions import CompetencyFactory, ItemFactory, QuizFactory, block_id, choice, order, true_false
from tests.kept_rows import KeptRows

UKRAINIAN = "укр "
# Must never be in a student's response.
GUIDE_CANARY = "Only for the teacher"


@dataclass(frozen=True)
class SiteTree:
    """What tests need to find again; ``lesson`` and ``quiz`` are the rows in the source language."""

    home: HomePage
    home_uk: HomePage
    course: CoursePage
    unit: UnitPage
    lesson: LessonPage
    lesson_uk: LessonPage
    quiz: Quiz
    version: QuizVersion
    items: list[Item]
    practice: Item


KEPT: KeptRows[SiteTree] = KeptRows()


def make_site() -> SiteTree:
    """Build the tree below front pages of its own; without Wagtail's index of references, which takes half the time."""
    with disable_reference_index_auto_update():
        return KEPT.get(_make_site, _places, _found)


def _make_site() -> SiteTree:
    english = Locale.get_default()
    ukrainian, _made = Locale.objects.get_or_create(language_code="uk")
    top = Page.get_first_root_node()
    home = top.add_child(instance=HomePage(title="Orientir", slug="start", locale=english))
    home_uk = translate_page(home, ukrainian, top)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Orientir"}
    )
    items, practice = make_items(ukrainian)
    quiz = QuizFactory(items=items, title="Quiz 1")
    translate(quiz, ukrainian, title=f"{UKRAINIAN}Quiz 1")
    course = home.add_child(instance=CoursePage(title="Course", slug="course-1", locale=english))
    unit = course.add_child(instance=UnitPage(title="Module", slug="module-1", locale=english))
    lesson = unit.add_child(
        instance=LessonPage(title="Topic", slug="lesson-1", locale=english, quiz=quiz, **words(practice, ""))
    )
    course_uk = translate_page(course, ukrainian, home_uk)
    unit_uk = translate_page(unit, ukrainian, course_uk)
    lesson_uk = translate_page(lesson, ukrainian, unit_uk, quiz=quiz, **words(practice, UKRAINIAN))
    version = publish_quiz(quiz=quiz, actor=None)
    return SiteTree(home, home_uk, course, unit, lesson, lesson_uk, quiz, version, items, practice)


def _places(tree: SiteTree) -> dict[str, Any]:
    """Return model and number of each object of the tree."""
    return {field.name: _place(getattr(tree, field.name)) for field in fields(tree)}


def _place(value: Any) -> Any:
    return [_place(one) for one in value] if isinstance(value, list) else (type(value), value.pk)


def _found(places: dict[str, Any]) -> SiteTree:
    return SiteTree(**{name: _row(place) for name, place in places.items()})


def _row(place: Any) -> Any:
    return [_row(one) for one in place] if isinstance(place, list) else place[0].objects.get(pk=place[1])


def make_items(ukrainian: Locale) -> tuple[list[Item], Item]:
    """Return the quiz's four questions and one to try, each in both languages."""
    competency = CompetencyFactory()
    made = []
    for name, write in {
        "single": lambda mark: choice("single", mark=mark),
        "several": lambda mark: choice("several", cardinality="multiple", right="ac", mark=mark),
        "statement": lambda mark: true_false("statement", mark=mark),
        "order": lambda mark: order("order", mark=mark),
        "practice": lambda mark: choice("practice", mark=mark),
    }.items():
        again = f"{GUIDE_CANARY}: {name} once more."
        item = ItemFactory(name=name, competency=competency, interaction=write(""), reteach=again)
        translate(item, ukrainian, interaction=write(UKRAINIAN), reteach=f"{UKRAINIAN}{again}")
        made.append(item)
    return made[:-1], made[-1]


def words(practice: Item, mark: str) -> dict[str, Any]:
    """Return the texts of the lesson in one language."""
    step_1 = {
        "heading": f"{mark}First step",
        "part": "",
        "content": [
            {"type": "text", "id": block_id("text"), "value": f"<p>{mark}Some text.</p>"},
            {"type": "question", "id": block_id("try"), "value": {"item": practice.pk}},
        ],
    }
    step_2 = {
        "heading": f"{mark}Second step",
        "part": "",
        "content": [{"type": "help", "id": block_id("help"), "value": {"text": f"<p>{mark}You can talk.</p>"}}],
    }
    phase = {"code": "OP", "minutes": 45, "title": f"{mark}Opening", "text": f"<p>{mark}{GUIDE_CANARY}.</p>"}
    return {
        "number": "1.1",
        "summary": f"{mark}Summary",
        "objectives": json.dumps([{"type": "objective", "id": block_id("objective"), "value": f"{mark}Objective"}]),
        "body": json.dumps(
            [
                {"type": "step", "id": block_id("s1"), "value": step_1},
                {"type": "step", "id": block_id("s2"), "value": step_2},
            ]
        ),
        "materials": json.dumps([{"type": "material", "id": block_id("material"), "value": f"{mark}Paper"}]),
        "guide": json.dumps(
            [
                {"type": "safety", "id": block_id("safety"), "value": f"<p>{mark}{GUIDE_CANARY}: safety.</p>"},
                {"type": "phase", "id": block_id("phase"), "value": phase},
            ]
        ),
    }


def with_all_parts(lesson: LessonPage) -> LessonPage:
    """Return the lesson, unsaved, with a third step and the three parts that a prevention lesson has."""
    first, last = lesson.body.get_prep_value()
    middle = {
        "type": "step",
        "value": {"heading": "Between", "part": "protect", "content": first["value"]["content"][:1]},
    }
    first["value"]["part"], last["value"]["part"] = "risk", "wayout"
    lesson.body = json.dumps([first, middle, last])
    return lesson


def translate(row: Any, locale: Locale, **texts: Any) -> Any:
    """Return the row of an item or quiz in another language, saved."""
    copy = row.copy_for_translation(locale)
    for name, value in texts.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def translate_page(page: Any, locale: Locale, parent: Page, **fields: Any) -> Any:
    """Return the page in another language, published below its translated parent."""
    fields = {"title": f"{UKRAINIAN}{page.title}", "slug": f"{page.slug}-{locale.language_code}"} | fields
    return parent.add_child(instance=type(page)(locale=locale, translation_key=page.translation_key, **fields))
