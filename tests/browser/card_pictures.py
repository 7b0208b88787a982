"""Pictures of answer cards as a camera might see them: turned, tilted, small, noisy and several at once."""

import random
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from lessons.exchange.card_marks import LETTERS, mark_cells

WIDTH, HEIGHT = 640, 480
CELL = 20
MARGIN = 2  # cells of white around the frame


def card(seat: int, letter: str, *, flip: Sequence[tuple[int, int]] = ()) -> Image.Image:
    """Draw a card with a letter on top; ``flip`` names cells (row, column) that are misread."""
    side = (7 + 2 * MARGIN) * CELL
    image = Image.new("L", (side, side), 235)
    pen = ImageDraw.Draw(image)
    pen.rectangle([MARGIN * CELL, MARGIN * CELL, side - MARGIN * CELL - 1, side - MARGIN * CELL - 1], fill=30)
    for row, cells in enumerate(mark_cells(seat), MARGIN + 1):
        for column, is_dark in enumerate(cells, MARGIN + 1):
            if is_dark is ((row - MARGIN - 1, column - MARGIN - 1) in flip):
                pen.rectangle([column * CELL, row * CELL, (column + 1) * CELL - 1, (row + 1) * CELL - 1], fill=235)
    return image.rotate(-90 * LETTERS.index(letter))


def scene(cards: Sequence[tuple[Image.Image, tuple[int, int], int, float, float]], *, noise: int = 0) -> Image.Image:
    """Lay cards on a grey room: each with its middle, side in pixels, turn in degrees, and tilt (1 is none)."""
    room = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: 90 + value // 3)
    for image, (x, y), side, turn, tilt in cards:
        small = image.resize((side, side), Image.Resampling.BILINEAR)
        mask = Image.new("L", small.size, 255)
        leaning = [tilted(one, tilt).rotate(turn, Image.Resampling.BILINEAR, expand=True) for one in (small, mask)]
        room.paste(leaning[0], (x - leaning[0].width // 2, y - leaning[0].height // 2), leaning[1])
    if noise:
        dice = random.Random(1)
        data = bytes(min(255, max(0, value + dice.randint(-noise, noise))) for value in room.tobytes())
        room = Image.frombytes("L", room.size, data)
    return room


def tilted(image: Image.Image, tilt: float) -> Image.Image:
    """Lean a picture back: its top edge becomes shorter by ``tilt``, and it loses height, as seen from below."""
    width, height = image.size
    inset = round(width * (1 - tilt) / 2)
    # Where each corner of the new picture comes from: beyond the old one on the left and right of the top.
    far = round(inset * width / max(1, width - 2 * inset))
    quad = (-far, 0, 0, height, width, height, width + far, 0)
    return image.transform(
        (width, round(height * (1 + tilt) / 2)), Image.Transform.QUAD, quad, Image.Resampling.BILINEAR
    )


def film(image: Image.Image, frames: int = 2) -> bytes:
    """Return a grey film as YUV4MPEG2, which Chromium takes for a camera."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    out = BytesIO()
    out.write(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT))
    for _frame in range(frames):
        out.write(b"FRAME\n" + image.tobytes() + grey)
    return out.getvalue()
