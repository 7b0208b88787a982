"""Certificates; triggers made by the second migration refuse to change what was awarded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import STATUS_PLACES
from certification.models.candidacy import Candidacy
from certification.models.programme import Programme
from common.ids import new_public_id


class Certificate(models.Model):
    """What was awarded, once per person, programme and cycle; its state is worked out from dates and events.

    Never changed: all but the holder's consent and name, and what the worker makes of it (``key_id``, ``credential``,
    ``documents``: language to name in the store). The numbers of those who decided outlive their accounts.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="certificates"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certificates")
    candidacy = models.OneToOneField(Candidacy, on_delete=models.SET_NULL, null=True, related_name="certificate")
    cycle = models.PositiveSmallIntegerField()
    framework_version = models.CharField(max_length=20)
    programme_title = models.CharField(max_length=150)
    issued_on = models.DateField()
    valid_until = models.DateField()
    decided_by_id = models.BigIntegerField()
    confirmed_by_id = models.BigIntegerField()
    status_index = models.PositiveIntegerField(unique=True)
    awarded_at = models.DateTimeField(default=timezone.now)
    name_consent_at = models.DateTimeField(null=True, blank=True)
    holder_name = models.CharField(max_length=100, blank=True)
    key_id = models.CharField(max_length=60, blank=True)
    credential = models.JSONField(null=True, blank=True)
    documents = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("certificate")
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["valid_until"], name="certificates_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["person", "programme", "cycle"], name="certificate_once_per_cycle"),
            models.CheckConstraint(
                name="certificate_decided_by_two", condition=~Q(decided_by_id=models.F("confirmed_by_id"))
            ),
            models.CheckConstraint(
                name="certificate_ends_after_issue", condition=Q(valid_until__gt=models.F("issued_on"))
            ),
            models.CheckConstraint(name="certificate_has_a_place", condition=Q(status_index__lt=STATUS_PLACES)),
            models.CheckConstraint(
                name="holder_named_with_consent", condition=Q(holder_name="") | Q(name_consent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number
