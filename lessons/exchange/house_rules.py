"""What every lesson of a course has, said once for the files of a pack and for pages in the editor."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.exchange.neutral_words import topic_word
from curriculum.enums import CourseKind
from lessons.enums import StepPart

MOST_WORDS = 120
WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class StepShape:
    """One step as the rules see it: what it is called, its part, the kinds of its blocks and its words."""

    name: str
    part: str
    kinds: Collection[str]
    words: int


def count_words(text: str) -> int:
    """Return how many words a text has; a dash by itself is none."""
    return len(WORD.findall(text))


def length_problem(step: StepShape) -> str:
    """Return what is wrong with a step that is too long for one page, else ""."""
    if step.words <= MOST_WORDS:
        return ""
    message = _("Step %(id)s has %(count)d words; a step has at most %(most)d.")
    return message % {"id": step.name, "count": step.words, "most": MOST_WORDS}


def part_problems(steps: Sequence[StepShape], course: str) -> Iterator[str]:
    """Yield the required parts that a prevention lesson lacks."""
    missing = [part.value for part in StepPart if part not in {step.part for step in steps}]
    if missing and course == CourseKind.PREVENTION:
        message = _("No step carries part=%(parts)s; a prevention lesson has a risk, a protective step and a way out.")
        yield message % {"parts": ", part=".join(missing)}


def help_problems(last: StepShape, course: str) -> Iterator[str]:
    """Yield that the last step has no help block; people at work know where help is."""
    if course != CourseKind.PROFESSIONAL and "help" not in last.kinds:
        yield _("The last step has a help block.")


def name_problems(name: str) -> Iterator[str]:
    """Yield that an address or file name tells the topic."""
    if word := topic_word(name):
        message = _("“%(name)s” says “%(word)s”: addresses and file names stay neutral, somebody may look on.")
        yield message % {"name": name, "word": word}
