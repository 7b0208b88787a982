"""The form of a tally as a page sends it: a number beside each option, a step by a button, or a band."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from lessons.queries.asked import Asked, Option
from lessons.services.hands import MOST_COUNTED
from lessons.views.tally_rows import TallyForm, TallyRow

STEPS = (-5, -1, 1, 5)
DIGITS = len(str(MOST_COUNTED))


def stored_form(question: Asked, present: int) -> TallyForm:
    """Return the form with what was saved before."""
    tally = getattr(question.row, "tally", None)
    counts, bands = (tally.counts, tally.bands) if tally else ({}, {})
    rows = [
        TallyRow(place, option, str(counts.get(option.id, "")), str(bands.get(option.id, "")))
        for place, option in enumerate(question.options, 1)
    ]
    return TallyForm(rows, str(present))


def blank_form(question: Asked) -> TallyForm:
    """Return the form with nothing in it."""
    return TallyForm([TallyRow(place, option) for place, option in enumerate(question.options, 1)], "")


def sent_form(question: Asked, post: QueryDict) -> TallyForm:
    """Return the form as it was sent, a pressed step already taken."""
    rows = [_row(place, option, post) for place, option in enumerate(question.options, 1)]
    present = post.get("present", "").strip()
    return TallyForm(rows, present, "" if not present or _is_number(present) else _number_words())


def _row(place: int, option: Option, post: QueryDict) -> TallyRow:
    text = post.get(f"count-{place}", "").strip()
    row = TallyRow(place, option, text, post.get(f"band-{place}", ""))
    if text and not _is_number(text):
        row.error = f"{option.mark}: {_number_words()}"
        return row
    asked_for, _colon, step = post.get("step", "").partition(":")
    if asked_for == str(place) and step in [str(one) for one in STEPS]:
        row.text = str(min(max(int(text or 0) + int(step), 0), MOST_COUNTED))
    return row


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


def _number_words() -> str:
    return _("Type a whole number from 0 to %(most)s.") % {"most": MOST_COUNTED}
