"""What a lesson's hand-out says: the text for students and whom to call; nothing of the guide, nobody's name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from curriculum.queries import facts
from lessons.exchange.handout_parts import Part, boxed, rich, words
from lessons.models import LessonPage
from safeguarding.enums import EMERGENCY_NUMBER
from safeguarding.queries import contact_card, visible_contacts

PICTURE = "width-640|format-webp"


@dataclass
class Handout:
    """The data of the template and its pictures by file name; one that lacks a picture for the moment is not kept."""

    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)
    is_whole: bool = True


def handout(page: LessonPage, address: str) -> Handout:
    """Return a lesson in the language of its page; ``address`` is where the square code leads to."""
    language = page.locale.language_code
    made = Handout({
        "title": page.title,
        "language": language,
        "label": page.neutral_title,
        "summary": page.summary,
        "objectives_label": _("After this lesson you can"),
        "objectives": [str(one.value) for one in page.objectives],
        "note": _("You may pause or skip any part.") if page.content_level else "",
        "address": address,
        "address_label": _("This lesson on the screen"),
        "help": {"title": _("Help"), "rows": _help(language)},
    })  # fmt: skip
    made.data["steps"] = [
        {
            "heading": step.value["heading"],
            "parts": [part for block in step.value["content"] for part in _parts(made, block, language)],
        }
        for step in page.body
    ]
    return made


def _parts(made: Handout, block: Any, language: str) -> list[Part]:
    """Return the parts of one block; a question is answered on the screen or on its own sheet."""
    set_block = SETTERS.get(block.block_type)
    return set_block(made, block.value, language) if set_block else []


def _text(_made: Handout, value: Any, _language: str) -> list[Part]:
    return rich(value.source)


def _titled(_made: Handout, value: Any, _language: str) -> list[Part]:
    return [boxed(value["title"] or "", rich(value["text"].source))]


def _activity(_made: Handout, value: Any, _language: str) -> list[Part]:
    return [boxed(value["title"] or _("Try this"), rich(value["text"].source))]


def _glossary(_made: Handout, value: Any, _language: str) -> list[Part]:
    rows: list[Part] = [
        {"kind": "p", "runs": [{"text": one["term"], "bold": True, "italic": False},
                               {"text": f": {one['meaning']}", "bold": False, "italic": False}]}
        for one in value["entries"]
    ]  # fmt: skip
    return [boxed(_("Words explained"), rows)]


def _facts(_made: Handout, value: Any, language: str) -> list[Part]:
    rows = []
    for fact in facts(value["topics"], language):
        day = date_format(fact.verified_on, "DATE_FORMAT") if fact.verified_on else ""
        rows += [words(fact.value), words(_("Checked on %(date)s.") % {"date": day} + f" {fact.source}", kind="small")]
    return [boxed(_("In your country"), rows)] if rows else []


def _help_words(_made: Handout, value: Any, _language: str) -> list[Part]:
    return rich(value["text"].source) if value["text"] else []


def _picture(made: Handout, value: Any, _language: str) -> list[Part]:
    image = value["image"]
    name = f"picture-{image.pk}.webp"
    try:
        with image.get_rendition(PICTURE).file.open("rb") as stored:
            made.pictures[name] = stored.read()
    except (OSError, SourceImageIOError):
        made.is_whole = False
        return [words(value["alt"], kind="small")]
    return [{"kind": "picture", "file": name, "alt": value["alt"], "caption": value["caption"] or ""}]


SETTERS: dict[str, Callable[[Handout, Any, str], list[Part]]] = {
    "text": _text,
    "story": _titled,
    "activity": _activity,
    "glossary": _glossary,
    "facts": _facts,
    "help": _help_words,
    "picture": _picture,
}


def _help(language: str) -> list[dict[str, str]]:
    """Return whom to call, the emergency first; it never ends empty."""
    cards = [contact_card(one, language) for one in visible_contacts(settings.COUNTRY, timezone.localdate())]
    return [
        {"name": _("Police, ambulance, fire brigade"), "number": EMERGENCY_NUMBER, "note": _("In danger now")},
        *(
            {"name": card["name"], "number": card["contact"].number, "note": card["hours"]}
            for card in cards
            if card["contact"].number and card["contact"].number != EMERGENCY_NUMBER
        ),
        {
            "name": _("An adult you trust, at school or outside"),
            "number": "",
            "note": _("If the first adult does nothing, tell another one. It is not your fault."),
        },
    ]
