"""What students see of the directory, and what its keepers have to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeguarding.enums import ContactKind, Freshness
from safeguarding.models import HelpContact, HelpContactChange

RECENT = 10
ORDER = {kind: place for place, kind in enumerate(ContactKind)}


@dataclass(frozen=True, slots=True)
class VisibleContact:
    """A contact as students see it; ``checked_on`` is set once the last check is worth mentioning."""

    contact: HelpContact
    checked_on: date | None


def visible_contacts(country: str, today: date) -> list[VisibleContact]:
    """Return the contacts of a country that students may see that day, in the order of the page. One query."""
    found = HelpContact.objects.filter(country=country).visible_on(today)
    return [
        VisibleContact(contact, contact.verified_on if contact.freshness_on(today) == Freshness.AGEING else None)
        for contact in in_page_order(found)
    ]


def directory(country: str) -> list[HelpContact]:
    """Return every standing contact of a country with who confirmed it, in the order of the page. One query."""
    return in_page_order(HelpContact.objects.filter(country=country).standing().select_related("verified_by"))


def due_contacts(country: str, today: date) -> list[HelpContact]:
    """Return the contacts of a country that have to be tried again. One query."""
    return in_page_order(HelpContact.objects.filter(country=country).due_on(today))


def waiting_changes(country: str) -> list[HelpContactChange]:
    """Return the proposals that wait for a second person, oldest first. One query."""
    found = HelpContactChange.objects.waiting().filter(values__country=country)
    return list(found.select_related("contact", "proposed_by").order_by("proposed_at", "pk"))


def recent_changes(country: str) -> list[HelpContactChange]:
    """Return the last decided proposals, newest first: every keeper sees what changed and by whom. One query."""
    found = HelpContactChange.objects.filter(values__country=country).exclude(confirmed_at=None, declined_at=None)
    return list(
        found.select_related("contact", "proposed_by", "confirmed_by", "declined_by").order_by("-proposed_at", "-pk")[
            :RECENT
        ]
    )


def in_page_order(contacts: Iterable[HelpContact]) -> list[HelpContact]:
    """Return contacts by kind as the page shows them; a database would sort the kinds by their letters."""
    return sorted(contacts, key=lambda contact: (ORDER[ContactKind(contact.kind)], contact.position, contact.pk))


def text_in(texts: dict[str, str], language: str) -> str:
    """Return a text in a language, else in English, else in whichever language it has."""
    return texts.get(language) or texts.get("en") or next(filter(None, texts.values()), "")


def contact_card(shown: VisibleContact, language: str) -> dict[str, Any]:
    """Return a contact in the words of one language, for the template of a card."""
    contact = shown.contact
    return {
        "contact": contact,
        "name": text_in(contact.names, language),
        "hours": text_in(contact.hours, language),
        "notes": text_in(contact.notes, language),
        "checked_on": shown.checked_on,
    }
