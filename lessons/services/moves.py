"""What each act of a teacher does to a running lesson; each says whether it changed anything."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from lessons.enums import Mode, RunAction
from lessons.models import LessonRun

EXTRA = timedelta(minutes=5)


def _to_phase(run: LessonRun, phase: int) -> bool:
    if not 0 <= phase < len(run.phase_minutes):
        return False
    run.phase = phase
    run.phase_ends_at = timezone.now() + timedelta(minutes=run.phase_minutes[phase])
    return True


def _skip(run: LessonRun, _value: str) -> bool:
    skipped = run.phase
    if not _to_phase(run, skipped + 1):
        return False
    run.skipped = sorted({*run.skipped, skipped})
    return True


def _extend(run: LessonRun, _value: str) -> bool:
    now = timezone.now()
    run.phase_ends_at = max(run.phase_ends_at or now, now) + EXTRA
    return True


def _mode(run: LessonRun, value: str) -> bool:
    if value not in Mode.values or value == run.mode:
        return False
    run.modes = [*run.modes[: run.phase], value, *run.modes[run.phase + 1 :]]
    return True


def _to_slide(run: LessonRun, slide: int) -> bool:
    # A question stays on the wall until it is put away: pages do not turn unseen behind it.
    if run.question is not None or not 0 <= slide <= run.slides:
        return False
    run.slide = slide
    return True


def _blank(run: LessonRun, *, is_blank: bool) -> bool:
    has_changed = run.is_blank is not is_blank
    run.is_blank = is_blank
    return has_changed


MOVES: dict[str, Callable[[LessonRun, str], bool]] = {
    RunAction.NEXT: lambda run, _value: _to_phase(run, run.phase + 1),
    RunAction.BACK: lambda run, _value: _to_phase(run, run.phase - 1),
    RunAction.SKIP: _skip,
    RunAction.EXTEND: _extend,
    RunAction.MODE: _mode,
    RunAction.SLIDE_NEXT: lambda run, _value: _to_slide(run, run.slide + 1),
    RunAction.SLIDE_BACK: lambda run, _value: _to_slide(run, run.slide - 1),
    RunAction.BLANK: lambda run, _value: _blank(run, is_blank=True),
    RunAction.UNBLANK: lambda run, _value: _blank(run, is_blank=False),
}
