"""Removing dossiers and certificates five years after they ended."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from certification.models import Candidacy, Certificate, Evidence, Workshop
from certification.services.files import delete_stored

# Five years, the longest they can be, and a day for clocks that differ: the triggers compare with their own.
KEPT = timedelta(days=5 * 365 + 2 + 1)


def erase_old_dossiers(*, now: datetime) -> int:
    """Delete certificates past validity and five years with their dossiers, dossiers that led to none, old workshops.

    Return the number of rows; files of evidence and pages go once the rows are gone. Repeating it changes nothing.
    """
    oldest = now - KEPT
    with transaction.atomic():
        ended = Certificate.objects.filter(valid_until__lt=timezone.localdate(oldest))
        dossiers = list(ended.exclude(candidacy=None).values_list("candidacy_id", flat=True))
        pages = [name for pages in ended.values_list("documents", flat=True) for name in pages.values()]
        certificates, _per_model = ended.delete()
        left = Candidacy.objects.filter(certificate=None, opened_at__lt=oldest)
        left = left.exclude(submitted_at__gte=oldest).exclude(decided_at__gte=oldest)
        gone = Candidacy.objects.filter(pk__in=[*dossiers, *left.values_list("pk", flat=True)])
        files = list(
            Evidence.objects.filter(candidacy__in=gone).exclude(stored_as="").values_list("stored_as", flat=True)
        )
        candidacies, _per_model = gone.delete()
        # A workshop counts for two cycles at most.
        workshops, _per_model = Workshop.objects.filter(held_on__lt=timezone.localdate(now - 2 * KEPT)).delete()
        transaction.on_commit(lambda: delete_stored([*files, *pages]))
    return certificates + candidacies + workshops
