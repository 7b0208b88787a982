"""Programmes: what somebody must do, know and show for a certificate, as numbers and rows that a pack brings."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from assessments.models import Quiz
from certification.enums import NUMBERS
from common.ids import new_public_id
from curriculum.models import CompetencyFramework


def _number(name: str, words: Any) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(words, default=NUMBERS[name])


class Programme(TranslatableMixin, models.Model):
    """A way to a certificate, one row per language; everything but its texts is read from the source row.

    ``test`` is the knowledge test; ``renewal_test`` the shorter one of a renewal. ``code`` is the name in its pack.
    """

    public_id = models.CharField(max_length=10, default=new_public_id, editable=False)
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("summary"), blank=True)
    award = models.CharField(_("what the certificate says"), max_length=150)
    code_of_conduct = models.TextField(_("code of conduct"))
    framework = models.ForeignKey(CompetencyFramework, on_delete=models.PROTECT, related_name="programmes")
    test = models.ForeignKey(Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    renewal_test = models.ForeignKey(Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(_("takes new candidates"), default=True)
    validity_months = _number("validity_months", _("valid for, in months"))
    grace_days = _number("grace_days", _("days of grace after the end"))
    lapsed_months = _number("lapsed_months", _("months after which a renewal is no longer enough"))
    tries = _number("tries", _("tries at the test"))
    wait_days = _number("wait_days", _("days between two tries"))
    pass_percent = _number("pass_percent", _("per cent to pass"))
    pass_percent_each = _number("pass_percent_each", _("per cent to pass in each competency"))
    minimum_rating = _number("minimum_rating", _("lowest rating of a sign-off"))
    rating_months = _number("rating_months", _("a rating holds for, in months"))
    live_minimum = _number("live_minimum", _("sign-offs seen live"))
    other_assessor_percent = _number("other_assessor_percent", _("per cent signed by somebody else than the trainer"))
    background_months = _number("background_months", _("a background check holds for, in months"))
    appeal_days = _number("appeal_days", _("days to appeal"))
    renewal_hours = _number("renewal_hours", _("hours of training for a renewal"))
    renewal_law_hours = _number("renewal_law_hours", _("of them about law and procedure"))
    renewal_supervision_hours = _number("renewal_supervision_hours", _("of them supervision"))
    renewal_test_items = _number("renewal_test_items", _("questions of the test for a renewal"))
    renewal_sign_offs = _number("renewal_sign_offs", _("fresh sign-offs for a renewal"))
    lapsed_sign_offs = _number("lapsed_sign_offs", _("sign-offs after a long gap"))

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False)
        for name in ("public_id", "code", "framework", "test", "renewal_test", "is_active", *NUMBERS)
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("certification programme")
        verbose_name_plural = _("certification programmes")
        constraints = [
            models.UniqueConstraint(fields=["public_id", "locale"], name="programme_once_per_language"),
            models.CheckConstraint(
                name="programme_percents_are_percents",
                condition=Q(pass_percent__lte=100, pass_percent_each__lte=100, other_assessor_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return self.title
