"""The way in without a card: a code on the board makes a request, the teacher's tap makes it a sign-in."""

import hashlib
import secrets
from dataclasses import dataclass, field

from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.enums import GuessKind
from accounts.exchange.card_number import check_digit
from accounts.models import GuessCounter, User
from accounts.services.guessing import LIMITS
from audit import services as audit
from common.ids import random_digits
from institutions.enums import JoinState
from institutions.exchange.digits import digits_of
from institutions.models import CODES_LAST, REQUEST_LASTS, ClassCode, Cohort, Enrolment, JoinRequest
from institutions.models.joining import JoinRequestQuerySet

CODE_DIGITS = 10
# The first digits carry the counter of wrong guesses; the last one is a check digit, so that slips are not counted.
PUBLIC_DIGITS = 4
MOST_WAITING = 80
TICKET_SALT = "institutions.joining.ticket"
SESSION_KEY = "joining"


class JoinRefused(Exception):
    """The code was closed meanwhile, or too many wait already."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request with the secret that ties it to one browser; only its hash is stored."""

    join_request: JoinRequest
    secret: str = field(repr=False)


@transaction.atomic
def open_class_code(*, cohort: Cohort, actor: User) -> ClassCode:
    """Return the class's open code, or make one for 14 days at most. Audited."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    standing = ClassCode.objects.open().filter(cohort=cohort).first()
    if standing is not None:
        return standing
    ClassCode.objects.filter(cohort=cohort, closed_at=None).update(closed_at=timezone.now())
    last_moment = timezone.now() + CODES_LAST
    code = ClassCode.objects.create(cohort=cohort, code=_unused_code(), expires_at=last_moment)
    audit.record(action="class_code.open", actor=actor, scope_type="cohort", scope_id=cohort.public_id)
    return code


@transaction.atomic
def close_class_code(*, cohort: Cohort, actor: User) -> bool:
    """Take no more requests, and decline those that wait. Audited; the second call changes nothing."""
    closed = ClassCode.objects.filter(cohort=cohort, closed_at=None).update(closed_at=timezone.now())
    if not closed:
        return False
    _decide(JoinRequest.objects.filter(cohort=cohort, state=JoinState.WAITING), JoinState.DECLINED, actor)
    audit.record(action="class_code.close", actor=actor, scope_type="cohort", scope_id=cohort.public_id)
    return True


def enter_class_code(request: HttpRequest, text: str) -> accounts.CardAnswer:  # noqa: ARG001  as card numbers are
    """Take what somebody typed as a class code: the page that asks for the seat, or what is wrong."""
    digits = digits_of(text)
    if not _is_well_formed(digits):
        return accounts.CardAnswer(error=_("One of the digits is not right. Compare the code with the board."))
    code = find_open_code(digits)
    if code is None:
        return accounts.CardAnswer(error=_("This code opens nothing now. Ask your teacher for the code of today."))
    return accounts.CardAnswer(url=reverse("join_seat", args=[ticket_for(code)]))


def find_open_code(text: str) -> ClassCode | None:
    """Return the open code with these digits; None for a wrong one and when no guess is left.

    Five wrong codes that begin alike bring a pause. The comparison happens under the counter's lock, so that parallel
    guesses are counted exactly and a class that types the right code at once is not. Must not run in a transaction.
    """
    digits = digits_of(text)
    if not _is_well_formed(digits):
        return None
    limit = LIMITS[GuessKind.CLASS_CODE]
    key = digits[:PUBLIC_DIGITS]
    counters = GuessCounter.objects.filter(kind=GuessKind.CLASS_CODE, key=key)
    GuessCounter.objects.get_or_create(kind=GuessKind.CLASS_CODE, key=key)
    with transaction.atomic(durable=True):
        counter = counters.select_for_update().first()
        now = timezone.now()
        if counter is None or (counter.paused_until is not None and counter.paused_until > now):
            return None
        code = ClassCode.objects.open().filter(code=digits).select_related("cohort").first()
        if code is not None and counter.admitted:
            counters.update(admitted=0, paused_until=None)
        elif code is None:
            is_last = (counter.admitted + 1) % limit.tries == 0
            pause = now + limit.pause if is_last else None
            counters.update(admitted=counter.admitted + 1, paused_until=pause, changed_at=now)
    if code is None:
        accounts.note_wrong_entry()
    return code


def ticket_for(code: ClassCode) -> str:
    """Return a signed proof, good for minutes, that somebody typed this code; it stands in the address."""
    return signing.dumps(code.pk, salt=TICKET_SALT)


def redeem_ticket(ticket: str) -> ClassCode | None:
    """Return the code behind a ticket while both are good."""
    try:
        code_id = signing.loads(ticket, salt=TICKET_SALT, max_age=REQUEST_LASTS)
    except signing.BadSignature:
        return None
    return ClassCode.objects.open().filter(pk=code_id).select_related("cohort").first()


@transaction.atomic
def request_to_join(*, code: ClassCode, seat_number: int, secret: str = "") -> NewRequest:
    """Ask to be let in on a seat; the same browser asking again replaces its own request. Raises ``JoinRefused``.

    A seat that nobody has gets the same answer: only the teacher sees the difference.
    """
    code = ClassCode.objects.open().select_for_update(of=("self",)).filter(pk=code.pk).first() or _refuse()
    waiting = JoinRequest.objects.waiting().filter(cohort=code.cohort_id)
    secret = secret or secrets.token_urlsafe(24)
    device_hash = hash_of(secret)
    if waiting.exclude(device_hash=device_hash).count() >= MOST_WAITING:
        raise JoinRefused
    places = Enrolment.objects.active().filter(cohort=code.cohort_id, seat_number=seat_number)
    join_request, _created = JoinRequest.objects.update_or_create(
        device_hash=device_hash,
        state=JoinState.WAITING,
        defaults={
            "cohort_id": code.cohort_id,
            "enrolment": places.first(),
            "seat_number": seat_number,
            "created_at": timezone.now(),
        },
    )
    return NewRequest(join_request, secret)


@transaction.atomic
def approve_request(*, join_request: JoinRequest, actor: User) -> bool:
    """Let somebody in on their seat; others who ask for the same seat are declined. Audited.

    Return whether this call did it: not for a request that lapsed, was decided, or names a seat that nobody has.
    """
    waiting = JoinRequest.objects.waiting()
    taken = Enrolment.objects.active().filter(learner__is_active=True)
    if not _decide(waiting.filter(pk=join_request.pk, enrolment__in=taken), JoinState.APPROVED, actor):
        return False
    _decide(waiting.filter(enrolment=join_request.enrolment_id), JoinState.DECLINED, actor)
    _log("join.approve", join_request, actor)
    return True


@transaction.atomic
def decline_request(*, join_request: JoinRequest, actor: User) -> bool:
    """Do not let somebody in. Audited; the second call changes nothing."""
    declined = _decide(JoinRequest.objects.waiting().filter(pk=join_request.pk), JoinState.DECLINED, actor)
    if declined:
        _log("join.decline", join_request, actor)
    return bool(declined)


def own_request(*, public_id: str, secret: str) -> JoinRequest | None:
    """Return the request that this browser made, while it can still lead to a sign-in."""
    found = JoinRequest.objects.fresh().filter(public_id=public_id, device_hash=hash_of(secret))
    return found.select_related("enrolment__learner").first()


def use_approval(request: HttpRequest, join_request: JoinRequest) -> bool:
    """Turn an approved request into a sign-in in the browser that asked, once."""
    with transaction.atomic():
        ready = JoinRequest.objects.fresh().filter(
            pk=join_request.pk, state=JoinState.APPROVED, enrolment__left_on__isnull=True
        )
        if join_request.enrolment is None or not ready.update(used_at=timezone.now()):
            return False
        try:
            accounts.sign_in_learner(request, join_request.enrolment.learner)
        except accounts.SignInRefused:
            return False
    return True


def hash_of(secret: str) -> str:
    """Return what is stored of a browser's secret; 192 random bits need no key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _decide(requests: JoinRequestQuerySet, state: JoinState, actor: User) -> int:
    return requests.update(state=state, decided_at=timezone.now(), decided_by_id=actor.pk)


def _is_well_formed(digits: str) -> bool:
    return len(digits) == CODE_DIGITS and check_digit(digits[:-1]) == digits[-1]


def _unused_code() -> str:
    """Return a code that no class has had within the retention of codes."""
    while True:
        digits = random_digits(CODE_DIGITS - 1)
        code = digits + check_digit(digits)
        if not ClassCode.objects.filter(code=code).exists():
            return code


def _refuse() -> ClassCode:
    raise JoinRefused


def _log(action: str, join_request: JoinRequest, actor: User) -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="cohort",
        scope_id=join_request.cohort.public_id,
        details={"seat": join_request.seat_number},
    )
