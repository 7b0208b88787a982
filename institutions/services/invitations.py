"""Invitations: twelve printed digits that make one staff account with one role, once, within two weeks."""

import hmac
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.enums import GuessKind, UserKind
from accounts.models import User
from audit import services as audit
from common.ids import random_digits
from institutions.exchange.digits import digits_of
from institutions.models import CODES_LAST, Invitation
from institutions.permissions import Scope, can_invite
from institutions.services.roles import give_role

CODE_DIGITS = 12
GROUP = 4
# The first group names the invitation and carries its counter of wrong guesses, the other two are the secret.
PUBLIC_DIGITS = 4


class InvitationRefused(Exception):
    """No invitation stands behind this code (any more), or it was tried too often; nothing tells which."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation with its code, which exists only here: print it now or never."""

    invitation: Invitation
    code: str = field(repr=False)


@transaction.atomic
def invite(*, display_name: str, role: str, scope: Scope, actor: User) -> NewInvitation:
    """Invite somebody who has no account yet. Audited without the name. Raises ``PermissionDenied``."""
    if not can_invite(actor, role, scope):
        raise PermissionDenied
    code = _unused_code()
    invitation = Invitation.objects.create(
        code_hash=_code_hash(code),
        display_name=display_name,
        role=role,
        created_by=actor,
        expires_at=timezone.now() + CODES_LAST,
        **scope.fields,
    )
    _log("invitation.create", invitation, actor)
    return NewInvitation(invitation, " ".join(code[at : at + GROUP] for at in range(0, CODE_DIGITS, GROUP)))


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User) -> bool:
    """Make a printed code worthless. Audited; the second call changes nothing."""
    withdrawn = Invitation.objects.standing().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if withdrawn:
        _log("invitation.withdraw", invitation, actor)
    return bool(withdrawn)


def find_invitation(*, text: str) -> Invitation:
    """Return the invitation that a typed code opens, or raise ``InvitationRefused``.

    Every call takes one of five guesses of the code's first group, whether such an invitation exists or not. Must not
    run inside a transaction: a guess stays counted.
    """
    code = digits_of(text)
    if len(code) != CODE_DIGITS or not accounts.admit(GuessKind.INVITATION, code[:PUBLIC_DIGITS]):
        raise InvitationRefused
    found = Invitation.objects.standing().select_related("institution__centre", "centre", "region", "created_by")
    invitation = found.filter(code_hash=_code_hash(code)).first()
    if invitation is None:
        accounts.note_wrong_entry()
        raise InvitationRefused
    accounts.clear(GuessKind.INVITATION, code[:PUBLIC_DIGITS])
    return invitation


def accept_invitation(*, invitation: Invitation, username: str, password: str) -> User:
    """Spend the code: make the account and give it the role. Audited. Raises ``InvitationRefused`` the second time.

    Whoever wrote the invitation must still be allowed to: an invitation does not outlive its author's role.
    """
    with transaction.atomic():
        standing = Invitation.objects.standing().filter(pk=invitation.pk)
        scope = Scope.of(invitation)
        if not can_invite(invitation.created_by, invitation.role, scope):
            raise InvitationRefused
        if not standing.update(accepted_at=timezone.now()):
            raise InvitationRefused
        user = User(username=username, display_name=invitation.display_name, kind=UserKind.STAFF)
        user.set_password(password)
        user.save()
        Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
        give_role(user=user, role=invitation.role, scope=scope, actor=invitation.created_by)
        _log("invitation.accept", invitation, user)
    return user


def _unused_code() -> str:
    """Return a code that no stored invitation has."""
    while Invitation.objects.filter(code_hash=_code_hash(code := random_digits(CODE_DIGITS))).exists():
        continue
    return code


def _code_hash(code: str) -> str:
    """Twelve digits could be guessed from a plain hash; the key stays outside the database."""
    return hmac.new(settings.CARD_PEPPER.encode(), f"institutions.invitation:{code}".encode(), "sha256").hexdigest()


def _log(action: str, invitation: Invitation, actor: User) -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="invitation",
        scope_id=invitation.public_id,
        details={"role": invitation.role},
    )
