"""QTI's question about places on a picture: rectangles, and circles as the rectangles around them."""

import re
from collections.abc import Sequence

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.places import Place, hotspot
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import PackQuestion

NUMBER = re.compile(r"(\d{1,6})(?:\.\d{1,6})?(?:px)?")
CORNERS = {"rect": 4, "circle": 3, "ellipse": 4}


def build(asked: Asked) -> tuple[str, PackQuestion]:
    """Return the question; shapes of another kind are told."""
    shown = next((one for one in asked.element.walk() if one.tag in ("object", "img")), None)
    size = (_number(shown.get("width")), _number(shown.get("height"))) if shown is not None else (0.0, 0.0)
    if not all(size):
        raise Unusable(Reason.BROKEN, "width, height")
    right = set(asked.values)
    places = [_place(asked, one, size, right) for one in asked.element.all("hotspot-choice")]
    if not right or right - {one.get("identifier") for one in asked.element.all("hotspot-choice")}:
        raise Unusable(Reason.NO_KEY)
    single = asked.key.cardinality == "single"
    return hotspot(asked.source, asked.prompt(), places, single=single, feedback=asked.comments.general)


def _place(asked: Asked, one: Element, size: tuple[float, float], right: set[str]) -> Place:
    shape = one.get("shape")
    numbers = [_number(part) for part in one.get("coords").split(",")]
    if len(numbers) != CORNERS.get(shape):
        raise Unusable(Reason.BROKEN, f"shape {shape}"[:40])
    left, top, end, bottom = _box(shape, numbers)
    width, height = (100 / side for side in size)
    return Place(
        left=left * width, top=top * height, right=end * width, bottom=bottom * height,
        is_right=one.get("identifier") in right,
        name=one_line(one.get("hotspot-label"))[:250],
        feedback=asked.feedback_of(one),
    )  # fmt: skip


def _box(shape: str, numbers: Sequence[float]) -> tuple[float, float, float, float]:
    if shape == "rect":
        left, top, end, bottom = numbers
        return left, top, end, bottom
    x, y, across = numbers[:3]
    down = numbers[3] if shape == "ellipse" else across
    return x - across, y - down, x + across, y + down


def _number(text: str) -> float:
    written = text.strip()
    return float(written.removesuffix("px")) if NUMBER.fullmatch(written) else 0.0
