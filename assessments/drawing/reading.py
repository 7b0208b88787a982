"""The stored plan of a version, read strictly."""

from assessments.drawing.plan import Draw, Plan
from assessments.interactions import reading
from assessments.interactions.base import FrozenError


def plan_from_json(data: object) -> Plan:
    """Read a plan; raises FrozenError. What it says about questions is checked where they are known."""
    fields = reading.record("plan", data, {"draws", "has_forms", "only_in", "critical"})
    only_in = fields.get("only_in", {})
    if not isinstance(only_in, dict) or not all(isinstance(form, str) for form in only_in.values()):
        raise FrozenError("only_in", "not an object of forms")
    draws = fields.get("draws", [])
    if not isinstance(draws, list):
        raise FrozenError("draws", "not a list")
    return Plan(
        draws=tuple(_draw(one) for one in draws),
        has_forms=reading.flag(fields, "has_forms", default=False),
        only_in=dict(only_in),
        critical=frozenset(_names("critical", fields.get("critical", []))),
    )


def _draw(data: object) -> Draw:
    fields = reading.record("draws", data, {"id", "count", "pools"})
    count, pools = fields.get("count"), fields.get("pools")
    if isinstance(count, bool) or not isinstance(count, int):
        raise FrozenError("count", "not a whole number")
    if not isinstance(pools, list) or not pools:
        raise FrozenError("pools", "not a list")
    return Draw(id=reading.text(fields, "id"), count=count, pools=tuple(tuple(_names("pools", pool)) for pool in pools))


def _names(name: str, data: object) -> list[str]:
    if not isinstance(data, list) or not all(isinstance(entry, str) for entry in data):
        raise FrozenError(name, "not a list of names")
    return data
