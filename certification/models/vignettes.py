"""Invented cases to train on, with their signs and the key. Nobody real is ever judged with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.enums import Dimension, SignKey
from certification.models.programme import Programme
from certification.models.words import said


class Vignette(models.Model):
    """One invented case in every language of its pack."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="vignettes")
    code = models.CharField(_("code"), max_length=10)
    texts = models.JSONField(default=dict)
    questions = models.JSONField(default=dict)
    model_answers = models.JSONField(default=dict)
    not_do = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("invented case")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="vignette_code_once_per_programme")]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """Return the case in the reader's language."""
        return said(self.texts)

    @property
    def question(self) -> str:
        """Return what is asked about it."""
        return said(self.questions)

    @property
    def model_answer(self) -> str:
        """Return the core of a good answer."""
        return said(self.model_answers)

    @property
    def what_not(self) -> str:
        """Return what one would not do."""
        return said(self.not_do)


class VignetteSign(models.Model):
    """One sign of the sheet for a case, and the key: seen, told or not known."""

    vignette = models.ForeignKey(Vignette, on_delete=models.CASCADE, related_name="signs")
    code = models.CharField(max_length=20)
    dimension = models.CharField(max_length=15, choices=Dimension)
    texts = models.JSONField(default=dict)
    key = models.CharField(max_length=10, choices=SignKey)
    position = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["vignette", "code"], name="sign_code_once_per_vignette")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the sign in the reader's language."""
        return said(self.texts)
