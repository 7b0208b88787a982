"""Quiz files of a content pack: ``quiz.<language>.yaml`` to plain objects and back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import interactions
from assessments.enums import Difficulty, QuizForm
from assessments.exchange import pack_class, pack_media, pack_plan
from assessments.exchange.pack_media import NO_ITEM_MEDIA, ItemMedia
from assessments.exchange.pack_plan import NO_PLAN, PLAN_FIELDS, PlanDoc
from assessments.exchange.pack_plan_reading import read_plan
from assessments.exchange.pack_plan_writing import write_plan
from assessments.interactions import packing, passages
from assessments.interactions.base import Json, Scoring
from assessments.interactions.packing import PackEntry, PackQuestion
from assessments.interactions.reteach import MOST_WORDS, is_too_long, word_count
from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Gap, PackProblem, Problems
from cms.exchange.yaml_files import Yaml

SOURCE_FIELDS = ("pass_percent", "tries", *PLAN_FIELDS)
LONGEST_RETEACH = 1500  # characters; its words are counted apart
ITEM_SOURCE_FIELDS = ("kind", "competency", "difficulty", "form", "critical", pack_class.FIELD)


type Numbers = Callable[[str, str], int]


def _no_number(of: str, name: str) -> int:
    raise KeyError(f"{of}/{name}")


@dataclass(frozen=True, slots=True)
class ItemDoc:
    """A question; in a translation ``competency`` and ``difficulty`` are empty and ``kind`` is the source's."""

    id: str
    kind: str
    question: PackQuestion
    competency: str = ""
    difficulty: str = ""
    media: ItemMedia = NO_ITEM_MEDIA
    form: str = ""
    is_critical: bool = False
    reteach: str = ""
    answer_level: int = 0

    @property
    def words(self) -> dict[str, str]:
        """Return what is said beside the question itself, by the fields of the file."""
        return self.media.words | ({"reteach": self.reteach} if self.reteach else {})


@dataclass(frozen=True, slots=True)
class QuizDoc:
    """A quiz, the questions to try inside the lesson, under ``bank`` those that are only ever drawn, and under
    ``in_class`` those that only the guide asks.
    """

    id: str
    title: str
    items: tuple[ItemDoc, ...]
    practice: tuple[ItemDoc, ...] = ()
    pass_percent: int | None = None
    tries: int | None = None
    bank: tuple[ItemDoc, ...] = ()
    plan: PlanDoc = NO_PLAN
    in_class: tuple[ItemDoc, ...] = ()

    @property
    def parts(self) -> dict[str, tuple[ItemDoc, ...]]:
        """Return the lists of questions by their names in the file, in its order."""
        return {"items": self.items, "bank": self.bank, "practice": self.practice, pack_class.PART: self.in_class}

    @property
    def by_id(self) -> dict[str, ItemDoc]:
        """Return all questions by short name."""
        return {item.id: item for items in self.parts.values() for item in items}


def read(text: str, file: str, problems: Problems, source: QuizDoc | None = None) -> QuizDoc | None:
    """Return the quiz of a file; with ``source`` it is read as that quiz's translation."""
    content = yaml_files.load(text, file, problems)
    if content is None:
        return None
    fields = Fields(content, file, problems)
    quiz_id = fields.identifier("id")
    if source is not None:
        fields.refuse(SOURCE_FIELDS)
        if quiz_id != source.id:
            fields.add("id", _("The source's file is called %(id)s.") % {"id": source.id})
    quiz = QuizDoc(
        id=quiz_id,
        title=fields.text("title", most=120, required=source is None),
        items=tuple(_read_items(fields, "items", source)),
        practice=tuple(_read_items(fields, "practice", source)),
        pass_percent=fields.whole("pass_percent", 0, 100) if source is None else None,
        tries=fields.whole("tries", 1, 20) if source is None else None,
        bank=tuple(_read_items(fields, "bank", source)),
        plan=read_plan(fields) if source is None else NO_PLAN,
        in_class=tuple(_read_items(fields, pack_class.PART, source)),
    )
    fields.end()
    return quiz


