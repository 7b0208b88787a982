"""Who brings packs in through a screen: whoever looks after the whole installation."""

from django.http import Http404

from accounts.models import User
from institutions.enums import Role
from institutions.permissions import has_role
from jobs.models import Job
from packs.enums import IMPORT_JOB, PREVIEW_JOB


def can_bring_packs(user: User) -> bool:
    """Whether somebody may look at a pack and import it."""
    return has_role(user, Role.SITE_ADMIN)


def access_own_pack_job(user: User, public_id: str) -> Job:
    """Return a person's own look at a pack, or import; 404 for everybody else."""
    kinds = [PREVIEW_JOB, IMPORT_JOB]
    found = Job.objects.filter(public_id=public_id, owner_id=user.pk, kind__in=kinds).first()
    if found is None or not can_bring_packs(user):
        raise Http404
    return found
