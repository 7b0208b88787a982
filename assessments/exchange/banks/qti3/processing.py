"""How a written item is marked: by its declared keys alone."""

from collections.abc import Sequence

from assessments.exchange.banks.qti3.xml import RESPONSE, element


def _set(outcome: str, inside: str) -> str:
    return element("qti-set-outcome-value", inside, identifier=outcome)


def matched(name: str = RESPONSE, *, compared: str = "qti-match", **attributes: str) -> str:
    """Return a rule that gives a point for what is declared as right."""
    pair = element("qti-variable", identifier=name) + element("qti-correct", identifier=name)
    point = element(
        "qti-sum",
        element("qti-variable", identifier="SCORE") + element("qti-base-value", "1", base_type="float"),
    )
    inside = element(compared, pair, **attributes) + _set("SCORE", point)
    return element("qti-response-condition", element("qti-response-if", inside))


def mapped(names: Sequence[str]) -> str:
    """Return a rule that adds up the points of responses."""
    return _set("SCORE", element("qti-sum", "".join(element("qti-map-response", identifier=name) for name in names)))


def commented(name: str = RESPONSE) -> str:
    """Return a rule that shows the comments on what was chosen."""
    return _set("FEEDBACK", element("qti-variable", identifier=name))
