"""Contacts, keepers of the directory and a device that was left."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from institutions.enums import Role
from safeguarding.enums import ContactKind
from safeguarding.models import HelpContact

TODAY = date(2026, 6, 15)


@pytest.fixture
def contact(db) -> Callable[..., HelpContact]:
    """Put a contact into the directory, confirmed so many days before ``TODAY``; None means never."""

    def make(age: int | None = 0, **values: object) -> HelpContact:
        values = {
            "country": "UA",
            "kind": ContactKind.CHILDREN,
            "names": {"en": "Line one", "uk": "Лінія один"},
            "number": "116 111",
            "verified_on": None if age is None else TODAY - timedelta(days=age),
        } | values
        return HelpContact.objects.create(**values)

    return make


@pytest.fixture
def second_keeper(member, region):
    """A coordinator beside the site administrator."""
    return member(Role.COORDINATOR, region=region).user


@pytest.fixture
def left() -> Client:
    """A browser on which somebody has left."""
    client = Client()
    client.cookies["left"] = "1"
    return client
