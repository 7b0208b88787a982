"""Who is in a class: adding by name or by number, renaming, moving, taking out."""

import secrets
from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import services as accounts
from accounts.enums import Symbol
from accounts.models import User
from audit import services as audit
from institutions.exchange.pasted import NameProblem, clean_name, name_key, problem_of, problems_of
from institutions.models import MOST_LEARNERS, Cohort, Enrolment

MOST_PASTED = 60
NO_HASH = ""


class NamesNotKept(Exception):
    """The institution stores numbers only; ``count`` is how many places to offer instead."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class NamesRefused(Exception):
    """Some lines have to be settled first; nothing was written. ``problems`` go by position, from 0."""

    def __init__(self, problems: dict[int, NameProblem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


class ClassFull(Exception):
    """More students than one class, or one paste, takes; ``limit`` says how many."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class HasLeft(Exception):
    """The place was left: whoever teaches the student now decides, or puts them back first."""


class RosterChanged(Exception):
    """Somebody else has added students since the form was shown."""


@transaction.atomic
def add_learners_by_names(
    *, cohort: Cohort, text: str, actor: User | None, after_seat: int | None = None
) -> list[Enrolment]:
    """Add one student for each line of ``text``, all or none. Audited with the count, never with names.

    Raises ``NamesNotKept``, ``ClassFull`` or ``NamesRefused``. With ``after_seat`` (the highest seat when the form was
    shown) the same lines sent twice are added once.
    """
    names = [clean_name(line) for line in text.splitlines() if line.strip()]
    cohort = _locked(cohort)
    if cohort.institution.zero_names:
        raise NamesNotKept(len(names))
    if len(names) > MOST_PASTED:
        raise ClassFull(MOST_PASTED)
    before = _added_before(cohort, after_seat)
    if before:
        if [row.learner.display_name for row in before] == names:
            return before
        raise RosterChanged
    problems = problems_of(names, taken_names(cohort))
    if problems:
        raise NamesRefused(problems)
    return _add(cohort, names, actor)


@transaction.atomic
def add_numbered_learners(
    *, cohort: Cohort, count: int, actor: User | None, after_seat: int | None = None
) -> list[Enrolment]:
    """Add students without names. Audited with the count. Raises ``ClassFull``.

    With ``after_seat`` the same form sent twice adds them once.
    """
    cohort = _locked(cohort)
    before = _added_before(cohort, after_seat)
    if before:
        if len(before) == count and not any(row.learner.display_name for row in before):
            return before
        raise RosterChanged
    return _add(cohort, [""] * count, actor)


@transaction.atomic
def rename_learner(*, enrolment: Enrolment, name: str, actor: User) -> Enrolment:
    """Give a student another short name, or none. Audited; raises ``NamesNotKept`` or ``NamesRefused``."""
    cohort = _locked(enrolment.cohort)
    name = clean_name(name)
    if name == enrolment.learner.display_name:
        return enrolment
    if name and cohort.institution.zero_names:
        raise NamesNotKept(1)
    if name:
        used = {name_key(taken) for taken in taken_names(cohort, without=enrolment)}
        problem = problem_of(name, used)
        if problem is not None:
            raise NamesRefused({0: problem})
    enrolment.learner.display_name = name
    enrolment.learner.save(update_fields=["display_name"])
    _log("roster.rename", enrolment, actor)
    return enrolment


@transaction.atomic
def set_symbol(*, enrolment: Enrolment, symbol: str, actor: User) -> Enrolment:
    """Give a student another drawing; the card that is already printed keeps the old one. Audited."""
    if symbol not in Symbol.values:
        raise ValueError(symbol)
    if enrolment.learner.symbol != symbol:
        enrolment.learner.symbol = symbol
        enrolment.learner.save(update_fields=["symbol"])
        _log("roster.symbol", enrolment, actor)
    return enrolment


@transaction.atomic
def remove_learner(*, enrolment: Enrolment, actor: User | None) -> bool:
    """Take a student out of a class; without another class their card and sign-in end at once. Audited.

    Answers stay until the class's retention ends. Return whether this call did it.
    """
    if not Enrolment.objects.active().filter(pk=enrolment.pk).update(left_on=timezone.localdate()):
        return False
    enrolment.refresh_from_db(fields=["left_on"])
    _log("roster.remove", enrolment, actor)
    elsewhere = Enrolment.objects.active().filter(learner=enrolment.learner_id, cohort__in=Cohort.objects.running())
    if not elsewhere.exists():
        accounts.deactivate(user=enrolment.learner, actor=actor, scope=_scope(enrolment.cohort))
    return True


@transaction.atomic
def return_learner(*, enrolment: Enrolment, actor: User) -> bool:
    """Put a student back who was taken out; they need a new card. Audited. Return whether this call did it.

    Raises ``HasLeft`` for one who has moved and whom somebody else teaches now.
    """
    cohort = _locked(enrolment.cohort)
    _check_room(cohort, 1)
    is_back = Enrolment.objects.to_put_back(actor).filter(pk=enrolment.pk).update(left_on=None, has_moved=False)
    enrolment.refresh_from_db(fields=["left_on"])
    if enrolment.left_on is not None:
        raise HasLeft
    if not is_back:
        return False
    accounts.reactivate(user=enrolment.learner, actor=actor, scope=_scope(cohort))
    _log("roster.return", enrolment, actor)
    return True


