"""What must be true before students are let in: a way out that ends, and a children's line that somebody tried."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError
from django.utils import timezone

from safeguarding import queries
from safeguarding.enums import ContactKind


@register(Tags.security)
def check_way_out(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a neutral page that is itself closed after leaving: the browser would go round in circles."""
    if settings.EXIT_TARGET.startswith(settings.GUARDED_PREFIXES):
        return [Error("EXIT_TARGET lies under one of GUARDED_PREFIXES.", id="safeguarding.E001")]
    return []


@register(Tags.database, deploy=True)
def check_childrens_line(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse production without a confirmed children's line; runs with ``check --deploy --database default``."""
    if not settings.IS_PRODUCTION or "default" not in (databases or ()):
        return []
    try:
        visible = queries.visible_contacts(settings.COUNTRY, timezone.localdate())
    except DatabaseError as problem:
        return [Error(f"The directory of help contacts cannot be read: {problem}", id="safeguarding.E002")]
    lines = [shown for shown in visible if shown.contact.kind == ContactKind.CHILDREN]
    if not lines:
        return [
            Error(
                f"{settings.COUNTRY} has no confirmed children's line.",
                hint="Two people propose and confirm it at /t/help/ before students are let in.",
                id="safeguarding.E003",
            )
        ]
    if all(shown.checked_on for shown in lines):
        return [CheckWarning("The children's line was confirmed too long ago: try it again.", id="safeguarding.W001")]
    return []
