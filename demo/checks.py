"""What keeps the demonstration away from real installations; asked at every start, by every kind of process."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

NEARBY = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
# How settings.py fills a gap when there is nothing to protect.
MADE_UP_KEY = "only-for-this-computer-"


def check_demo(**kwargs: Any) -> list[CheckMessage]:
    """Refuse the app beside production settings, and a door to the world that a known key would open.

    Which database, broker or address stand around it does not matter: a demonstration may be as big as it likes. That
    no real people are behind the door is asked each time it opens (``queries.is_safe``).
    """
    problems: list[CheckMessage] = []
    if settings.IS_PRODUCTION or (settings.DEMO and settings.MODE != "demo"):
        problems.append(
            Error("The demonstration is installed, but ORIENTIR_MODE is not demo or development.", id="demo.E001")
        )
    if settings.DEMO and settings.SECRET_KEY.startswith(MADE_UP_KEY) and not NEARBY.issuperset(settings.ALLOWED_HOSTS):
        problems.append(
            Error(
                "The demonstration can be reached from other computers, but SECRET_KEY is the made-up one.",
                hint="Set SECRET_KEY and CARD_PEPPER; scripts/run does it.",
                id="demo.E002",
            )
        )
    return problems
