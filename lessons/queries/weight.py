"""What a student's phone loads for the heaviest step of a lesson, near enough to warn its author in time."""

import zlib
from collections import defaultdict

from cms.models import CustomImage
from lessons.models import LessonPage
from lessons.queries.shapes import pictures

KILOBYTE = 1000
MOST_KILOBYTES = 100
# The frame of a page, its style sheet and its scripts as they are sent, in a class with all that keeps answers safe.
FRAME = 24 * KILOBYTE
SHOWN_WIDTH = 640


def kilobytes(lesson: LessonPage) -> int:
    """Return the weight of the heaviest step at a first visit, in thousands of bytes. One query."""
    shown = [(heading, picture.get("image")) for heading, picture in pictures(lesson)]
    files = CustomImage.objects.in_bulk([pk for _heading, pk in shown if pk])
    weights: dict[str, float] = defaultdict(float)
    for heading, pk in shown:
        if pk in files:
            weights[heading] += _sent(files[pk])
    for step in lesson.body.raw_data:
        weights[step["value"].get("heading", "")] += len(zlib.compress(repr(step["value"]).encode()))
    return round((FRAME + max(weights.values(), default=0)) / KILOBYTE)


def _sent(image: CustomImage) -> float:
    """Return what is sent of a picture: it is made as narrow as a phone needs it."""
    return float(image.file_size or 0) * min(1.0, SHOWN_WIDTH / (image.width or SHOWN_WIDTH)) ** 2
