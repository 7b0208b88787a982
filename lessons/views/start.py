"""The start page: one field for a card or a code."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import services as accounts
from common.http import no_store, safe_next, see_other
from institutions import services as institutions

CLASS_CODE_DIGITS = 10


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def start(request: HttpRequest) -> HttpResponse:
    """Take a printed card number or a class code; everything else is explained beside the field."""
    if request.method != "POST" and request.user.is_authenticated:
        return HttpResponseRedirect("/my/" if request.user.is_learner else "/t/")
    error = ""
    typed = ""
    if request.method == "POST":
        typed = request.POST.get("code", "")[:40]
        digits = re.sub(r"\D", "", typed)
        if len(digits) == CLASS_CODE_DIGITS:
            answer = institutions.enter_class_code(request, digits)
        else:
            answer = accounts.enter_card_number(request, digits)
        if answer.url:
            return see_other(answer.url)
        error = answer.error
    context = {
        "error": error,
        "typed": typed if error else "",
        "next": safe_next(request, ""),
        "languages_switch": True,
        "title": _("Start"),
    }
    return render(request, "lessons/start.html", context, status=422 if error else 200)
