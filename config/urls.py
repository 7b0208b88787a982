"""Every URL of the installation. App screens stand outside the language prefix; public pages carry it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.doors import admin_sign_in
from cms.exchange.statements import NAMES as STATEMENTS
from cms.views import serve_image, serve_statement
from curriculum.views.library import public_library
from lessons.views.search import search

handler400 = "cms.views.bad_request"
handler500 = "cms.views.server_error"


def closed(_request: HttpRequest, **_parts: object) -> HttpResponse:
    """Answer for a door that other installations of these packages have and this one does not."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lessons.urls")),
    path("", include("accounts.urls")),
    path("", include("institutions.urls")),
    path("", include("assessments.urls")),
    path("", include("certification.urls")),
    path("", include("curriculum.urls")),
    path("", include("safeguarding.urls")),
    path("", include("operations.urls")),
    path("i18n/language/", set_language, name="set_language"),
    # Wagtail's own ways to sign in or to open a page by password lead nowhere.
    path("admin/login/", admin_sign_in),
    re_path(r"^admin/password_reset/.*$", closed),
    re_path(r"^documents/authenticate_with_password/.*$", closed),
    re_path(r"^(?:[a-z-]+/)?_util/.*$", closed),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", serve_image, name="serve_image"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))
urlpatterns += i18n_patterns(
    path("library/", public_library, name="public_library"),
    path("search/", search, name="public_search"),
    *(path(f"{name}/", serve_statement, {"name": name}, name=f"statement_{name}") for name in STATEMENTS),
    path("", include(wagtail_urls)),
)
