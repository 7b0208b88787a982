"""A person's practical work as PDF: no name in it, so that whoever prints it writes their own."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.queries.portfolio import PortfolioEntry, ShownWork
from lessons.exchange.paper_pdf import sheet_pdf


def work_pdf(entries: Sequence[PortfolioEntry], photos: Mapping[str, bytes], language: str) -> bytes:
    """Return the file; ``photos`` by the public id of their rows."""
    names = {f"{public_id}.jpg": content for public_id, content in photos.items()}
    data = {
        "title": _("My practical work"),
        "name": pgettext("of a person", "Name"),
        "language": language,
        "entries": [
            {
                "title": one.title,
                "day": date_format(localtime(one.made_at), "DATE_FORMAT"),
                "verdict": str(one.verdict.label),
                "works": [_work(work, names) for work in one.works],
            }
            for one in entries
        ],
    }
    return sheet_pdf("work.typ", data, names)


def _work(work: ShownWork, names: Mapping[str, bytes]) -> dict[str, object]:
    photo = f"{work.photo.public_id}.jpg" if work.photo else ""
    return {
        "prompt": work.prompt,
        "points": _("%(score)s of %(most)s points") % {"score": work.score, "most": work.max_score},
        "observed": _("seen at work by the teacher") if work.is_observed else "",
        "feedback": work.feedback,
        "photo": photo if photo in names else "",
        "alt": _("Photo of the work"),
        "criteria": [
            {"text": f"★ {row.text}" if row.least else row.text, "points": f"{row.points} / 3", "given": row.given}
            for row in work.criteria
        ],
    }
