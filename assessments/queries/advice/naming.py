"""How advice names the questions it is about."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_NAMES = 5


def named(names: Sequence[object]) -> str:
    """Return the names in quotation marks, of many only the first ones."""
    told = ", ".join(_("“%(name)s”") % {"name": name} for name in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    if more <= 0:
        return told
    return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
        "names": told,
        "count": more,
    }
