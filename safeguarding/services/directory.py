"""Changing the directory of help contacts: one person proposes, a second one tries the number and confirms."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import services as audit
from safeguarding.enums import CheckMethod, Refusal
from safeguarding.models import HelpContact, HelpContactChange
from safeguarding.permissions import can_keep_directory

if TYPE_CHECKING:
    from accounts.models import User

# What a proposal may set; everything else follows from confirming it.
PROPOSABLE = frozenset(
    {
        "country",
        "kind",
        "position",
        "names",
        "organisation",
        "number",
        "number_from_abroad",
        "is_free",
        "works_from_mobile",
        "is_anonymous",
        "hours",
        "languages",
        "notes",
        "source",
    }
)
# A trial older than this says too little to begin a new period with.
OLDEST_TRIAL = timedelta(days=30)


class ChangeRefused(Exception):
    """A proposal or decision was not taken; ``reason`` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def propose_change(
    *, actor: "User", values: Mapping[str, Any], contact: HelpContact | None = None, is_withdrawal: bool = False
) -> HelpContactChange:
    """Propose a new contact, other values for one, a new check (same values), or taking it out. Audited.

    The same proposal made again returns the one that waits; another one for the same contact has to wait its turn.
    """
    _require_keeper(actor)
    if unknown := values.keys() - PROPOSABLE:
        raise ValueError(f"a proposal cannot set {', '.join(sorted(unknown))}")
    if contact is not None:
        # One after the other per contact, so that two proposals cannot both find none waiting.
        HelpContact.objects.select_for_update().get(pk=contact.pk)
    for waiting in HelpContactChange.objects.waiting().filter(contact=contact):
        if (waiting.values, waiting.is_withdrawal) == (dict(values), is_withdrawal):
            return waiting
        if contact is not None:
            raise ChangeRefused(Refusal.ALREADY_OPEN)
    change = HelpContactChange.objects.create(
        contact=contact, values=dict(values), is_withdrawal=is_withdrawal, proposed_by=actor
    )
    _record("propose", actor, change)
    return change


def propose_check(*, actor: "User", contact: HelpContact) -> HelpContactChange:
    """Ask a second person to try a number as it stands. Audited."""
    return propose_change(actor=actor, contact=contact, values=values_of(contact))


@transaction.atomic
def confirm_change(
    *, change: HelpContactChange, actor: "User", method: CheckMethod, tried_on: date, today: date | None = None
) -> HelpContact:
    """Put a proposal into effect: ``actor`` is not its author and tried the contact on ``tried_on``. Audited.

    Confirming again what one has confirmed changes nothing.
    """
    _require_keeper(actor)
    today = today or timezone.localdate()
    change = HelpContactChange.objects.select_for_update().get(pk=change.pk)
    if change.confirmed_by_id == actor.pk and change.contact is not None:
        return change.contact
    if not change.is_waiting:
        raise ChangeRefused(Refusal.DECIDED)
    if change.proposed_by_id == actor.pk:
        raise ChangeRefused(Refusal.SAME_PERSON)
    if not today - OLDEST_TRIAL <= tried_on <= today:
        raise ChangeRefused(Refusal.WRONG_DATE)
    contact = change.contact or HelpContact()
    number_before = contact.number
    if change.is_withdrawal:
        contact.withdrawn_at = timezone.now()
    else:
        for name, value in change.values.items():
            setattr(contact, name, value)
        contact.verified_on, contact.verified_by, contact.verified_method = tried_on, actor, method
    contact.save()
    change.contact, change.confirmed_by, change.confirmed_at = contact, actor, timezone.now()
    change.method, change.tried_on = method, tried_on
    change.save()
    _record("confirm", actor, change, method=str(method), number_before=number_before, number_after=contact.number)
    return contact


@transaction.atomic
def decline_change(*, change: HelpContactChange, actor: "User") -> None:
    """Drop a proposal; its author may do it too. Declining again changes nothing. Audited."""
    _require_keeper(actor)
    change = HelpContactChange.objects.select_for_update().get(pk=change.pk)
    if change.confirmed_at is not None:
        raise ChangeRefused(Refusal.DECIDED)
    if change.declined_at is None:
        change.declined_by, change.declined_at = actor, timezone.now()
        change.save(update_fields=["declined_by", "declined_at"])
        _record("decline", actor, change)


def values_of(contact: HelpContact) -> dict[str, Any]:
    """Return what a proposal would have to say to leave the contact as it is."""
    return {name: getattr(contact, name) for name in sorted(PROPOSABLE)}


def _require_keeper(actor: "User") -> None:
    if not can_keep_directory(actor):
        raise PermissionDenied


def _record(verb: str, actor: "User", change: HelpContactChange, **details: str) -> None:
    audit.record(
        action=f"help_contact.{verb}",
        actor=actor,
        scope_type="help_contact",
        scope_id=change.contact.public_id if change.contact else change.public_id,
        details={"change": change.public_id, "is_withdrawal": change.is_withdrawal, **details},
    )
