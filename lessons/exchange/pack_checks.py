"""The house rules of a lesson's files, and what a translation lacks."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.exchange import rich_text
from cms.exchange.problems import Gap, PackProblem, line
from cms.exchange.rich_text import Paragraph, RichText
from lessons.exchange import house_rules
from lessons.exchange.house_rules import StepShape
from lessons.exchange.pack import GuideDoc, LessonDoc, Step
from lessons.exchange.pack_blocks import Block

MOST_BLOCKS = 3


def words(step: Step) -> int:
    """Return how many words the blocks of a step have."""
    texts: list[str] = []
    for block in step.blocks:
        texts += [block.title, block.alt, block.caption, *rich_text.texts(block.body)]
        texts += [text for entry in block.entries for text in entry]
    return sum(house_rules.count_words(text) for text in texts)


def _shape_of(step: Step) -> StepShape:
    return StepShape(step.id, step.part, {block.kind for block in step.blocks}, words(step))


def length_problems(lesson: LessonDoc, file: str) -> Iterator[PackProblem]:
    """Yield every step that is too long for one page, in any language."""
    for step in lesson.steps:
        if problem := house_rules.length_problem(_shape_of(step)):
            yield PackProblem(file, line(step.line), problem)


def lesson_problems(lesson: LessonDoc, kind: str, file: str) -> Iterator[PackProblem]:
    """Yield what the house rules say against a lesson in the source language; ``kind`` is that of its course."""
    for problem in house_rules.name_problems(lesson.slug):
        yield PackProblem(file, "slug", problem)
    if not lesson.steps:
        yield PackProblem(file, "", _("The lesson has no steps."))
        return
    for step in lesson.steps:
        if not 1 <= len(step.blocks) <= MOST_BLOCKS:
            message = _("Step %(id)s has %(count)d blocks; a step has from 1 to %(most)d.")
            values = {"id": step.id, "count": len(step.blocks), "most": MOST_BLOCKS}
            yield PackProblem(file, line(step.line), message % values)
    steps = [_shape_of(step) for step in lesson.steps]
    for problem in house_rules.part_problems(steps, kind):
        yield PackProblem(file, "", problem)
    for problem in house_rules.help_problems(steps[-1], kind):
        yield PackProblem(file, line(lesson.steps[-1].line), problem)
    items = lesson.items()
    for block in lesson.blocks:
        if "item" in block.keys and items.count(block.keys["item"]) > 1:
            yield PackProblem(file, line(block.line), _("The same question stands in the lesson twice."))


def guide_problems(guide: GuideDoc, minutes: int, file: str) -> Iterator[PackProblem]:
    """Yield what the house rules say against a guide in the source language."""
    total = sum(int(block.keys.get("minutes", 0)) for block in guide.blocks)
    if total != minutes:
        message = _("The phases add up to %(sum)d minutes, the lesson has %(minutes)d.")
        yield PackProblem(file, "", message % {"sum": total, "minutes": minutes})
    if "safety" not in {block.kind for block in guide.blocks}:
        yield PackProblem(file, "", _("The guide has no safety note."))


def lesson_gaps(source: LessonDoc, translation: LessonDoc, file: str) -> Iterator[PackProblem]:
    """Yield what the translation of a lesson lacks (a gap) or has and should not (a problem)."""
    owner = f"lesson/{source.id}"
    yield from _id_problem(source.id, translation.id, file)
    for name in ("title", "summary", "audience"):
        yield from _text(getattr(source, name), getattr(translation, name), file, name, owner)
    yield from _count(len(source.objectives), len(translation.objectives), file, "objectives", owner)
    there = {step.id: step for step in translation.steps}
    yield from _order([step.id for step in source.steps], list(there), file)
    for step in source.steps:
        if step.id not in there:
            yield Gap(file, step.id, _("is missing"), owner)
            continue
        mine = there[step.id]
        yield from _text(step.heading, mine.heading, file, line(mine.line), owner)
        yield from _blocks(step.blocks, mine.blocks, file, owner)


def guide_gaps(source: GuideDoc, translation: GuideDoc, file: str) -> Iterator[PackProblem]:
    """Yield what the translation of a guide lacks (a gap) or has and should not (a problem)."""
    owner = f"lesson/{source.id}"
    yield from _id_problem(source.id, translation.id, file)
    yield from _count(len(source.materials), len(translation.materials), file, "materials", owner)
    yield from _blocks(source.blocks, translation.blocks, file, owner)


def _blocks(source: tuple[Block, ...], translation: tuple[Block, ...], file: str, owner: str) -> Iterator[PackProblem]:
    there = {block.id: block for block in translation}
    yield from _order([block.id for block in source], list(there), file)
    for block in source:
        mine = there.get(block.id)
        if mine is None:
            yield Gap(file, block.id, _("is missing"), owner)
            continue
        place = line(mine.line)
        if mine.kind != block.kind:
            message = _("The block %(id)s is called %(kind)s in the source.")
            yield PackProblem(file, place, message % {"id": block.id, "kind": block.kind})
            continue
        for theirs, ours in ((block.title, mine.title), (block.alt, mine.alt), (block.caption, mine.caption)):
            yield from _text(theirs, ours, file, place, owner)
        yield from _count(len(block.entries), len(mine.entries), file, place, owner)
        yield from _shape(block, mine, file, owner)


def _shape(source: Block, translation: Block, file: str, owner: str) -> Iterator[PackProblem]:
    """Texts are paired one by one: paragraphs and entries must be as many, and bold as a whole in both or neither."""
    theirs, ours = list(shape(source.body)), list(shape(translation.body))
    if theirs == ours:
        return
    if [kind for kind, _style in theirs] != [kind for kind, _style in ours]:
        message = _("%(id)s has other paragraphs or list entries than the source (%(there)s there, %(here)s here)")
    else:
        message = _("%(id)s has a paragraph that is bold or italic as a whole in one language only")
    values = {"id": source.id, "there": len(theirs), "here": len(ours)}
    yield Gap(file, line(translation.line), message % values, owner)


def shape(nodes: RichText) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """Yield for each paragraph and entry what it is, and the style that all of it has."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield "h" if node.is_heading else "p", _whole_style(node.runs)
            continue
        yield "ol" if node.is_numbered else "ul", (False, False)
        for entry in node.entries:
            yield "li", _whole_style(entry.runs)
            yield from shape(entry.lists)
        yield "end", (False, False)


