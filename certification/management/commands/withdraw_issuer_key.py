"""Withdraws a key: nothing that it signs from now on is believed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.models import IssuerKey
from certification.services.keys import withdraw_issuer_key


class Command(BaseCommand):
    """For a key that was lost or stolen; certificates that it signed before stay good."""

    help = "Withdraw the key KEY_ID. Make a new one first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which one."""
        parser.add_argument("key_id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Withdraw and tell."""
        key = IssuerKey.objects.filter(key_id=options["key_id"]).first()
        if key is None:
            known = ", ".join(IssuerKey.objects.values_list("key_id", flat=True)) or "none"
            raise CommandError(f"There is no key {options['key_id']}. Keys: {known}")
        is_new = withdraw_issuer_key(key=key)
        self.stdout.write(f"Key {key.key_id} is withdrawn." if is_new else f"Key {key.key_id} was withdrawn before.")
