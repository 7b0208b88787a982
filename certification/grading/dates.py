"""Days that follow from days."""

import calendar
from datetime import date, timedelta

# So long before the end of a certificate its renewal may begin.
RENEWED_WITHIN = timedelta(days=180)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; a day that does not exist becomes the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
