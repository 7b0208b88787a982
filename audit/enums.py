"""Closed lists of the audit log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorKind(TextChoices):
    """In which role somebody, or nobody, acted."""

    STAFF = "staff", _("Staff")
    LEARNER = "learner", _("Student")
    SYSTEM = "system", _("The platform itself")
    ANONYMOUS = "anonymous", _("Somebody not signed in")
