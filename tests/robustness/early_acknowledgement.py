"""The site's URLs with a view that answers before it writes: fast, and wrong."""

from threading import Timer

from django.db import connection
from django.urls import path

from assessments.views import learner
from common.http import see_other
from config.urls import urlpatterns as shipped

SECONDS = 0.03


def question(request, attempt_id: str, number: int):
    """Acknowledge an answer now and save it a moment later."""
    if request.method != "POST":
        return learner.question(request, attempt_id, number)
    # The form and the person are read while the request lives.
    assert request.POST
    assert request.user.is_authenticated

    def save_later() -> None:
        learner.question(request, attempt_id, number)
        connection.close()

    Timer(SECONDS, save_later).start()
    return see_other(f"/my/q/{attempt_id}/{number + 1}/")


urlpatterns = [path("my/q/<str:attempt_id>/<int:number>/", question), *shipped]
