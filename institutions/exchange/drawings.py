"""What printed sheets draw: square codes for the camera, and the symbols that stand for students."""

import io
import re
from functools import cache

import segno
from django.conf import settings

SYMBOL = re.compile(r'<symbol id="sym-([a-z]+)" ([^>]*)>(.*?)</symbol>', re.DOTALL)


def qr_svg(url: str, *, scale: float = 1) -> str:
    """Return the code as SVG with a quiet zone; level M survives a folded corner.

    Most of a token is random, so that any mask mixes dark and light well; weighing all eight takes
    four fifths of the time.
    """
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=3).save(drawn, kind="svg", border=3, xmldecl=False, scale=scale)
    return drawn.getvalue().decode()


@cache
def symbol_drawings() -> dict[str, str]:
    """Return each drawing of the sprite as an SVG of its own, in black."""
    sprite = (settings.BASE_DIR / "static" / "symbols.svg").read_text()
    return {
        name: f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{shape}</svg>'.replace("currentColor", "#000")
        for name, attributes, shape in SYMBOL.findall(sprite)
    }
