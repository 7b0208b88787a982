"""Scenario, pure: the frozen story, reading the way that was taken, marking and what staff see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from string import ascii_uppercase
from typing import ClassVar, Self

from django.utils.translation import gettext as _

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Cell,
    FeedbackEntry,
    Fields,
    Form,
    FrozenError,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.marking import part, state_of
from assessments.interactions.scenario.story import MOST_SCENES, MOST_WAYS, Ending, Story, Way

FIELD_PREFIX = "way-"
SHARES = {Ending.GOOD: Decimal(1), Ending.MIXED: Decimal("0.5"), Ending.BAD: Decimal(0)}
SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"scenes", "ways"}


@dataclass(frozen=True, kw_only=True)
class FrozenScenario(FrozenItem):
    """`scenes` in the author's order (it gives the letters A, B, C), each with its ending or ""; the first begins."""

    kind: ClassVar[str] = "scenario"
    xapi_type: ClassVar[str] = "performance"
    scenes: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]

    @cached_property
    def story(self) -> Story:
        return Story(dict(self.scenes), self.ways)

    def check_content(self) -> None:
        reading.check_choices(self.entries, "scenes", fewest=0, most=MOST_SCENES + MOST_WAYS)
        for place, fault in self.story.faults():
            raise FrozenError(f"scenes.{place}" if place else "scenes", fault.value)

    @property
    def entries(self) -> list[str]:
        """Scenes and ways, everything that has words."""
        return [scene for scene, _ending in self.scenes] + [way.id for way in self.ways]

    def ending_of(self, path: Sequence[Way]) -> str:
        """The scene in which a complete path ends."""
        return path[-1].leads_to

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a scenario."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        scenes = [
            (reading.text(entry, "id"), reading.text(entry, "ending", default=""))
            for entry in reading.entries(fields, "scenes", {"id", "ending"})
        ]
        if not all(ending in ("", *Ending) for _scene, ending in scenes):
            raise FrozenError("ending", f"not one of {', '.join(Ending)}")
        ways = [
            Way(reading.text(entry, "id"), reading.text(entry, "scene"), reading.text(entry, "leads_to"))
            for entry in reading.entries(fields, "ways", {"id", "scene", "leads_to"})
        ]
        return cls(
            id=head.id, competency=head.competency, max_score=head.max_score, scenes=tuple(scenes), ways=tuple(ways)
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "scenes": [{"id": scene, **({"ending": ending} if ending else {})} for scene, ending in self.scenes],
            "ways": [{"id": way.id, "scene": way.scene, "leads_to": way.leads_to} for way in self.ways],
        }


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """The ways that were taken, from the first scene to an ending."""

    path: tuple[Way, ...]

    def to_json(self) -> Json:
        return {"path": [way.id for way in self.path]}


type Answer = ScenarioAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenScenario:
    return FrozenScenario.from_json(data)


def texts_from_json(frozen: FrozenScenario, data: object) -> ItemTexts:
    """Raises FrozenError unless every scene and every way has its text."""
    return reading.item_texts(data, frozen.entries)


def way_field(scene: str) -> str:
    """The name of the form field that holds the way taken in a scene."""
    return FIELD_PREFIX + scene


