"""The way out and the way back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from common.http import see_other
from safeguarding import services


@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    """End the sign-in and go to the neutral page, whatever the method: a link must work where no script does.

    A foreign page can send somebody here and so sign them out. That is accepted: it must navigate the whole window
    (a SameSite=Lax cookie stays away from pictures and frames), it learns nothing, answers are kept, and signing in
    again opens everything. A token in the address would be lost where the way out matters most: on a page that is old,
    stored, or shared by a whole class.
    """
    return services.leave(request)


def come_back(request: HttpRequest) -> HttpResponse:
    """Open the pages again after the start page's button; without the button nothing changes."""
    return services.come_back(request) if request.method == "POST" else see_other("/")
