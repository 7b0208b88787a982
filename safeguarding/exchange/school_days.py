"""One school day: until the same hour of the next day on which a school is open, Saturdays and Sundays left out."""

from datetime import datetime, timedelta

SATURDAY = 5


def one_school_day_after(moment: datetime) -> datetime:
    """Return when a school day has passed; what is asked at a weekend begins with Monday."""
    if moment.weekday() >= SATURDAY:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        moment += timedelta(days=7 - moment.weekday())
    moment += timedelta(days=1)
    return moment + timedelta(days=2) if moment.weekday() == SATURDAY else moment
