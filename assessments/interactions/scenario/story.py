"""The map of a branching story: scenes, the ways between them, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

FEWEST_SCENES, MOST_SCENES, MOST_WAYS = 2, 26, 60


class Ending(StrEnum):
    """How a story turned out."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class Fault(StrEnum):
    """What keeps a story from being told; the words for the reader belong to the pack."""

    TOO_FEW_SCENES = "too_few_scenes"
    TOO_MANY_SCENES = "too_many_scenes"
    TOO_MANY_WAYS = "too_many_ways"
    LEADS_NOWHERE = "leads_nowhere"
    DEAD_END = "dead_end"
    GOES_ON = "goes_on"
    UNREACHED = "unreached"
    CIRCLE = "circle"
    NO_GOOD_ENDING = "no_good_ending"


@dataclass(frozen=True, slots=True)
class Way:
    """A choice in one scene and the scene that follows."""

    id: str
    scene: str
    leads_to: str


@dataclass(frozen=True)
class Story:
    """`scenes` in the author's order, the first begins; each with its ending, or "" where the story goes on."""

    scenes: Mapping[str, str]
    ways: Sequence[Way]

    @cached_property
    def start(self) -> str:
        return next(iter(self.scenes), "")

    @cached_property
    def ways_by_scene(self) -> dict[str, list[Way]]:
        return {scene: [way for way in self.ways if way.scene == scene] for scene in self.scenes}

    @cached_property
    def first_paths(self) -> dict[str, tuple[Way, ...]]:
        """The shortest way from the beginning to each scene that can be reached."""
        found: dict[str, tuple[Way, ...]] = {self.start: ()}
        waiting = [self.start]
        for scene in waiting:
            for way in self.ways_by_scene.get(scene, ()):
                if way.leads_to not in found:
                    found[way.leads_to] = (*found[scene], way)
                    waiting.append(way.leads_to)
        return found

    @cached_property
    def hopeful(self) -> frozenset[str]:
        """The scenes from which a good ending can still be reached, good endings among them."""
        found = {scene for scene, ending in self.scenes.items() if ending == Ending.GOOD}
        before = -1
        while len(found) != before:
            before = len(found)
            found |= {way.scene for way in self.ways if way.leads_to in found}
        return frozenset(found)

    def faults(self) -> Iterator[tuple[str, Fault]]:
        """Yield everything that is wrong, with the scene or way it is about; lengths first."""
        if not FEWEST_SCENES <= len(self.scenes) <= MOST_SCENES:
            yield "", Fault.TOO_FEW_SCENES if len(self.scenes) < FEWEST_SCENES else Fault.TOO_MANY_SCENES
        if len(self.ways) > MOST_WAYS:
            yield "", Fault.TOO_MANY_WAYS
        for way in self.ways:
            if way.scene not in self.scenes or way.leads_to not in self.scenes:
                yield way.id, Fault.LEADS_NOWHERE
        for scene, ending in self.scenes.items():
            if bool(ending) == bool(self.ways_by_scene[scene]):
                yield scene, Fault.GOES_ON if ending else Fault.DEAD_END
            if scene not in self.first_paths:
                yield scene, Fault.UNREACHED
        if circle := self._circle():
            yield circle, Fault.CIRCLE
        if self.start not in self.hopeful:
            yield "", Fault.NO_GOOD_ENDING

    def _circle(self) -> str:
        """Return a scene that comes again after itself, or nothing: scenes are taken away while nothing leads there."""
        left = dict.fromkeys(self.scenes)
        while True:
            entered = {way.leads_to for way in self.ways if way.scene in left}
            free = [scene for scene in left if scene not in entered]
            if not free:
                return next(iter(left), "")
            for scene in free:
                del left[scene]
