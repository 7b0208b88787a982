"""Every door that takes a secret: what is behind it, how a wrong secret of the right shape looks, what let in means."""

import random
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.enums import Lost
from accounts.exchange.card_number import CardNumber, check_digit, parse
from accounts.models import LoginCard, SecondFactorRecovery, User
from accounts.services.recovery import _code_hash
from institutions.enums import Role
from institutions.permissions import Scope
from institutions.services import invite, open_class_code
from tests.accounts.entering import PASSWORD, connect_app, give_password
from tests.factories import CohortFactory, InstitutionFactory, LearnerFactory, MembershipFactory, StaffFactory

PUPILS = 40
STEP = 30


@dataclass
class Door:
    """One way in: its address and field, the right secret, and the cookies of whoever stands before it."""

    name: str
    url: str
    field: str
    right: str
    cookies: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    def client(self) -> Client:
        """Return a browser that stands before this door."""
        client = Client(raise_request_exception=False)
        for name, value in self.cookies.items():
            client.cookies[name] = value
        return client

    def opens(self, client: Client, secret: str) -> bool:
        """Try a secret; every door answers with another page when it opens."""
        if not self.field:
            return client.post(self.url.format(secret), self.more).status_code in (302, 303)
        return client.post(self.url, {self.field: secret, **self.more}).status_code in (302, 303)

    def right_secret(self) -> str:
        """Return what opens the door now."""
        if self.name != "totp":
            return self.right
        return format_hotp_value(hotp_value(self.right, int(time.time()) // STEP))

    def wrong_secret(self, chance: random.Random) -> str:
        """Return a secret of the right shape that does not open it."""
        while True:
            secret = self._drawn(chance)
            if secret != self.right:
                return secret

    def _drawn(self, chance: random.Random) -> str:
        match self.name:
            case "card number":
                secret = CardNumber(parse(self.right).card, digits(9, chance)).printed()
            case "class code":
                start = self.right[:4] + digits(5, chance)
                secret = start + check_digit(start)
            case "invitation":
                secret = self.right[:4] + digits(len(self.right) - 4, chance)
            case "totp":
                now = int(time.time()) // STEP
                right = {format_hotp_value(hotp_value(self.right, step)) for step in range(now - 2, now + 3)}
                secret = next(code for code in iter(lambda: digits(6, chance), None) if code not in right)
            case "password":
                secret = f"guess number {digits(9, chance)}"
            case "QR square":
                secret = f"{self.right.partition('.')[0]}.{chance.randbytes(16).hex()[:22]}"
            case _:
                secret = digits(len(self.right), chance)
        return secret


def digits(count: int, chance: random.Random) -> str:
    """Return so many digits."""
    return f"{chance.randrange(10**count):0{count}}"


def prepare() -> tuple[list[Door], list[str]]:
    """Build every door, and cards for a whole class behind one address; return both."""
    actor = StaffFactory(username="colleague")
    issued = services.issue_cards(learners=LearnerFactory.create_batch(PUPILS + 3), actor=actor, pin_required=False)
    *pupils, by_number, by_square, by_pin = issued
    doors = [
        Door("card number", "/", "code", by_number.number),
        # A bearer of 128 bits: nothing counts here, because nothing can be guessed.
        Door("QR square", "/c/{}", "", by_square.token),
        _pin_door(by_pin),
        _password_door(),
        *_second_factor_doors(actor),
        *_coded_doors(),
    ]
    return doors, [pupil.number for pupil in pupils]


def _pin_door(issued: Any) -> Door:
    LoginCard.objects.filter(pk=issued.card.pk).update(pin_required=True)
    client = Client()
    client.post(f"/c/{issued.token}")
    page = client.get("/c/pin/").text
    choice = page.partition('name="choice" value="')[2][:1]
    assert client.post("/c/pin/", {"choice": choice}).status_code == 303
    from accounts.services.pins import _peppered

    issued.card.refresh_from_db()
    LoginCard.objects.filter(pk=issued.card.pk).update(pin=make_password(_peppered(issued.card, "482615")))
    fresh = Client()
    fresh.post(f"/c/{issued.token}")
    return Door("PIN", "/c/pin/", "pin", "482615", cookies_of(fresh))


def _password_door() -> Door:
    StaffFactory(username="anna", password=make_password(PASSWORD))
    return Door("password", "/staff/sign-in/", "password", PASSWORD, more={"login": "anna"})


def _second_factor_doors(actor: User) -> list[Door]:
    made = []
    for name in ("berta", "carla"):
        user = StaffFactory(username=name, password=make_password(PASSWORD))
        secret, client = connect_app(user), Client()
        give_password(client, name)
        made.append((user, secret, cookies_of(client)))
    (_berta, app, before_code), (carla, _app, before_lost) = made
    recovery = SecondFactorRecovery.objects.create(
        user=carla, requested_by=actor, confirmed_by=StaffFactory(), expires_at=timezone.now() + timedelta(days=1)
    )
    recovery.code_hash = _code_hash(recovery, "004815162342")
    recovery.save()
    return [
        Door("totp", "/staff/second-factor/authenticate/", "code", app, before_code),
        Door("recovery code", "/staff/second-factor/lost/", "code", "004815162342", before_lost),
        _forgotten_door(actor),
    ]


def _forgotten_door(actor: User) -> Door:
    dora = StaffFactory(username="dora", password=make_password(PASSWORD))
    recovery = SecondFactorRecovery.objects.create(
        user=dora, lost=Lost.PASSWORD, requested_by=actor, confirmed_by=StaffFactory(),
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    recovery.code_hash = _code_hash(recovery, "004815162342")
    recovery.save()
    new = {"username": "dora", "password1": f"{PASSWORD} new", "password2": f"{PASSWORD} new"}
    return Door("forgotten password", "/staff/password/forgotten/", "code", "004815162342", more=new)


def _coded_doors() -> list[Door]:
    school = InstitutionFactory()
    head = MembershipFactory(user=StaffFactory(), role=Role.HEAD, institution=school).user
    invited = invite(display_name="New", role=Role.TEACHER, scope=Scope(institution=school), actor=head)
    opened = open_class_code(cohort=CohortFactory(institution=school), actor=head)
    return [
        Door("invitation", "/staff/invitation/", "code", invited.code.replace(" ", "")),
        Door("class code", "/", "code", opened.code),
    ]


def cookies_of(client: Client) -> dict[str, str]:
    """Return the cookies of a browser as plain text."""
    return {name: morsel.value for name, morsel in client.cookies.items()}
