"""The screen that gives a translated question a sound of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from assessments.forms import OwnSoundForm
from assessments.permissions import access_item_to_change
from assessments.queries.own_sound import sounds_of
from assessments.services.own_sound import OwnSoundRefused, set_own_sound


@require_http_methods(["GET", "POST"])
def own_sound(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Show what is heard with the question in its language; POST chooses another sound, or the source's again."""
    row = access_item_to_change(request.user, item_id)
    known = sounds_of(row)
    form = OwnSoundForm(request.POST or None, initial={"sound": known.own})
    if request.method == "POST" and form.is_valid():
        try:
            is_new = set_own_sound(row=row, sound=form.cleaned_data["sound"], actor=request.user)
        except OwnSoundRefused as refused:
            form.add_error("sound", str(refused))
        else:
            if is_new:
                messages.success(request, _("Saved. Students hear it when its quiz is published again."))
            return redirect("wagtailsnippets_assessments_item:list")
    context = {"known": known, "form": form}
    return render(request, "assessments/author/own_sound.html", context, status=422 if form.errors else 200)
