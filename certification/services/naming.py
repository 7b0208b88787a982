"""Whether strangers read the holder's name on the check page: only the holder says so, and may take it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from certification.models import Certificate


@transaction.atomic
def set_name_consent(*, certificate: Certificate, actor: User, is_given: bool) -> bool:
    """Write the name beside the consent, or take both away; False when nothing changes. Audited."""
    if certificate.person_id != actor.pk:
        raise PermissionDenied
    rows = Certificate.objects.filter(pk=certificate.pk, name_consent_at__isnull=is_given)
    values = {"name_consent_at": timezone.now(), "holder_name": actor.get_full_name()[:100]}
    if not is_given:
        values = {"name_consent_at": None, "holder_name": ""}
    if not rows.update(**values):
        return False
    action = "certificate.name_shown" if is_given else "certificate.name_hidden"
    audit.record(action=action, actor=actor, scope_type="certificate", scope_id=certificate.public_id)
    return True
