"""Makes the first administrator of an installation, who invites everybody else."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.enums import UserKind
from accounts.models import User
from audit.services import record
from institutions.enums import Role
from institutions.permissions import Scope
from institutions.services import grant_role


class Command(BaseCommand):
    """``manage.py create_first_admin anna --name "Anna K."``, once, while there is no staff."""

    help = "Makes the first administrator; asks for the password. Everybody else comes by invitation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the user name and, if given, the name that colleagues see."""
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the name that colleagues see")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and its role, or write nothing; the second factor is set up at the first sign-in."""
        if User.objects.staff().exists():
            raise CommandError("There is staff already: administrators invite each other.")
        user = User(
            username=options["username"], display_name=options["name"] or options["username"], kind=UserKind.STAFF
        )
        password = self._password(from_input=options["password_stdin"])
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        user.set_password(password)
        with transaction.atomic():
            user.save()
            record(action="account.first_admin", actor=None, scope_type="user", scope_id=user.public_id)
            grant_role(user=user, role=Role.SITE_ADMIN, scope=Scope(), actor=None)
        self.stdout.write(f"{user.username} can sign in at /staff/sign-in/ and sets up a second factor there.")

    def _password(self, *, from_input: bool) -> str:
        """Read the password once from a pipe, or twice from the terminal."""
        if from_input:
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass.getpass("Password (12 characters or more): ")
        if getpass.getpass("The same password again: ") != password:
            raise CommandError("The two passwords differ.")
        return password
