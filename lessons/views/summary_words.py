"""The words of a student's sheet: what you can do now, what to look at again, and no comparison."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lessons.exchange.paper_pdf import sheet_pdf
from lessons.queries.summaries import Summary


def sections(summary: Summary) -> list[tuple[str, Sequence[str]]]:
    """Return the headings that have something below them."""
    found = [
        (_("This you can do now"), summary.can),
        (_("Here you are well on your way"), summary.on_the_way),
        (_("This is worth another look"), summary.again),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def closing(summary: Summary) -> str:
    """Return the last words of a sheet."""
    if summary.is_empty:
        return _("It is too early to say much. Go on with the lessons, and this sheet will fill.")
    return _("This sheet is yours. Everybody learns at their own pace; ask your teacher about anything on it.")


def summaries_pdf(summaries: Sequence[Summary], *, language: str) -> bytes:
    """Return one page of A4 a student; it says neither class nor school, so that it tells nobody else anything."""
    data: Mapping[str, object] = {
        "title": _("My learning"),
        "language": language,
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
        "sheets": [
            {
                "name": summary.enrolment.label,
                "sections": [{"heading": heading, "lines": list(lines)} for heading, lines in sections(summary)],
                "closing": closing(summary),
            }
            for summary in summaries
        ],
    }
    return sheet_pdf("summary.typ", data)