def _whole_style(runs: rich_text.Runs) -> tuple[bool, bool]:
    return (all(run.bold for run in runs), all(run.italic for run in runs)) if len(runs) == 1 else (False, False)


def _id_problem(source: str, translation: str, file: str) -> Iterator[PackProblem]:
    if translation != source:
        yield PackProblem(file, "id", _("The source's file is called %(id)s.") % {"id": source})


def _text(source: str, translation: str, file: str, place: str, owner: str) -> Iterator[PackProblem]:
    if source and not translation:
        yield Gap(file, place, _("is not translated"), owner)
    elif translation and not source:
        yield PackProblem(file, place, _("The source has no such text."))


def _count(source: int, translation: int, file: str, place: str, owner: str) -> Iterator[PackProblem]:
    if source != translation:
        message = _("has %(here)d entries, the source has %(there)d")
        yield Gap(file, place, message % {"here": translation, "there": source}, owner)


def _order(source: list[str], translation: list[str], file: str) -> Iterator[PackProblem]:
    unknown = [name for name in translation if name not in source]
    for name in unknown:
        yield PackProblem(file, name, _("The source has no block of this name."))
    known = [name for name in translation if name in source]
    if known != [name for name in source if name in translation]:
        yield PackProblem(file, "", _("The blocks do not stand in the order of the source."))
