"""What every answer carries, whoever asks and wherever: a policy for scripts, no guessing of types, nothing kept."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csp import build_policy
from django.test import Client, override_settings
from django.urls import path

from tests.access.test_matrix import addresses, browsers, url_of, world  # noqa: F401  the last two are fixtures

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

ROLES = ("nobody", "student", "teacher of own", "head", "coordinator", "site admin")
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Readable for the script of the exit; it says nothing but that somebody left.
OPEN_COOKIES = {settings.LANGUAGE_COOKIE_NAME, "left"}
# The same for everybody, so that a device may keep them: it asks before each use.
SHARED = {"lesson_step", "help", "help_safe", "calculator", "cv", "my_privacy", "serve_image", "set_language"}
SHARED |= {"question_media", "offline", "stored_quiz", "worker", "certificate_status_list", "issuer_keys"}
SHARED |= {"public_handout"}
ADMIN = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/reports/site-history/",
    "/admin/login/",
]
CLEARS = {"exit", "sign_out"}


# Read by a script every few seconds and drawn by nobody: a few bytes, without policies about drawing.
POLLS = {"live_state", "run_state", "present_state"}
POLL_HEADERS = {"Content-Type", "Content-Length", "ETag", "Cache-Control", "X-Content-Type-Options"}


def problems_of(answer, url, *, is_personal, csp):
    """Yield what is wrong with the headers of one answer."""
    for name, value in EVERYWHERE.items():
        if answer.headers.get(name) != value:
            yield f"{url} → {answer.status_code}: {name} is {answer.headers.get(name)}"
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if is_page and answer.headers.get("X-Frame-Options") != "SAMEORIGIN":
        yield f"{url} → {answer.status_code}: X-Frame-Options is {answer.headers.get('X-Frame-Options')}"
    policy = answer.headers.get("Content-Security-Policy")
    if is_page and policy != build_policy(csp):
        yield f"{url} → {answer.status_code}: Content-Security-Policy is {policy}"
    if is_personal and "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"{url} → {answer.status_code}: Cache-Control is {answer.headers.get('Cache-Control')}"
    for morsel in answer.cookies.values():
        is_open = morsel.key not in OPEN_COOKIES and not morsel["httponly"]
        if morsel.value and (is_open or not morsel["samesite"]):
            yield f"{url} sets {morsel.OutputString()}"


def test_every_address_of_ours_answers_with_the_headers_of_the_house(world, browsers):  # noqa: F811
    problems = []
    for row in addresses():
        url = url_of(row, world.tenants["own"].arguments)
        for role in ROLES:
            kept = browsers[role].cookies.copy()
            answer = browsers[role].get(url)
            if row.name in POLLS and answer.status_code == 200:
                assert set(answer.headers) <= POLL_HEADERS, url
                continue
            # What sends on holds nothing.
            is_personal = row.name not in SHARED and answer.status_code in (200, 409, 422)
            problems += problems_of(answer, f"{role} {url}", is_personal=is_personal, csp=settings.SECURE_CSP)
            if row.name in CLEARS and answer.status_code == 303:
                assert answer.headers["Clear-Site-Data"] == '"cache"', url
            browsers[role].cookies = kept
    assert problems == []


def test_every_public_page_and_every_error_does_too(world, browsers):  # noqa: F811
    problems = []
    for url in ("/en/", "/uk/", world.site.lesson.url, "/en/nothing/", "/nothing", "/documents/9999/x.pdf"):
        answer = browsers["nobody"].get(url)
        problems += problems_of(answer, url, is_personal=False, csp=settings.SECURE_CSP)
    forged = Client(enforce_csrf_checks=True).post("/sign-out/")
    assert forged.status_code == 403
    problems += problems_of(forged, "/sign-out/", is_personal=False, csp=settings.SECURE_CSP)
    assert problems == []


def test_the_cms_is_never_kept_and_loosens_one_policy_only(world, browsers):  # noqa: F811
    problems = []
    for url in ADMIN:
        for role in ("author", "site admin", "teacher of own", "nobody"):
            answer = browsers[role].get(url)
            problems += problems_of(
                answer, f"{role} {url}", is_personal=answer.status_code == 200, csp=settings.ADMIN_CSP
            )
    assert problems == []


def test_a_policy_names_nobody_else_and_nothing_inline():
    for policy in (settings.SECURE_CSP, settings.ADMIN_CSP):
        assert not any(
            "//" in source or source in ("*", "https:", "'unsafe-eval'") for row in policy.values() for source in row
        )
    assert not any("unsafe" in source for row in settings.SECURE_CSP.values() for source in row)
    assert settings.SECURE_CSP["default-src"] == ["'none'"]
    assert settings.SECURE_CSP["base-uri"] == ["'none'"]


def bare(_request):
    """The planted defect: a personal page that any device may keep, with a cookie for every script."""
    answer = HttpResponse("Olena K.", headers={"Content-Security-Policy": "script-src *", "X-Content-Type-Options": ""})
    answer.set_cookie("name", "Olena")
    return answer


urlpatterns = [path("planted/", bare)]


def test_a_planted_page_without_them_is_caught():
    with override_settings(ROOT_URLCONF=__name__):
        found = list(problems_of(Client().get("/planted/"), "/planted/", is_personal=True, csp=settings.SECURE_CSP))
    assert len(found) == 4, found
