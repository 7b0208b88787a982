"""A CV to fill in and print: the page is the same for everybody, and what is typed never leaves the device."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from common.http import revalidate

# Heading, what helps to fill it in, and how many lines; the first three stand at the top of the sheet.
PARTS = (
    ("name", pgettext_lazy("of a person", "Name"), "", 1),
    ("contact", _("Telephone or e-mail"), _("One that you look at every day."), 1),
    ("town", _("Town"), _("No street and no house."), 1),
    ("aim", _("The work I am looking for"), _("One or two sentences."), 2),
    (
        "skills",
        _("What I can do"),
        _("One skill a line, with an example: “sew a straight seam: made two tote bags”."),
        5,
    ),
    ("practice", _("Work and practice"), _("One a line: when, where, what you did."), 4),
    ("school", _("School and courses"), _("One a line, the latest first."), 3),
    ("languages", _("Languages"), _("One a line, and how well."), 2),
)
ON_TOP = 3


def cv_parts() -> list[dict[str, object]]:
    """Return what the sheet asks for, in its order."""
    return [
        {"id": f"cv-{name}", "title": title, "hint": hint, "lines": lines, "is_on_top": place < ON_TOP}
        for place, (name, title, hint, lines) in enumerate(PARTS)
    ]


@require_safe
def cv(request: HttpRequest) -> HttpResponse:
    """Show empty fields that no form holds: there is nothing to send. Rendered without the request."""
    return revalidate(HttpResponse(render_to_string("lessons/cv.html", {"parts": cv_parts()})))
