"""Closed lists of institutions: kinds of places, roles, and how a role maps to a CMS group."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CentreKind(TextChoices):
    """Whether a population centre is a town or a village."""

    URBAN = "urban", _("Town")
    RURAL = "rural", _("Village")


class InstitutionKind(TextChoices):
    """What an institution is; boarding institutions store no names unless somebody decides otherwise."""

    SCHOOL = "school", _("School")
    BOARDING = "boarding", _("Boarding institution")
    VOCATIONAL = "vocational", _("Vocational school")
    SOCIAL_SERVICE = "social_service", _("Social service")
    MEDICAL = "medical", _("Medical institution")
    COUNCIL = "council", _("Local council")
    NGO = "ngo", _("Non-governmental organisation")
    RECEPTION_CENTRE = "reception_centre", _("Reception centre")
    RELIGIOUS_COMMUNITY = "religious_community", _("Religious community")


class CohortKind(TextChoices):
    """Pupils' classes and professionals' training groups never mix."""

    CLASS = "class", _("Class")
    TRAINING_GROUP = "training_group", _("Training group")


class Role(TextChoices):
    """What a member of staff does; always within one scope."""

    TEACHER = "teacher", _("Teacher")
    HEAD = "head", _("Head of institution")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Child protection lead")
    TRAINER = "trainer", _("Trainer")
    CANDIDATE = "candidate", _("Candidate")
    CERTIFIER = "certifier", _("Certifier")
    AUTHOR = "author", _("Author")
    LANGUAGE_REVIEWER = "language_reviewer", _("Language reviewer")
    SAFEGUARDING_REVIEWER = "safeguarding_reviewer", _("Child protection reviewer")
    COORDINATOR = "coordinator", _("Coordinator")
    COMMUNITY_COORDINATOR = "community_coordinator", _("Community coordinator")
    ANALYST = "analyst", _("Analyst")
    SITE_ADMIN = "site_admin", _("Site administrator")


# Roles that work in the CMS, and the Wagtail group each one is put into (made by a migration of cms).
ROLE_GROUPS: dict[str, str] = {
    Role.AUTHOR: "Authors",
    Role.LANGUAGE_REVIEWER: "Language reviewers",
    Role.SAFEGUARDING_REVIEWER: "Child protection reviewers",
    Role.SITE_ADMIN: "Site administrators",
}


class CohortRole(TextChoices):
    """What somebody does for one class."""

    TEACHER = "teacher", _("Teacher")
    CO_TEACHER = "co_teacher", _("Co-teacher")
    TRAINER = "trainer", _("Trainer")


class JoinState(TextChoices):
    """Where a request to be let in stands."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Let in")
    DECLINED = "declined", _("Not let in")
