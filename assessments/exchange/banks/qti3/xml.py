"""Small pieces of QTI 3 as text."""

import html
import re
from collections.abc import Iterable, Mapping

from assessments.exchange.banks.encoding import CONTROLS

# What no XML document may hold, however it is written, and what readers of files leave out.
FORBIDDEN = re.compile(rf"{CONTROLS.pattern}|[\x00\ud800-\udfff]")
RESPONSE = "RESPONSE"


def escape(text: str) -> str:
    """Return words as XML."""
    return html.escape(FORBIDDEN.sub("", text), quote=False)


def element(tag: str, inside: str = "", **attributes: str) -> str:
    """Return an element; an underscore in the name of an attribute stands for a hyphen."""
    written = "".join(f' {name.replace("_", "-")}="{_quoted(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def _quoted(value: str) -> str:
    return html.escape(FORBIDDEN.sub("", value)).replace("\n", "&#10;")


def paragraphs(text: str) -> str:
    """Return words as paragraphs, one a line."""
    return "".join(element("p", escape(line)) for line in text.split("\n") if line.strip())


def declared(
    values: Iterable[str], points: Mapping[str, str] | None = None, *, name: str = RESPONSE,
    cardinality: str = "single", base_type: str = "identifier",
) -> str:  # fmt: skip
    """Return the declaration of a response with its key."""
    right = "".join(element("qti-value", escape(value)) for value in values)
    inside = element("qti-correct-response", right) if right else ""
    if points:
        entries = "".join(element("qti-map-entry", map_key=key, mapped_value=point) for key, point in points.items())
        inside += element("qti-mapping", entries, default_value="0", lower_bound="0")
    return element("qti-response-declaration", inside, identifier=name, cardinality=cardinality, base_type=base_type)


def said(identifier: str, text: str) -> str:
    """Return a comment inside a choice, shown to whoever picks it."""
    return element(
        "qti-feedback-inline", escape(text), outcome_identifier="FEEDBACK", identifier=identifier, show_hide="show"
    )


def interaction(kind: str, inside: str = "", *, name: str = RESPONSE, **attributes: str) -> str:
    """Return an interaction."""
    return element(f"qti-{kind}-interaction", inside, response_identifier=name, **attributes)


def prompt(text: str) -> str:
    """Return the words of a question inside its interaction."""
    return element("qti-prompt", escape(text).replace("\n", "<br/>"))
