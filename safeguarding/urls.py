"""URLs of leaving and help."""

from django.urls import path

from safeguarding.views import calculator, leaving, people, public, requests, staff

urlpatterns = [
    path("exit", leaving.leave, name="exit"),
    path("exit/return/", leaving.come_back, name="exit_return"),
    path("tools/calc/", calculator.calculator, name="calculator"),
    path("help/", public.help_page, name="help"),
    path("help/safe/", public.help_safe, name="help_safe"),
    path("my/privacy/", public.my_privacy, name="my_privacy"),
    path("my/people/", people.people, name="people"),
    path("my/people/<str:institution_id>/", people.ask, name="people_ask"),
    path("t/requests/", requests.requests, name="requests"),
    path("t/requests/<str:request_id>/", requests.decide, name="request_decide"),
    path("t/requests/place/<str:institution_id>/", requests.place, name="requests_place"),
    path("t/help/", staff.directory, name="help_directory"),
    path("t/help/new/", staff.propose_new, name="help_contact_new"),
    path("t/help/changes/<str:public_id>/", staff.change, name="help_change"),
    path("t/help/<str:public_id>/", staff.propose_change, name="help_contact"),
    path("t/help/<str:public_id>/check/", staff.propose_check, name="help_contact_check"),
]
