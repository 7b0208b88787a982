"""The page on which a teacher's camera reads answer cards. No picture leaves the phone."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons.exchange.card_marks import LETTERS as TURNS
from lessons.exchange.card_marks import SEATS, marks
from lessons.permissions import access_taught_run
from lessons.queries.asked import asked
from lessons.queries.on_cards import card_options
from lessons.queries.presence import in_the_room
from lessons.services.cards import save_cards
from lessons.views.wanted_question import wanted_question

CARD = re.compile(r"(\d{0,2})([A-D])")


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def cards(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Show the camera; POST takes what it read: number and letter at level 0, letters alone above it."""
    run = access_taught_run(request.user, run_id)
    question = asked(wanted_question(request, run), get_language())
    text = request.POST.get("cards", "").strip().upper()
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    read = [CARD.fullmatch(word) for word in words]
    wrong = [word for word, found in zip(words, read, strict=True) if not _is_card(found)]
    if request.method == "POST" and words and not wrong:
        pairs = [(found[1], found[2]) for found in read if found]
        seats = {int(seat): letter for seat, letter in pairs if seat}
        letters = [*seats.values(), *(letter for seat, letter in pairs if not seat)]
        save_cards(run=run, asked=question, letters=letters, seats=seats)
        messages.success(request, _("%(n)s cards are counted.") % {"n": len(letters)})
        return see_other(reverse("run", args=[run_id]))
    error = ""
    if request.method == "POST":
        error = _("“%(word)s” is no card. Write a number and a letter, as 7A.") % {"word": wrong[0]} if wrong else ""
        error = error or _("No card has been read yet.")
    context = {
        "run": run,
        "question": question,
        "options": [(letter, option) for letter, option in zip(card_options(question), question.options, strict=False)],
        "marks": ",".join(f"{mark:x}" for mark in marks()),
        "turns": TURNS,
        "numbers": range(1, min(in_the_room(run) or SEATS, SEATS) + 1),
        "text": text,
        "error": error,
    }
    return render(request, "lessons/teacher/cards.html", context, status=422 if error else 200)


def _is_card(found: re.Match[str] | None) -> bool:
    return found is not None and (not found[1] or 1 <= int(found[1]) <= SEATS)