@transaction.atomic
def move_learner(*, enrolment: Enrolment, cohort: Cohort, actor: User) -> Enrolment:
    """Move a student to another class of the institution, card and all. Audited.

    Raises ``NamesRefused`` when somebody there is called the same, ``HasLeft`` for a place that was left for somewhere
    else. Twice is once: the place there is returned.
    """
    target = _locked(cohort)
    if target.institution_id != enrolment.cohort.institution_id or target.kind != enrolment.cohort.kind:
        raise ValueError("a student moves inside one institution and one kind of class")
    there = Enrolment.objects.filter(cohort=target, learner=enrolment.learner_id).first()
    if there is not None and there.left_on is None:
        return there
    name = enrolment.learner.display_name
    if name and name_key(name) in {name_key(taken) for taken in taken_names(target)}:
        raise NamesRefused({0: NameProblem.DOUBLE})
    _check_room(target, 1)
    today = timezone.localdate()
    if not Enrolment.objects.active().filter(pk=enrolment.pk).update(left_on=today, has_moved=True):
        raise HasLeft
    if there is None:
        there = Enrolment.objects.create(
            cohort=target, learner_id=enrolment.learner_id, seat_number=highest_seat(target) + 1
        )
    else:
        there.left_on, there.has_moved = None, False
        there.save(update_fields=["left_on", "has_moved"])
    _log("roster.move", there, actor)
    return there


def highest_seat(cohort: Cohort) -> int:
    """Return the highest seat number ever given in a class; numbers of those who left are not given again."""
    return int(Enrolment.objects.filter(cohort=cohort).aggregate(last=Max("seat_number"))["last"] or 0)


def taken_names(cohort: Cohort, without: Enrolment | None = None) -> list[str]:
    """Return the names that are used in a class now."""
    active = Enrolment.objects.active().filter(cohort=cohort).exclude(learner__display_name="")
    if without is not None:
        active = active.exclude(pk=without.pk)
    return list(active.order_by("seat_number").values_list("learner__display_name", flat=True))


def place_learners(cohort: Cohort, learners: Sequence[User], hashes: Sequence[str] = ()) -> list[Enrolment]:
    """Give existing accounts the next seats of a class; inside the caller's transaction, which holds the class."""
    _check_room(cohort, len(learners))
    seat = highest_seat(cohort)
    rows = [
        Enrolment(cohort=cohort, learner=learner, seat_number=seat + place, source_hash=source_hash)
        for place, (learner, source_hash) in enumerate(
            zip(learners, hashes or [NO_HASH] * len(learners), strict=True), start=1
        )
    ]
    return Enrolment.objects.bulk_create(rows)


def make_learners(cohort: Cohort, names: Sequence[str]) -> list[User]:
    """Make accounts that no password opens, with drawings that do not repeat in the class while any is free."""
    symbols = _free_symbols(cohort, len(names))
    learners = [
        User(
            kind="learner",
            password=make_password(None),
            display_name=name,
            symbol=symbol,
            language=cohort.language,
        )
        for name, symbol in zip(names, symbols, strict=True)
    ]
    for learner in learners:
        learner.username = f"learner-{learner.public_id}"
    return User.objects.bulk_create(learners)


def _add(cohort: Cohort, names: Sequence[str], actor: User | None) -> list[Enrolment]:
    if not names:
        return []
    _check_room(cohort, len(names))
    enrolments = place_learners(cohort, make_learners(cohort, names))
    kind, key = _scope(cohort)
    audit.record(action="roster.add", actor=actor, scope_type=kind, scope_id=key, count=len(names))
    return enrolments


def _free_symbols(cohort: Cohort, count: int) -> list[str]:
    """Return drawings for new students: each time one of those that the class uses least, at random."""
    uses = dict.fromkeys(Symbol.values, 0)
    worn = Enrolment.objects.active().filter(cohort=cohort).values_list("learner__symbol", flat=True)
    for symbol in worn:
        if symbol in uses:
            uses[symbol] += 1
    picked = []
    for _place in range(count):
        fewest = min(uses.values())
        symbol = secrets.choice([symbol for symbol, used in uses.items() if used == fewest])
        uses[symbol] += 1
        picked.append(symbol)
    return picked


def _added_before(cohort: Cohort, after_seat: int | None) -> list[Enrolment]:
    if after_seat is None:
        return []
    later = Enrolment.objects.filter(cohort=cohort, seat_number__gt=after_seat).select_related("learner")
    return list(later.order_by("seat_number"))


def _check_room(cohort: Cohort, count: int) -> None:
    if Enrolment.objects.active().filter(cohort=cohort).count() + count > MOST_LEARNERS:
        raise ClassFull(MOST_LEARNERS)


def _locked(cohort: Cohort) -> Cohort:
    """Return the class with its institution, held until the transaction ends: two pastes take turns."""
    return Cohort.objects.select_for_update(of=("self",)).select_related("institution__centre").get(pk=cohort.pk)


def _scope(cohort: Cohort) -> tuple[str, str]:
    return "cohort", cohort.public_id


def _log(action: str, enrolment: Enrolment, actor: User | None) -> None:
    kind, key = _scope(enrolment.cohort)
    audit.record(
        action=action,
        actor=actor,
        scope_type=kind,
        scope_id=key,
        details={"seat": enrolment.seat_number, "place": enrolment.public_id},
    )
