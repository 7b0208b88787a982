"""The frozen item: a choice among places on the question's picture."""

from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import reading
from assessments.interactions.base import FrozenError, Json
from assessments.interactions.choice.logic import Cardinality, FrozenChoice
from assessments.interactions.hotspot.regions import Region, check_regions

ITEM_FIELDS = reading.HEAD_FIELDS | {"cardinality", "regions", "key", "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenHotspot(FrozenChoice):
    """`regions` are the places of `choices`, in the same order, which gives the numbers on the picture."""

    kind: ClassVar[str] = "hotspot"
    shuffle: bool = False
    regions: tuple[Region, ...]

    def check_content(self) -> None:
        FrozenChoice.check_content(self)
        if tuple(region.id for region in self.regions) != self.choices:
            raise FrozenError("choices", "not the regions")
        check_regions(self.regions)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a hotspot item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        regions = tuple(Region.from_json(one) for one in reading.entries(fields, "regions", Region._fields))
        cardinality = reading.text(fields, "cardinality")
        if cardinality not in set(Cardinality):
            raise FrozenError("cardinality", "neither single nor multiple")
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            cardinality=Cardinality(cardinality),
            choices=tuple(region.id for region in regions),
            regions=regions,
            key=frozenset(reading.texts(fields, "key")),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "cardinality": self.cardinality.value,
            "regions": [region.to_json() for region in self.regions],
            "key": [choice for choice in self.choices if choice in self.key],
            **({"partial": True} if self.partial else {}),
        }