def _read_items(fields: Fields, name: str, source: QuizDoc | None) -> Iterator[ItemDoc]:
    for entry in fields.children(name, required=name == "items" and source is None and not fields.has("draws")):
        item_id = entry.identifier("id")
        if source is None:
            kind = entry.choice("kind", interactions.KINDS)
            competency = entry.identifier("competency", required=False)
            difficulty = entry.choice("difficulty", Difficulty.values)
            form = entry.choice("form", QuizForm.values, "") if name == "items" else ""
            is_critical = name == "items" and entry.flag("critical", default=False)
            level = pack_class.read_level(entry)
        elif item_id in source.by_id:
            entry.refuse(ITEM_SOURCE_FIELDS)
            kind, competency, difficulty = source.by_id[item_id].kind, "", ""
            form, is_critical, level = "", False, 0
        else:
            entry.add("", _("The source has no question of this name."))
            continue
        question = packing.read(interactions.pack(kind).SHAPE, entry, is_source=source is None)
        media = pack_media.read(entry, is_source=source is None)
        reteach = _read_reteach(entry)
        entry.end()
        yield ItemDoc(item_id, kind, question, competency, difficulty, media, form, is_critical, reteach, level)


def _read_reteach(entry: Fields) -> str:
    text = entry.text("reteach", most=LONGEST_RETEACH, required=False)
    if is_too_long(text):
        message = _("Five minutes are %(most)s words at most; this has %(count)s.")
        entry.add("reteach", message % {"most": MOST_WORDS, "count": word_count(text)})
    return text


def write(quiz: QuizDoc) -> str:
    """Return the canonical file."""
    content: dict[str, Yaml] = {"id": quiz.id}
    if quiz.title:
        content["title"] = quiz.title
    if quiz.pass_percent is not None:
        content |= {"pass_percent": quiz.pass_percent, "tries": quiz.tries, **write_plan(quiz.plan)}
    for name, items in quiz.parts.items():
        if items or name == "items":
            content[name] = [_write_item(item) for item in items]
    return yaml_files.dump(content)


def _write_item(item: ItemDoc) -> Yaml:
    settings, body = packing.write(interactions.pack(item.kind).SHAPE, item.question)
    entry: dict[str, Yaml] = {"id": item.id}
    if item.difficulty:  # only the source says so
        entry |= {"kind": item.kind, **settings}
        if item.competency:
            entry["competency"] = item.competency
        entry["difficulty"] = item.difficulty
        entry |= {"form": item.form} if item.form else {}
        entry |= {"critical": True} if item.is_critical else {}
        entry |= {pack_class.FIELD: item.answer_level} if item.answer_level else {}
    return entry | pack_media.write(item.media) | body | ({"reteach": item.reteach} if item.reteach else {})


def to_stream(item: ItemDoc, uuid: Callable[[str], str], number_of: Numbers = _no_number) -> list[Json]:
    """Return the question as the editor stores it; ``uuid`` turns a name inside the pack into a block id.

    ``number_of`` gives the row's number for what a question points at: ("rubric", its name).
    """
    shape = interactions.pack(item.kind).SHAPE
    value = packing.to_value(shape, item.question, lambda entry: uuid(f"item/{item.id}/{entry}"))
    value |= {name: number_of(of, str(value[name])) for name, of in packing.links(shape).items() if name in value}
    return [{"type": item.kind, "id": uuid(f"item/{item.id}/interaction"), "value": value}]


def from_stream(
    stream: list[Json], name_of: Callable[[str], str], link_of: Callable[[str, int], str] | None = None
) -> tuple[str, PackQuestion]:
    """Return kind and question of what the editor stored; ``name_of`` turns a choice's block id into its name.

    ``link_of`` names the row with a number that a question points at.
    """
    kind, value = str(stream[0]["type"]), stream[0]["value"]
    shape, known = interactions.pack(kind).SHAPE, dict(value) if isinstance(value, dict) else {}
    for name, of in packing.links(shape).items():
        number = known.get(name)
        known[name] = link_of(of, number) if link_of is not None and isinstance(number, int) else number
    return kind, packing.from_value(shape, known, name_of)


