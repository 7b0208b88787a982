"""The inside of a QTI element as HTML."""

import html
from collections.abc import Callable

from assessments.exchange.banks.qti.tree import Element


def markup(element: Element, instead: Callable[[Element], str | None]) -> str:
    """Return what is inside as HTML; ``instead`` may name other words for an element, or None to leave it as it is."""
    parts: list[str] = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(html.escape(" ".join(part.split()) if part.strip() else " ", quote=False))
            # Spaces at the ends part words from what stands beside them.
            if part.strip():
                parts[-1] = f"{' ' * part[:1].isspace()}{parts[-1]}{' ' * part[-1:].isspace()}"
            continue
        other = instead(part)
        parts.append(_as_html(part, instead) if other is None else other)
    return "".join(parts)


def _as_html(element: Element, instead: Callable[[Element], str | None]) -> str:
    source = element.get("src") or element.get("data")
    attributes = f' src="{html.escape(source)}" alt="{html.escape(element.get("alt"))}"' if source else ""
    tag = "img" if element.tag == "object" and element.get("type").startswith("image/") else element.tag
    if tag in ("img", "br", "hr"):
        return f"<{tag}{attributes}/>"
    return f"<{tag}{attributes}>{markup(element, instead)}</{tag}>"