def answer_from_json(frozen: FrozenScenario, data: object) -> Answer:
    """Reads `{"path": [way id, …]}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "path")
    if isinstance(value, DontKnow):
        return value
    taken = reading.answer_list(value)
    ways = {way.id: way for way in frozen.ways}
    if not set(taken) <= ways.keys():
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE)
    path, known = _follow(frozen, {ways[name].scene: ways[name] for name in taken})
    if not known:
        raise AnswerError(AnswerCode.INCOMPLETE)
    if [way.id for way in path] != taken:
        raise AnswerError(AnswerCode.MALFORMED)
    return ScenarioAnswer(path)


def _follow(frozen: FrozenScenario, taken: Mapping[str, Way]) -> tuple[tuple[Way, ...], bool]:
    """The path from the beginning as far as ways were taken, and whether it reaches an ending."""
    path: list[Way] = []
    scene = frozen.story.start
    while scene in taken:  # ends: a story has no circle
        path.append(taken[scene])
        scene = taken[scene].leads_to
    return tuple(path), bool(frozen.story.scenes[scene])


def read_answer(frozen: FrozenScenario, texts: ItemTexts, post: Form) -> Answer:
    """Reads `way-<scene>` of the scenes that the story comes to, and the box `dont_know`, which wins.

    Raises AnswerError naming the scene where the story stopped; what was chosen in scenes aside is left alone.
    """
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    path: list[Way] = []
    scene = frozen.story.start
    while not frozen.story.scenes[scene]:
        field = way_field(scene)
        chosen = {value for value in post.getlist(field) if value}
        if not chosen:
            raise AnswerError(AnswerCode.INCOMPLETE if path else AnswerCode.EMPTY, [field])
        if len(chosen) > 1:
            raise AnswerError(AnswerCode.TOO_MANY, [field])
        way = next((way for way in frozen.story.ways_by_scene[scene] if way.id in chosen), None)
        if way is None:
            raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [field])
        path.append(way)
        scene = way.leads_to
    return ScenarioAnswer(tuple(path))


def fields(frozen: FrozenScenario, answer: Answer) -> dict[str, list[str]]:
    if isinstance(answer, DontKnow):
        return {dont_know.CODE: ["1"]}
    return {way_field(way.scene): [way.id] for way in answer.path}


def view(frozen: FrozenScenario, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The scenes that go on, numbered; those the story has come to are open. Endings are told with the feedback."""
    numbers = {scene: number for number, scene in enumerate(_going_on(frozen), 1)}
    chosen = {scene: set(fields.get(way_field(scene), ())) for scene in numbers}
    taken = {way.scene: way for way in frozen.ways if way.id in chosen[way.scene]}
    path, _is_complete = _follow(frozen, taken)
    opened = {frozen.story.start, *(way.leads_to for way in path)}
    places = {way.id: place for place, way in enumerate(_in_order(frozen), 1)}
    return {
        "scenes": [
            {
                "number": number,
                "text": texts.choices[scene].text,
                "field": way_field(scene),
                "is_open": scene in opened,
                "ways": [
                    {
                        "id": way.id,
                        "place": places[way.id],
                        "text": texts.choices[way.id].text,
                        "next": numbers.get(way.leads_to),
                        "is_chosen": way.id in chosen[scene],
                    }
                    for way in frozen.story.ways_by_scene[scene]
                ],
            }
            for scene, number in numbers.items()
        ],
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def _going_on(frozen: FrozenScenario) -> list[str]:
    return [scene for scene, ending in frozen.scenes if not ending]


def _in_order(frozen: FrozenScenario) -> list[Way]:
    return [way for scene in _going_on(frozen) for way in frozen.story.ways_by_scene[scene]]


def _good_ending(frozen: FrozenScenario) -> str:
    return next(scene for scene, ending in frozen.scenes if ending == Ending.GOOD)


def right_answer(frozen: FrozenScenario, texts: ItemTexts) -> Answer:
    """A shortest path to the first good ending."""
    return ScenarioAnswer(frozen.story.first_paths[_good_ending(frozen)])


def wrong_answers(frozen: FrozenScenario, texts: ItemTexts) -> list[Answer]:
    """A shortest path to each ending that is not good."""
    endings = [scene for scene, ending in frozen.scenes if ending in (Ending.MIXED, Ending.BAD)]
    return [ScenarioAnswer(frozen.story.first_paths[scene]) for scene in endings]


def grade(frozen: FrozenScenario, answer: Answer) -> Decimal:
    """`max_score` for a good ending, half of it for a mixed one."""
    return part(frozen, partial_share(frozen, answer))


def partial_share(frozen: FrozenScenario, answer: Answer) -> Decimal:
    """1, a half or 0, by the ending."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    return SHARES[Ending(frozen.story.scenes[frozen.ending_of(answer.path)])]


def shuffle_order(frozen: FrozenScenario, rng_seed: str | int) -> list[str]:
    """As the author tells it: a story is not shuffled."""
    return frozen.entries


def cell(frozen: FrozenScenario, answer: Answer | None) -> Cell:
    """The letters of the scenes after the first: "B-D"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    return Cell(state_of(partial_share(frozen, answer)), "-".join(_letter(frozen, way.leads_to) for way in answer.path))


def options(frozen: FrozenScenario) -> tuple[str, ...]:
    """The endings; the first good one stands for all good ones."""
    good = _good_ending(frozen)
    return tuple(scene for scene, ending in frozen.scenes if ending and (ending != Ending.GOOD or scene == good))


def is_option(frozen: FrozenScenario, option: str) -> bool:
    return option in options(frozen)


def right_options(frozen: FrozenScenario) -> frozenset[str]:
    return frozenset({_good_ending(frozen)})


def picked(frozen: FrozenScenario, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, DontKnow):
        return ()
    ending = frozen.ending_of(answer.path)
    return (_good_ending(frozen) if frozen.story.scenes[ending] == Ending.GOOD else ending,)


def option_mark(frozen: FrozenScenario, option: str) -> str:
    return _letter(frozen, option)


def option_text(frozen: FrozenScenario, texts: ItemTexts, option: str) -> str:
    return texts.choices[option].text


def option_misconception(frozen: FrozenScenario, texts: ItemTexts, option: str) -> str:
    return "" if option in right_options(frozen) else texts.choices[option].misconception


def chosen_labels(frozen: FrozenScenario, texts: ItemTexts, answer: Answer) -> list[str]:
    """The ways taken in words, as the student's check page lists them."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    return [texts.choices[way.id].text for way in answer.path]


def key_labels(frozen: FrozenScenario, texts: ItemTexts) -> list[str]:
    """A path to a good ending in words; the caller decides whether the reader may see it."""
    return chosen_labels(frozen, texts, right_answer(frozen, texts))


def feedback(frozen: FrozenScenario, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What each step led to (right while a good ending can be reached), how the story ended, then about the item."""
    entries = [FeedbackEntry("", "", texts.feedback)] if texts.feedback else []
    if isinstance(answer, DontKnow):
        return entries
    steps = [
        FeedbackEntry(
            way.id, texts.choices[way.id].text, texts.choices[way.id].feedback, way.leads_to in frozen.story.hopeful
        )
        for way in answer.path
    ]
    ending = frozen.ending_of(answer.path)
    is_good = frozen.story.scenes[ending] == Ending.GOOD
    return [*steps, FeedbackEntry(ending, _("How it ended"), texts.choices[ending].text, is_good), *entries]


def misconceptions(frozen: FrozenScenario, texts: ItemTexts, answer: Answer) -> list[str]:
    """What an ending that is not good suggests the student believes; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return [misconception for misconception in found if misconception]


def _letter(frozen: FrozenScenario, scene: str) -> str:
    return ascii_uppercase[list(frozen.story.scenes).index(scene)]
