"""A sign-in of staff that has shown no second factor reaches the screens that set one up, and nothing else."""

import re
import time

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.enums import SessionKey
from accounts.middleware import SecondFactorMiddleware
from accounts.services.sign_in import STAFF_BACKEND
from tests.access.test_matrix import addresses, browsers, url_of, world  # noqa: F401  the last two are fixtures

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

# Help, the way out and probes are for everybody, signed in or not, and tell nobody who asks.
FOR_EVERYBODY = {"exit", "exit_return", "calculator", "cv", "help", "help_safe", "health", "ready", "metrics"}
SET_UP = {
    "staff_second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout",
    "sign_out", "set_language",
}  # fmt: skip
SET_UP_SCREEN = "/staff/second-factor/set-up/"
ROLES = ("teacher of own", "site admin", "author")


def half_signed_in(person):
    """Return the browser of somebody who has given the password alone."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=STAFF_BACKEND)
    session = client.session
    session[SessionKey.SIGNED_IN_AT] = session[SessionKey.SEEN_AT] = int(time.time())
    session.save()
    return client


def foreign_urls():
    """Yield an address for every pattern of the CMS and its companions, with made-up arguments."""
    yield from _walk(get_resolver().url_patterns, "", is_foreign=False)


def _walk(patterns, prefix, *, is_foreign):
    for pattern in patterns:
        route = str(pattern.pattern)
        foreign = is_foreign or route.startswith(("admin/", "documents/"))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + route, is_foreign=foreign)
        elif isinstance(pattern, URLPattern) and foreign and "^" not in prefix + route:
            yield "/" + _filled(prefix + route)


def _filled(route):
    route = re.sub(r"\(\?P<\w+>(\w+)[^)]*\)", r"\1", route)
    while "<" in route:
        before, _start, rest = route.partition("<")
        argument, _end, after = rest.partition(">")
        route = f"{before}{'1' if argument.startswith('int') else 'aaaa'}{after}"
    return route


def reached(world, *, methods=("get", "post")):  # noqa: F811
    """Return every address that answered with anything but the way to the second factor."""
    found = set()
    for role in ROLES:
        half = half_signed_in(world.people[role])
        kept = half.cookies.copy()
        ours = [(row.name, url_of(row, world.tenants["own"].arguments)) for row in addresses()]
        for name, url in [*ours, *(("", url) for url in foreign_urls())]:
            for method in methods:
                if name in FOR_EVERYBODY | SET_UP:
                    continue
                answer = getattr(half, method)(url)
                half.cookies = kept.copy()
                if answer.headers.get("Location") != SET_UP_SCREEN and answer.status_code != 404:
                    found.add(f"{role}: {method.upper()} {url} → {answer.status_code}")
    return found


def test_without_the_second_factor_every_other_address_leads_to_it(world):  # noqa: F811
    assert reached(world) == set()


def test_the_list_of_addresses_is_long_enough_to_mean_something():
    assert len(set(foreign_urls())) > 150
    assert len(list(addresses())) > 80


def test_a_middleware_that_lets_one_address_through_is_caught(world, monkeypatch):  # noqa: F811
    whole = SecondFactorMiddleware.process_view

    def leaky(self, request, *rest):
        return None if request.path == "/t/" else whole(self, request, *rest)

    monkeypatch.setattr(SecondFactorMiddleware, "process_view", leaky)
    assert {row.partition(": ")[2] for row in reached(world, methods=("get",))} == {"GET /t/ → 200"}
