"""Forgetting what has served its time: uploads after an hour, codes, requests and invitations after two weeks."""

from datetime import datetime

from django.utils import timezone

from institutions.models import CODES_LAST, UPLOAD_LASTS, ClassCode, Invitation, JoinRequest, RosterUpload


def delete_expired(*, now: datetime | None = None) -> int:
    """Delete what is past its retention and return the number of rows. Classes and students are left to erasure."""
    now = now or timezone.now()
    expired = (
        RosterUpload.objects.filter(created_at__lt=now - UPLOAD_LASTS),
        JoinRequest.objects.filter(created_at__lt=now - CODES_LAST),
        ClassCode.objects.filter(created_at__lt=now - CODES_LAST),
        # Accepted ones too: the audit log keeps who invited whom into which role.
        Invitation.objects.filter(expires_at__lt=now - CODES_LAST),
    )
    return sum(rows.delete()[0] for rows in expired)
