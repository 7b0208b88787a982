"""What a programme asks for: courses, levels, and sign-offs with what an assessor looks at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.enums import Level, Setting
from certification.models.programme import Programme
from certification.models.words import said
from curriculum.models import Competency, CoursePage


class RequiredCourse(models.Model):
    """A course that has to be read to its end; ``course`` is the page in the source language."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="required_courses")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "course"], name="course_once_per_programme")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.course_id}"


class RequiredLevel(models.Model):
    """The lowest level of one competency."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="required_levels")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "competency"], name="level_once_per_programme"),
            models.CheckConstraint(name="required_level_is_known", condition=Q(level__in=Level.values)),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} ≥ {self.level}"


class SignOffRule(models.Model):
    """One sign-off (S1): its title in every language, where it may be seen, and whether it counts at a renewal.

    ``agreement_percent`` is the least agreement with the key where indicator sheets are the evidence; ``log_entries``
    how many supervised entries of the reflective log. A rule that left the file is kept, not current.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rules")
    code = models.CharField(_("code"), max_length=10)
    titles = models.JSONField(default=dict)
    settings = models.JSONField(default=list)
    is_for_renewal = models.BooleanField(default=False)
    agreement_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    sheets = models.PositiveSmallIntegerField(default=0)
    log_entries = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("sign-off")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="sign_off_code_once_per_programme")]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return said(self.titles)

    def allows(self, setting: str) -> bool:
        """Whether it may be seen there."""
        return setting in self.settings and setting in Setting.values


class SignOffCompetency(models.Model):
    """A competency that a sign-off shows."""

    rule = models.ForeignKey(SignOffRule, on_delete=models.CASCADE, related_name="shows")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "competency"], name="competency_once_per_sign_off")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.competency_id}"


class SignOffCriterion(models.Model):
    """One thing an assessor can see; one that left the file is kept for what was marked, not current."""

    rule = models.ForeignKey(SignOffRule, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=20)
    texts = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["rule", "code"], name="criterion_code_once_per_sign_off")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return what to look at, in the reader's language."""
        return said(self.texts)
