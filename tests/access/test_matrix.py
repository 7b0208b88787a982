"""Every address × every role × three classes × reading and writing: nobody reads a foreign name.

The oracle is a canary in the body, not the status: a 200 with an empty page is fine, a 404 with a name in it is not.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from accounts.models import User
from tests.access.addresses import (
    AUDIENCE,
    CANDIDATE,
    PUBLIC,
    STUDENT,
    TEACHER,
    TRAINER,
    Address,
    our_addresses,
)
from tests.access.world import DOSSIER, TENANTS, World, make_world
from tests.signing_in import sign_in

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

# What an argument is worth when no class has a value of its own.
ANYTHING = "2222222222"
PARTS = 4
REFUSALS = (302, 303, 403, 404, 405)
SERVER_ERROR = 500


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def browsers(world) -> dict[str, Client]:
    signed_in = {role: sign_in(Client(raise_request_exception=False), person) for role, person in world.people.items()}
    return {"nobody": Client(raise_request_exception=False), **signed_in}


def addresses() -> list[Address]:
    return list(our_addresses())


def url_of(address: Address, arguments: dict) -> str:
    chosen = {
        name: arguments.get(name, 1 if "int:" + name in address.route else ANYTHING) for name in address.arguments
    }
    if address.name == "serve_image":
        chosen["name"] = "images/none.jpg"
    return reverse(address.name, kwargs=chosen)


def visits(
    address: Address, world: World, browsers: dict[str, Client]
) -> Iterator[tuple[str, str, str, str, HttpResponse]]:
    """Yield (role, tenant, method, url, answer) for one address; whatever a visit changes is undone."""
    takes_class = bool(set(address.arguments) & set(world.tenants["own"].arguments) - {"number", "pk"})
    for tenant in TENANTS if takes_class else ("own",):
        url = url_of(address, world.tenants[tenant].arguments)
        for role, browser in browsers.items():
            for method in ("get", "post"):
                cookies = browser.cookies.copy()
                with transaction.atomic():
                    answer = getattr(browser, method)(url)
                    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                    transaction.set_rollback(True)
                browser.cookies = cookies
                yield role, tenant, method, url, (answer, body.decode(errors="replace"))


def test_every_address_is_listed_with_its_audience():
    missing = sorted({f"{row.name or '(no name)'} {row.route}" for row in addresses() if row.name not in AUDIENCE})
    assert missing == []


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reads_a_foreign_name_and_only_the_audience_gets_a_page(part, world, browsers):
    problems = [problem for row in addresses()[part::PARTS] for problem in problems_of(row, world, browsers)]
    assert problems == []


def problems_of(address: Address, world: World, browsers: dict[str, Client]) -> Iterator[str]:
    every_name = {DOSSIER}.union(*(tenant.canaries for tenant in world.tenants.values()))
    for role, tenant, method, url, (answer, body) in visits(address, world, browsers):
        said = body + str(answer.headers)
        leaked = {name for name in every_name - world.canaries_for(role) if name in said}
        visit = f"{role}: {method.upper()} {url} ({tenant}) → {answer.status_code}"
        if leaked:
            yield f"{visit} reads {sorted(leaked)}"
        if answer.status_code >= SERVER_ERROR:
            yield visit
        if not is_audience(AUDIENCE.get(address.name, PUBLIC), role, tenant) and answer.status_code not in REFUSALS:
            yield f"{visit} is not for this role"


def is_audience(audience: str, role: str, tenant: str) -> bool:
    if audience == STUDENT:
        return role == "student" and tenant == "own"
    if audience == TEACHER:
        return role == f"teacher of {tenant}"
    if audience in (CANDIDATE, TRAINER):
        return role == ("candidate" if audience == CANDIDATE else "trainer")
    return audience == PUBLIC or role not in ("nobody", "student")


@pytest.mark.parametrize(
    ("name", "role", "canary"),
    [
        ("class", "teacher of own", "Zqown-mate"),
        ("class_results", "teacher of foreign", "Zqforeign-me"),
        ("student_results", "teacher of same", "Zqsame-me"),
        ("class_students", "teacher of own", "Zqown-me"),
        ("portfolio", "trainer", DOSSIER),
        ("candidate_log", "candidate", DOSSIER),
    ],
)
def test_the_oracle_sees_what_the_right_person_may_read(name, role, canary, world, browsers):
    tenant = next((tenant for tenant in TENANTS if tenant in canary), "own")
    address = next(row for row in addresses() if row.name == name)
    assert canary in browsers[role].get(url_of(address, world.tenants[tenant].arguments)).content.decode()


def unscoped(request: HttpRequest, user_id: str) -> HttpResponse:
    """The planted defect: any signed-in person reads anybody."""
    return HttpResponse(User.objects.get(public_id=user_id).display_name)


urlpatterns = [path("planted/<str:user_id>/", unscoped, name="planted")]


def test_a_planted_unscoped_view_is_caught(world, browsers):
    with override_settings(ROOT_URLCONF=__name__):
        (address,) = our_addresses(__name__)
        assert address.name not in AUDIENCE
        for tenant in world.tenants.values():
            tenant.arguments["user_id"] = tenant.student.public_id
        assert [problem for problem in problems_of(address, world, browsers) if "reads" in problem]
