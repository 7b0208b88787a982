"""What a running lesson shows: the guide on the teacher's screen, a page on the wall."""

from dataclasses import dataclass
from typing import Any

import segno
from django.utils.translation import gettext as _

from lessons.models import LessonPage, LessonRun
from lessons.queries.pages import LessonText, lesson_text


@dataclass(frozen=True)
class GuidePhase:
    """One phase of the guide, with the minutes and the mode this run has for it."""

    title: str
    minutes: int
    mode: str
    text: Any


def guide_phases(page: LessonPage, minutes: list[int], modes: list[str], extra: int | None = None) -> list[GuidePhase]:
    """Return the phases as the run knows them; where the guide was shortened meanwhile, the rest has no words.

    ``extra`` is the place of the phase that is not the guide's.
    """
    blocks: list[Any] = [block.value for block in page.guide if block.block_type == "phase"]
    if extra is not None:
        blocks.insert(extra, {"title": _("Once more, briefly"), "text": ""})
    return [
        GuidePhase(
            title=blocks[place]["title"] if place < len(blocks) else page.title,
            minutes=length,
            mode=modes[place],
            text=blocks[place]["text"] if place < len(blocks) else "",
        )
        for place, length in enumerate(minutes)
    ]


def guide_notes(page: LessonPage, kind: str) -> list[Any]:
    """Return the guide's texts of one kind, such as ``safety``."""
    return [block.value for block in page.guide if block.block_type == kind]


def slide_title(run: LessonRun, text: LessonText) -> str:
    """Return the heading of the step on the screen; "" for the page that says how to join."""
    steps = text.page.body
    return str(steps[run.slide - 1].value["heading"]) if 0 < run.slide <= len(steps) else ""


def run_text(run: LessonRun, language: str | None) -> LessonText:
    """Return the lesson of a run in the language. One query."""
    return lesson_text(run.lesson_assignment.lesson, language)


def join_square(url: str) -> str:
    """Return the code that a phone's camera reads, as the address of a picture."""
    picture: str = segno.make(url, error="m", micro=False).svg_data_uri(border=3, omitsize=True)
    return picture
