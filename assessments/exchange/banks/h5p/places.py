"""H5P's question about places on a picture."""

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.h5p.params import Builder, Built, Params, words
from assessments.exchange.banks.places import Place, hotspot

FIGURES = ("rectangle", "circle", "")


def _build(source: Source, params: Params) -> Built:
    inner = params.inner("imageHotspotQuestion")
    settings = inner.inner("hotspotSettings")
    places = [_place(source, one) for one in settings.all("hotspot")]
    if not any(place.is_right for place in places):
        raise Unusable(Reason.NO_KEY)
    title = inner.inner("backgroundImageSettings").text("questionTitle")
    prompt = words(source, settings.text("taskDescription")) or words(source, title) or source.name
    # There one tap answers the question, and any right place is as good as another.
    if sum(place.is_right for place in places) > 1:
        raise Unusable(Reason.SEVERAL_KEYS)
    return hotspot(source, prompt, places, single=True)


def _place(source: Source, one: Params) -> Place:
    shape, said = one.inner("computedSettings"), one.inner("userSettings")
    numbers = [drafts.number(shape.text(name)) for name in ("x", "y", "width", "height")]
    if shape.text("figure") not in FIGURES or None in numbers:
        raise Unusable(Reason.BROKEN, shape.text("figure")[:40])
    x, y, width, height = (float(number or 0) for number in numbers)
    return Place(
        left=x, top=y, right=x + width, bottom=y + height,
        is_right=said.flag("correct"), feedback=words(source, said.text("feedbackText")),
    )  # fmt: skip


PLACE_QUESTIONS: dict[str, Builder] = {"H5P.ImageHotspotQuestion": _build}
