"""The one table of the audit log; triggers made by its second migration refuse what this code must not do."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.enums import ActorKind

# What something was done to, for example ("cohort", "k3m9x2w7qz").
type Scope = tuple[str, str]
type Visitor = AbstractUser | AnonymousUser

READ_ALL = "audit.view_auditentry"


def within(scopes: Collection[Scope]) -> Q:
    """Return the condition "about one of these scopes"; no scopes match nothing."""
    keys: dict[str, list[str]] = {}
    for kind, key in scopes:
        keys.setdefault(kind, []).append(key)
    return reduce(or_, (Q(scope_type=kind, scope_id__in=found) for kind, found in keys.items()), Q(pk__in=()))


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Vocabulary for reading the log."""

    def visible_to(self, user: Visitor, scopes: Collection[Scope] = ()) -> "AuditEntryQuerySet":
        """Return what somebody may read who answers for ``scopes``; the calling room has checked that they do."""
        if not user.is_active:
            return self.none()
        return self if user.has_perm(READ_ALL) else self.filter(within(scopes))


class AuditEntry(models.Model):
    """One sensitive act. Written once: UPDATE is refused always, DELETE for 24 months."""

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    # A plain number on purpose: the entry stays when the person's account is erased.
    actor_id = models.BigIntegerField(_("who"), null=True, blank=True, editable=False)
    actor_kind = models.CharField(_("in which role"), max_length=10, choices=ActorKind)
    action = models.CharField(_("action"), max_length=60)
    scope_type = models.CharField(_("kind of object"), max_length=40, blank=True)
    scope_id = models.CharField(_("object"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("how many"), default=1)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        # Nobody can be given the right to add, change or delete an entry by hand.
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["scope_type", "scope_id", "-at"], name="audit_by_scope"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
            models.Index(fields=["action", "-at"], name="audit_by_action"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(name="audit_actor_kind_is_known", condition=Q(actor_kind__in=ActorKind.values)),
            models.CheckConstraint(
                name="audit_person_has_a_number",
                condition=Q(actor_kind__in=[ActorKind.STAFF, ActorKind.LEARNER], actor_id__isnull=False)
                | Q(actor_kind__in=[ActorKind.SYSTEM, ActorKind.ANONYMOUS], actor_id__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
