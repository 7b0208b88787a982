"""A calculator of our own: where "Leave this page" ends, plain enough to be open for no reason."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from common.http import revalidate
from safeguarding.exchange.arithmetic import LONGEST, LineRefused, work_out
from safeguarding.forms import FAULTS

CLEAR, BACK, EQUALS = "C", "⌫", "="


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Work out the line in the address; every key is a plain button, which a script only makes quicker."""
    line = request.GET.get("q", "")[: LONGEST + 1]
    key = request.GET.get("k", EQUALS)
    point = str(get_format("DECIMAL_SEPARATOR"))
    keys = ("(", ")", CLEAR, BACK, *"789÷456×123−0", point, EQUALS, "+")
    result = fault = ""
    if key == CLEAR:
        line = ""
    elif key == BACK:
        line = line[:-1]
    elif key in keys and key != EQUALS:
        line = line[:LONGEST] + key
    else:
        try:
            result = work_out(line).replace(".", point)
        except LineRefused as refused:
            fault = str(FAULTS[refused.fault])
    context = {"keys": keys, "line": line, "result": result, "fault": fault, "longest": LONGEST, "point": point}
    return revalidate(HttpResponse(render_to_string("safeguarding/calculator.html", context)))
