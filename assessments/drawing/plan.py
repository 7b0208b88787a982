"""What a version says beside its questions: what is drawn, what one form alone asks, what must be right."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from assessments.drawing.forms import FORM_B, FORMS
from assessments.interactions.base import FrozenError, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Some questions of a pool, another choice for each attempt; where there are two forms, each has its own pool."""

    id: str
    count: int
    pools: tuple[tuple[str, ...], ...]

    def pool(self, form: str) -> tuple[str, ...]:
        """The questions that a form may ask."""
        return self.pools[-1] if form == FORM_B else self.pools[0]

    def to_json(self) -> Json:
        return {"id": self.id, "count": self.count, "pools": [list(pool) for pool in self.pools]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of one version; `only_in` names the form of a question that the other form does not ask.

    All `critical` questions have to be right in a test that asks for that.
    """

    draws: tuple[Draw, ...] = ()
    has_forms: bool = False
    only_in: Mapping[str, str] = field(default_factory=dict)
    critical: frozenset[str] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether every attempt asks the same."""
        return not self.draws and not self.has_forms

    def pooled(self) -> dict[str, Draw]:
        """Every question that is drawn, with its draw."""
        return {item_id: draw for draw in self.draws for pool in draw.pools for item_id in pool}

    def check(self, item_ids: Collection[str]) -> None:
        """Raises FrozenError unless the plan fits these questions and itself."""
        for reason in self._faults(set(item_ids)):
            raise FrozenError("plan", reason)

    def _faults(self, known: set[str]) -> Iterator[str]:
        pooled = [item_id for draw in self.draws for pool in draw.pools for item_id in pool]
        fixed = known - set(pooled)
        if len(set(pooled)) < len(pooled):
            yield "a question lies in two pools"
        if not known.issuperset(pooled):
            yield "a pool names a question that is not there"
        for draw in self.draws:
            if draw.count < 1 or any(len(pool) < draw.count for pool in draw.pools):
                yield f"the draw {draw.id} takes more than it has"
            if len(draw.pools) != (len(FORMS) if self.has_forms else 1):
                yield f"the draw {draw.id} has a pool too many or too few"
        if self.only_in and not self.has_forms:
            yield "a question belongs to a form, and there are none"
        if not fixed.issuperset(self.only_in) or not set(FORMS).issuperset(self.only_in.values()):
            yield "a form names a question that is drawn, or there is no such form"
        if not fixed.issuperset(self.critical):
            yield "a question that must be right may not be asked"

    def to_json(self) -> Json:
        """The stored shape; only what differs from a plan that says nothing."""
        said: Json = {
            "draws": [draw.to_json() for draw in self.draws],
            "has_forms": self.has_forms,
            "only_in": dict(self.only_in),
            "critical": sorted(self.critical),
        }
        return {name: value for name, value in said.items() if value}
