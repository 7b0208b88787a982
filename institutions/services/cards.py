"""Printing login cards: new secrets go into the PDF that this call returns, and nowhere else."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import typst
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import services as accounts
from accounts.enums import Symbol
from accounts.models import LoginCard, User
from audit import services as audit
from institutions.exchange.drawings import qr_svg, symbol_drawings
from institutions.models import Cohort, Enrolment

SHEET = Path(__file__).resolve().parent.parent / "templates" / "institutions" / "cards.typ"
# A constant: when cards were printed is nobody's business, and equal input gives an equal file.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


class NobodyChosen(ValueError):
    """There is no active student among the chosen places."""


@transaction.atomic
def print_cards(*, cohort: Cohort, enrolments: Sequence[Enrolment], actor: User, base_url: str) -> bytes:
    """Issue new cards for these places of a class and return the PDF, ten cards a page in the order of seats.

    Older cards of the same students stop working. Nothing is kept if the PDF cannot be made. Audited with the count.
    ``base_url``: scheme and host that the QR codes lead to. Raises ``NobodyChosen``.
    """
    wanted = [place.pk for place in enrolments]
    places = list(
        Enrolment.objects.active()
        .filter(pk__in=wanted, cohort=cohort, learner__is_active=True)
        .select_related("learner")
        .order_by("seat_number")
    )
    if not places:
        raise NobodyChosen
    scope = ("cohort", cohort.public_id)
    issued = accounts.issue_cards(
        learners=[place.learner for place in places],
        actor=actor,
        pin_required=cohort.institution.pin_required,
        ends_at=_last_moment(places),
        scope=scope,
    )
    pdf = cards_pdf(list(zip(places, issued, strict=True)), language=cohort.language, base_url=base_url)
    audit.record(action="card.print", actor=actor, scope_type=scope[0], scope_id=scope[1], count=len(issued))
    return pdf


@transaction.atomic
def cancel_learner_card(*, enrolment: Enrolment, actor: User) -> bool:
    """Cancel a student's card; card and sign-in end at the next request. Audited. The second call changes nothing."""
    card = _open_card(enrolment)
    scope = ("cohort", enrolment.cohort.public_id)
    return card is not None and accounts.cancel_card(card=card, actor=actor, scope=scope)


@transaction.atomic
def reset_learner_pin(*, enrolment: Enrolment, actor: User) -> bool:
    """Let a student choose a new PIN at the next sign-in; the teacher never learns it. Audited; False: no card."""
    card = _open_card(enrolment)
    if card is None:
        return False
    accounts.reset_pin(card=card, actor=actor, scope=("cohort", enrolment.cohort.public_id))
    return True


def cards_pdf(cards: Sequence[tuple[Enrolment, accounts.IssuedCard]], *, language: str, base_url: str) -> bytes:
    """Return the sheet of cards; no font, file or package from outside the template is read."""
    with override(language):
        data = {
            "title": _("Cards"),
            "language": language,
            "scan": _("Point the phone's camera at the square, or type the number."),
            "address": urlsplit(base_url).netloc,
            "qr_label": _("Square code for the camera"),
            "labels": {symbol.value: str(symbol.label) for symbol in Symbol},
            "symbols": symbol_drawings(),
            "cards": [
                {
                    "symbol": place.learner.symbol or Symbol.STAR,
                    "name": str(place.label),
                    "number": issued.number,
                    "qr": qr_svg(base_url + reverse("card", args=[issued.token])),
                }
                for place, issued in cards
            ],
        }
    pdf: bytes = typst.compile(
        str(SHEET),
        root=str(SHEET.parent),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=STAMP,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf


def _last_moment(places: Sequence[Enrolment]) -> datetime | None:
    """Return the end of the last day of the latest class that these students have: cards end with it."""
    learners = [place.learner_id for place in places]
    running = Enrolment.objects.active().filter(learner__in=learners, cohort__in=Cohort.objects.running())
    last_day = running.aggregate(last=Max("cohort__ends_on"))["last"]
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min)) if last_day else None


def _open_card(enrolment: Enrolment) -> LoginCard | None:
    return LoginCard.objects.select_related("user").filter(user=enrolment.learner_id, cancelled_at=None).first()