def quiz_problems(quiz: QuizDoc, file: str) -> Iterator[PackProblem]:
    """Yield what the house rules say against a quiz in the source language."""
    seen: set[str] = set()
    if not quiz.items and not quiz.plan.draws:
        yield PackProblem(file, "items", _("The quiz has no questions."))
    marked = [item.id for item in quiz.items if item.form]
    for place, message in pack_plan.problems(quiz.plan, [item.id for item in quiz.items], marked):
        yield PackProblem(file, place, message)
    for name, items in quiz.parts.items():
        for item in items:
            place = f"{name}[{item.id}]"
            if item.id in seen:
                message = _("The name stands in the file twice; a question to try is never asked in the quiz as well.")
                yield PackProblem(file, place, message)
            seen.add(item.id)
            if name == "practice" and interactions.logic(item.kind).SCORING is Scoring.PERSON:
                yield PackProblem(file, place, _("A person marks this question, so nobody can try it in a lesson."))
            for field, message in interactions.pack(item.kind).problems(item.question):
                yield PackProblem(file, f"{place}.{field}", message)
            for field, message in pack_media.problems(item.kind, item.media):
                yield PackProblem(file, f"{place}.{field}", message)
            for field, message in pack_class.level_problems(name, item.answer_level):
                yield PackProblem(file, f"{place}.{field}", message)


def quiz_gaps(source: QuizDoc, translation: QuizDoc, file: str) -> Iterator[PackProblem | Gap]:
    """Yield what the translation lacks (a gap) or has and should not (a problem)."""
    owner = f"quiz/{source.id}"
    if not translation.title:
        yield Gap(file, "title", _("is not translated"), owner)
    for name, mine in source.parts.items():
        theirs = translation.parts[name]
        there = {item.id: item for item in theirs}
        if [item.id for item in mine if item.id in there] != [item.id for item in theirs]:
            yield PackProblem(file, name, _("The questions do not stand in the order of the source."))
        for item in mine:
            place, item_owner = f"{name}[{item.id}]", f"item/{item.id}"
            if item.id not in there:
                yield Gap(file, place, _("is missing"), item_owner)
            else:
                yield from _question_gaps(item.question, there[item.id].question, file, place, item_owner)
                yield from _text_gaps(item.words, there[item.id].words, file, place, item_owner)


def _question_gaps(
    source: PackQuestion, translation: PackQuestion, file: str, place: str, owner: str
) -> Iterator[PackProblem | Gap]:
    yield from _text_gaps(source.texts, translation.texts, file, place, owner)
    for name in dict.fromkeys((*source.lists, *translation.lists)):
        yield from _entry_gaps(
            source.lists.get(name, ()), translation.lists.get(name, ()), file, f"{place}.{name}", owner
        )


def _entry_gaps(
    source: Sequence[PackEntry], translation: Sequence[PackEntry], file: str, place: str, owner: str
) -> Iterator[PackProblem | Gap]:
    there = {entry.id: entry for entry in translation}
    # An entry may be all structure: a number, say, whose feedback nobody wrote.
    known = [entry.id for entry in source]
    if [name for name in known if name in there] != [entry.id for entry in translation]:
        yield PackProblem(file, place, _("The choices are not those of the source, in its order."))
    for entry in source:
        if entry.id in there:
            yield from _text_gaps(entry.texts, there[entry.id].texts, file, f"{place}[{entry.id}]", owner)
        elif entry.texts:
            yield Gap(file, f"{place}[{entry.id}]", _("is missing"), owner)


def _text_gaps(
    source: Mapping[str, str], translation: Mapping[str, str], file: str, place: str, owner: str
) -> Iterator[PackProblem | Gap]:
    for name in source:
        if name not in translation:
            yield Gap(file, f"{place}.{name}", _("is not translated"), owner)
    for name in translation:
        if name not in source:
            yield PackProblem(file, f"{place}.{name}", _("The source has no such text."))
        elif name == "passage" and sorted(passages.gaps(source[name])) != sorted(passages.gaps(translation[name])):
            yield PackProblem(file, f"{place}.{name}", _("The gaps are not those of the source."))
