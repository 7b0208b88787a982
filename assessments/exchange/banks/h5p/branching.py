"""A branching scenario of H5P as a story with endings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import texts
from assessments.exchange.banks.h5p.params import Params, words
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion

END = -1
GO_ON = "…"
QUESTION, TEXT = "H5P.BranchingQuestion", "H5P.AdvancedText"
MOST_SCENES = 26


@dataclass(slots=True)
class _Story:
    scenes: list[PackEntry] = field(default_factory=list)
    ways: list[PackEntry] = field(default_factory=list)
    endings: list[tuple[str, str, Decimal | None]] = field(default_factory=list)  # id, words, points

    def way(self, text: str, scene: str, leads_to: str, consequence: str = "") -> None:
        settings = {"scene": scene, "leads_to": leads_to}
        self.ways.append(PackEntry(f"w{len(self.ways)}", texts(text=text, feedback=consequence), settings))

    def ending(self, text: str, points: Decimal | None) -> str:
        """Return the scene for an ending; endings alike are one."""
        for name, said, worth in self.endings:
            if (said, worth) == (text, points):
                return name
        self.endings.append((f"e{len(self.endings)}", text, points))
        return self.endings[-1][0]


def build(source: Source, params: Params) -> tuple[str, PackQuestion]:
    """Return the story; raises Unusable where scenes are films or slides, or nothing says which ending is good."""
    inner = params.inner("branchingScenario")
    nodes = inner.all("content")
    if len(nodes) > MOST_SCENES:
        raise Unusable(Reason.TOO_MANY_CHOICES, str(len(nodes)))
    story = _Story()
    ends = inner.all("endScreens")
    closing = ends[0] if ends else Params()
    for number, node in enumerate(nodes):
        _add(source, story, closing, node, (number, len(nodes)))
    _add_endings(story)
    start = inner.inner("startScreen")
    prompt = "\n".join(
        line
        for name in ("startScreenTitle", "startScreenSubtitle")
        if (line := words(source, start.text(name)))
    )  # fmt: skip
    lists = {CHOICES: tuple(story.scenes), "targets": tuple(story.ways)}
    return "scenario", PackQuestion(texts(prompt=prompt or source.name or words(source, inner.text("title"))), lists)


def _add(source: Source, story: _Story, closing: Params, node: Params, at: tuple[int, int]) -> None:
    number, count = at
    type_ = node.inner("type")
    library, params = type_.library, type_.inner("params")
    scene = f"s{number}"
    if library == TEXT:
        story.scenes.append(PackEntry(scene, texts(text=words(source, params.text("text")))))
        after = _after(source, story, closing, node, count)
        story.way(GO_ON, scene, *after)
    elif library == QUESTION:
        asked = params.inner("branchingQuestion")
        story.scenes.append(PackEntry(scene, texts(text=words(source, asked.text("question")))))
        for way in asked.all("alternatives"):
            after = _after(source, story, closing, way, count)
            story.way(words(source, way.text("text")), scene, *after)
    else:
        raise Unusable(Reason.UNKNOWN_KIND, library)


def _after(source: Source, story: _Story, closing: Params, step: Params, count: int) -> tuple[str, str]:
    """Return the scene that a step leads to, and what is said on the way."""
    said = step.inner("feedback")
    shown = "\n".join(line for name in ("title", "subtitle") if (line := words(source, said.text(name))))
    target = drafts.number(step.text("nextContentId") or str(END))
    if target is not None and 0 <= target < count:
        return f"s{int(target)}", shown
    if target != END:
        raise Unusable(Reason.BROKEN, step.text("nextContentId")[:20])
    usual = "\n".join(
        line for name in ("endScreenTitle", "endScreenSubtitle") if (line := words(source, closing.text(name)))
    )
    points = drafts.number((said if said.text("endScreenScore") else closing).text("endScreenScore"))
    return story.ending(shown or usual or GO_ON, points), ""


def _add_endings(story: _Story) -> None:
    worth: Sequence[Decimal] = [points for _name, _text, points in story.endings if points is not None]
    if len(worth) < len(story.endings) or not worth or max(worth) <= 0:
        raise Unusable(Reason.NO_KEY)
    for name, text, points in story.endings:
        how = "good" if points == max(worth) else "bad" if not points or points <= 0 else "mixed"
        story.scenes.append(PackEntry(name, texts(text=text), {"ending": how}))
