"""Exactly what the wall may know: never the page object, whose guide a template could reach."""

from django.http import HttpRequest
from django.utils.translation import get_language

from lessons.enums import ONLINE
from lessons.models import LessonRun
from lessons.queries.asked import answered_count
from lessons.queries.guide import join_square, run_text
from lessons.queries.pulse import current_question
from lessons.queries.results import wall_result


def slide_of(request: HttpRequest, run: LessonRun) -> dict[str, object]:
    """Return what the wall shows now: a step, a question, or how to join."""
    text = run_text(run, get_language())
    steps = text.page.body
    step = steps[run.slide - 1].value if 0 < run.slide <= len(steps) else None
    is_over = run.ended_at is not None
    question = current_question(run)
    return {
        "run_id": run.public_id,
        "state_version": run.state_version,
        "is_blank": run.is_blank or is_over,
        "language": text.language if text.is_fallback else "",
        "title": text.page.neutral_title,
        "heading": step["heading"] if step else text.page.title,
        "content": step["content"] if step else (),
        "result": wall_result(question, get_language()) if question else None,
        "answered": answered_count(run, [question] if question else []),
        "number": run.slide,
        "count": run.slides,
        "can_join": not is_over and run.mode in ONLINE,
        "mode": "" if is_over else run.mode,
        "code": f"{run.code[:3]} {run.code[3:]}",
        "host": request.get_host(),
        "square": join_square(request.build_absolute_uri(f"/?code={run.code}")) if step is None else "",
    }
