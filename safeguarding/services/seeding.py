"""The contacts an installation starts with; every one still has to be tried before a student sees it."""

from django.db import transaction

from safeguarding.exchange.first_contacts import FIRST_CONTACTS
from safeguarding.models import HelpContact


@transaction.atomic
def seed_unconfirmed(country: str) -> int:
    """Add the known contacts of a country, none confirmed; return how many were new. What is there stays as it is."""
    added = 0
    for place, known in enumerate(contact for contact in FIRST_CONTACTS if contact.country == country):
        _contact, is_new = HelpContact.objects.get_or_create(
            country=country,
            kind=known.kind,
            number=known.number,
            defaults={
                "position": place,
                "names": known.names,
                "organisation": known.organisation,
                "number_from_abroad": known.number_from_abroad,
                "is_free": known.is_free,
                "works_from_mobile": known.works_from_mobile,
                "is_anonymous": known.is_anonymous,
                "hours": known.hours,
                "languages": known.languages,
                "source": known.source,
            },
        )
        added += is_new
    return added
