"""What each preview of a lesson shows. The wall's gets no page, whose guide a template could reach."""

from datetime import timedelta
from itertools import accumulate
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.queries.draft_papers import draft_questions
from curriculum.queries import is_professional
from institutions.models import Cohort
from lessons.enums import Mode
from lessons.models import LessonPage, LessonRun
from lessons.queries import LessonText
from lessons.queries.freezing import frozen_questions
from lessons.queries.guide import guide_notes, guide_phases
from lessons.queries.results import teacher_result
from lessons.views.paper_content import PrintedPaper, printed


def student_context(page: LessonPage) -> dict[str, object]:
    """Return the first page and every step; buttons lead to the next step further down."""
    count = len(page.body)
    steps = [
        {
            "number": number,
            "step": block.value,
            "is_last": number == count,
            "following": f"#step-{number + 1}",
            "back": f"#step-{number - 1}",
        }
        for number, block in enumerate(page.body, 1)
    ]
    return {
        "lesson": page,
        "text": _as_it_is(page),
        "is_professional": is_professional(page),
        "count": count,
        "steps": steps,
        "has_quiz": page.quiz is not None,
    }


def run_context(page: LessonPage) -> dict[str, object]:
    """Return the teacher's screen once for each phase, as if the lesson began now; the run exists in memory only."""
    minutes = [block.value["minutes"] or 0 for block in page.guide if block.block_type == "phase"]
    phases = guide_phases(page, minutes, [Mode.PHONES] * len(minutes))
    questions = [teacher_result(row, get_language()) for row in frozen_questions(page, None)]
    start, ends = timezone.localtime(), list(accumulate(minutes))
    screens = [
        {
            "number": place + 1,
            "phase": phase,
            "following": phases[place + 1] if place + 1 < len(phases) else None,
            "run": LessonRun(phase=place, phase_ends_at=start + timedelta(minutes=ends[place])),
            "questions": [one for one in questions if one.row.phase == place],
        }
        for place, phase in enumerate(phases)
    ]
    return {
        "lesson": page,
        "text": _as_it_is(page),
        "cohort": Cohort(name=_("Your class")),
        "phases": phases,
        "screens": screens,
        "loose": [one for one in questions if one.row.phase is None],
        **{kind: guide_notes(page, kind) for kind in ("safety", "boarding", "background")},
    }


def projector_context(page: LessonPage) -> dict[str, object]:
    """Return the pages of the wall one below the other: headings and contents, and nothing that leads to the guide."""
    slides: list[dict[str, Any]] = [{"number": 0, "heading": page.title, "content": ()}]
    for number, block in enumerate(page.body, 1):
        slides.append({"number": number, "heading": block.value["heading"], "content": block.value["content"]})
    return {"title": page.neutral_title, "slides": slides, "count": len(page.body)}


def paper_context(page: LessonPage) -> dict[str, object]:
    """Return the steps, and the questions of the quiz as they would be printed now."""
    asked = draft_questions(page.quiz, get_language()) if page.quiz else []
    return {"lesson": page, "quiz": page.quiz, "paper": PrintedPaper(printed(asked)) if asked else None}


def _as_it_is(page: LessonPage) -> LessonText:
    return LessonText(page, get_language() or "", is_fallback=False)
