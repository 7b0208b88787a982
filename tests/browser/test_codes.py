"""Codes drawn on the device are those that the standard asks for: the same dots as another maker's, in every size."""

import random
import string

import pytest
import segno

from benchmarks.server import ROOT

pytestmark = pytest.mark.browser
ALPHABET = string.ascii_letters + string.digits + "-_"
SOURCE = ROOT / "static" / "js" / "qr.js"
FULL = {1: 17, 2: 32, 5: 106, 6: 134, 7: 154, 9: 230, 10: 271, 14: 458, 20: 858, 25: 1273, 32: 1952, 40: 2953}


def test_codes_of_every_shape_are_those_of_the_standard(chromium):
    page = chromium.new_page()
    page.add_script_tag(content=f"{SOURCE.read_text()}; globalThis.matrix = matrix", type="module")
    draw = random.Random(7)
    # Full ones: the other maker fills the rest of a code in a way of its own.
    for place, (version, length) in enumerate(FULL.items()):
        text = "".join(draw.choices(ALPHABET, k=length))
        wanted = segno.make(text, error="l", mode="byte", version=version, mask=place % 8, boost_error=False)
        found = page.evaluate(f"matrix({text!r}, {place % 8})")
        assert found == [[bool(dot) for dot in row] for row in wanted.matrix], version
    assert page.evaluate("matrix('x'.repeat(2953 + 1))") is None
    assert len(page.evaluate("matrix('x'.repeat(33))")) == 29
    page.close()
