"""A lesson's files from its page, its guide and its questions, in every language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from assessments.exchange import pack as quiz_files
from assessments.exchange.pack import ItemDoc, QuizDoc
from assessments.exchange.pack_media import ItemMedia
from assessments.exchange.pack_plan import NO_PLAN
from assessments.models import Item, Quiz, Rubric
from assessments.queries.drafts import draft_of
from assessments.queries.own_sound import own_sound_id
from cms.exchange.problems import Problems
from cms.models import CustomMedia
from lessons.exchange.pack import GuideDoc, LessonDoc, Step
from lessons.exchange.pack_blocks import KINDS, Block
from lessons.exchange.pack_stream import guide_from_streams, lesson_from_streams
from lessons.models import LessonPage
from packs.exchange.pack import LessonFiles
from packs.services.adopting import adopt
from packs.services.names import Names
from packs.services.quiz_plan_documents import PlanDocuments, drawn_only
from packs.services.reading import Reader, stream
from packs.services.rubrics import rubric_names

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class LessonDocuments:
    """Reads lessons of one pack; ``readers`` by language, the source first."""

    def __init__(self, pack_id: str, names: Names, readers: Mapping[str, Reader], *, keep: bool = True) -> None:
        self._pack_id = pack_id
        self._keep = keep
        self._names = names
        self._readers = readers
        self.rubrics: dict[str, Rubric] = {}
        self.problems = Problems()
        self._claimed: set[UUID] = set()

    def claim(self, pages: Iterable[LessonPage]) -> None:
        """Note which questions stand in a quiz or a lesson of their own, before pools are written anywhere."""
        for page in pages:
            numbers = list(_asked(stream(page, "body")))
            if page.quiz is not None:
                numbers += [one.pk for one in (asked.row for asked in draft_of(page.quiz).fixed)]
            self._claimed |= set(Item.objects.filter(pk__in=numbers).values_list("translation_key", flat=True))

    def files(self, page: LessonPage, lesson_id: str, path: str) -> LessonFiles:
        """Return the lesson's files; a language without a word of one has no such file."""
        practice = [self._source_item(number) for number in _asked(stream(page, "body"))]
        for item in practice:
            self._name_item(item, lesson_id, "p")
        lessons = {code: self._lesson(page, lesson_id, reader) for code, reader in self._readers.items()}
        asked = [self._source_item(number) for number in _placed(stream(page, "guide"))]
        quizzes = self._quizzes(page.quiz, practice, asked, lesson_id, path) if page.quiz else {}
        held = set(next(iter(quizzes.values())).by_id) if quizzes else set()
        guides = {code: self._guide(page, lesson_id, reader, held) for code, reader in self._readers.items()}
        return LessonFiles(
            path=path,
            lesson={code: doc for code, doc in lessons.items() if doc.is_source or doc.title},
            guide={code: doc for code, doc in guides.items() if doc.is_source or doc.materials or doc.blocks},
            quiz=quizzes,
        )

    def _source_item(self, number: int) -> Item:
        """Return the row in the source language, whichever row was chosen."""
        chosen = Item.objects.get(pk=number)
        return Item.objects.filter(translation_key=chosen.translation_key).order_by("pk").first() or chosen

    def _name_item(self, item: Item, lesson_id: str, letter: str) -> str:
        candidates = (f"{lesson_id}-{letter}{number}" for number in count(1))
        name = self._names.label("item", item.translation_key, candidates)
        self._names.item_numbers[name] = item.pk
        return name

    def _lesson(self, page: LessonPage, lesson_id: str, reader: Reader) -> LessonDoc:
        text = reader.read(page, f"lesson/{lesson_id}")
        doc = LessonDoc(
            id=lesson_id,
            title=text.title,
            summary=text.summary.strip(),
            audience=text.audience.strip(),
            is_source=reader.is_source,
        )
        if reader.is_source:
            # They have no order of their own: that of the framework's rows, which the importer made in its order.
            chosen = sorted(page.competencies.all(), key=lambda row: row.pk)
            competencies = [self._names.known(row.translation_key, "competency") for row in chosen]
            doc = replace(
                doc,
                number=page.number,
                slug=page.slug,
                minutes=page.minutes,
                content_level=page.content_level,
                competencies=tuple(code for code in competencies if code),
            )
        doc = lesson_from_streams(doc, stream(text, "objectives"), stream(text, "body"), self._names)
        return doc if reader.is_source else _without_gaps(doc)

    def _guide(self, page: LessonPage, lesson_id: str, reader: Reader, held: set[str]) -> GuideDoc:
        text = reader.read(page, f"lesson/{lesson_id}")
        doc = guide_from_streams(
            lesson_id,
            stream(text, "materials"),
            self._held(stream(text, "guide"), held),
            self._names,
            is_source=reader.is_source,
        )
        if reader.is_source:
            return doc
        blocks = tuple(block for block in doc.blocks if _has_words(block))
        return replace(doc, materials=tuple(text for text in doc.materials if text), blocks=blocks)

    def _quizzes(
        self, quiz: Quiz, practice: list[Item], asked: list[Item], lesson_id: str, path: str
    ) -> dict[str, QuizDoc]:
        candidates = (f"{lesson_id}-quiz{more}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
        name = self._names.label("quiz", quiz.translation_key, candidates)
        faults = partial(self.problems.add, f"{path}/quiz.{next(iter(self._readers))}.yaml")
        read = PlanDocuments(quiz, stream, self._names, f"quiz/{name}", faults)
        chosen = [(number, self._source_item(number), (form, must)) for number, form, must in read.items()]
        items = [item for _number, item, _marks in chosen]
        named = {number: self._name_item(item, lesson_id, "q") for number, item, _marks in chosen}
        marks_of = {item.pk: marks for _number, item, marks in chosen}
        pool = [one.row for one in draft_of(quiz).asked if one.draw]
        bank = drawn_only(pool, self._claimed)
        for item in bank:
            self._name_item(item, lesson_id, "b")
        # What only the guide asks; a question that another lesson of the pack holds stays there alone.
        for_class = drawn_only(list(dict.fromkeys(asked)), self._claimed)
        for item in for_class:
            self._name_item(item, lesson_id, "c")
        plan = read.plan(named.__getitem__)
        docs = {}
        for code, reader in self._readers.items():
            doc = QuizDoc(
                id=name,
                title=reader.read(quiz, f"quiz/{name}").title.strip(),
                items=tuple(self._marked(items, reader, marks_of)),
                practice=tuple(self._items(practice, reader)),
                pass_percent=quiz.pass_percent if reader.is_source else None,
                tries=quiz.tries if reader.is_source else None,
                bank=tuple(self._items(bank, reader)),
                plan=plan if reader.is_source else NO_PLAN,
                in_class=tuple(self._items(for_class, reader)),
            )
            if reader.is_source or doc.title or any(doc.parts.values()):
                docs[code] = doc
        return docs

    def _marked(self, items: list[Item], reader: Reader, marks_of: Mapping[int, tuple[str, bool]]) -> Iterator[ItemDoc]:
        """Yield the questions that are not drawn, in the source with the form and with whether they must be right."""
        keys = {self._names.known(item.translation_key, "item"): item.pk for item in items}
        for doc in self._items(items, reader):
            form, is_critical = marks_of[keys[doc.id]] if reader.is_source else ("", False)
            yield replace(doc, form=form, is_critical=is_critical)

    def _items(self, items: list[Item], reader: Reader) -> Iterator[ItemDoc]:
        for item in items:
            name = self._names.known(item.translation_key, "item")
            text = reader.read(item, f"item/{name}")
            kind, question = quiz_files.from_stream(
                stream(text, "interaction"), self._choice_namer(name), self._rubric_name
            )
            if reader.is_source:
                competency = item.competency
                code = self._names.known(competency.translation_key, "competency") if competency else ""
                media, reteach = self._media(item), item.reteach.strip()
                level = item.answer_level
                yield ItemDoc(name, kind, question, code, item.difficulty, media, reteach=reteach, answer_level=level)
                continue
            words = question.without_structure()
            media = ItemMedia(
                alt=text.picture_alt.strip(), sound=self._own_sound(item, reader), transcript=text.transcript.strip()
            )
            doc = ItemDoc(name, kind, words, media=media, reteach=text.reteach.strip())
            if words.texts or words.lists or doc.words or doc.media.sound:
                yield doc

    def _media(self, item: Item) -> ItemMedia:
        picture = adopt(self._pack_id, item.picture, keep=self._keep) if item.picture else ""
        sound = adopt(self._pack_id, item.sound, keep=self._keep) if item.sound else ""
        return ItemMedia(
            picture=picture,
            alt=item.picture_alt.strip() if picture else "",
            is_decorative=item.is_picture_decorative and bool(picture),
            sound=sound,
            transcript=item.transcript.strip() if sound else "",
        )

    def _own_sound(self, item: Item, reader: Reader) -> str:
        own = own_sound_id(item.translation_key, reader.locale_id) if item.sound else None
        sound = CustomMedia.objects.filter(pk=own).first() if own else None
        return adopt(self._pack_id, sound) if sound else ""

    def _rubric_name(self, of: str, number: int) -> str:
        """Return the name of the rubric that a question points at, whichever of its rows was chosen."""
        chosen = Rubric.objects.get(pk=number)
        name = self._names.label(of, chosen.translation_key, rubric_names())
        source = Rubric.objects.filter(translation_key=chosen.translation_key).order_by("pk").first()
        self.rubrics[name] = source or chosen
        return name

    def _held(self, guide: list[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
        """Leave out questions to ask in class that the lesson's own files do not hold."""
        held = {number for name, number in self._names.item_numbers.items() if name in names}
        return [raw for raw in guide if raw["type"] != "question" or raw["value"].get("item") in held]

    def _choice_namer(self, item: str) -> Any:
        def name_of(uuid: str) -> str:
            return self._names.label(f"item/{item}", UUID(uuid), _letters())

        return name_of


def _letters() -> Iterator[str]:
    yield from LETTERS
    yield from (f"c{number}" for number in count(1))


def _asked(body: list[dict[str, Any]]) -> Iterator[int]:
    """Yield the numbers of the questions to try, in reading order."""
    for step in body:
        for block in step["value"].get("content") or []:
            if block["type"] == "question" and block["value"].get("item"):
                yield block["value"]["item"]


def _placed(guide: list[dict[str, Any]]) -> Iterator[int]:
    """Yield the numbers of the questions that the guide asks in class, in its order."""
    for block in guide:
        if block["type"] == "question" and block["value"].get("item"):
            yield block["value"]["item"]


def _without_gaps(lesson: LessonDoc) -> LessonDoc:
    """Return a translation without blocks that have no words where they should."""
    steps = tuple(
        Step(id=step.id, heading=step.heading, blocks=tuple(block for block in step.blocks if _has_words(block)))
        for step in lesson.steps
    )
    return replace(lesson, objectives=tuple(text for text in lesson.objectives if text), steps=steps)


def _has_words(block: Block) -> bool:
    kind = KINDS[block.kind]
    takes_words = kind.has_body or kind.has_entries or kind.has_picture
    return not takes_words or bool(block.title or block.body or block.entries or block.alt)
