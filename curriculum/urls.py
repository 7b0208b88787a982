"""URLs of the curriculum: the library and countries. The library's public list stands below the language."""

from django.urls import path

from curriculum.views import countries, files, library

urlpatterns = [
    path("t/countries/", countries.countries, name="countries"),
    path("t/countries/<str:country_code>/", countries.country, name="country"),
    path("t/library/", library.staff_library, name="staff_library"),
    path("library/<str:resource_id>/", library.resource, name="resource"),
    path("library/<str:resource_id>/file/", files.resource_file, name="resource_file"),
]
