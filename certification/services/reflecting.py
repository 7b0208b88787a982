"""What candidates think of their own work: the reflective log, talked over with an assessor, and their own levels."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import Level
from certification.models import LONGEST_ENTRY, Candidacy, LogEntry, SelfAssessment
from certification.services.assessors import require_assessor
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import require
from curriculum.models import Competency


@transaction.atomic
def write_entry(*, candidacy: Candidacy, text: str, actor: User) -> LogEntry:
    """Add an entry to the log, by the candidate; the same words again are one entry. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    require_draft(candidacy)
    text = text.strip()[:LONGEST_ENTRY]
    require(text, "empty")
    known = candidacy.log_entries.filter(text=text).first()
    if known is not None:
        return known
    entry = LogEntry.objects.create(candidacy=candidacy, text=text)
    record("certification.write_entry", actor, candidacy)
    return entry


@transaction.atomic
def supervise_entry(*, entry: LogEntry, actor: User) -> LogEntry:
    """Note that an assessor talked an entry over with the candidate; a second time changes nothing. Audited."""
    candidacy = locked(entry.candidacy)
    require_draft(candidacy)
    require_assessor(actor, candidacy)
    entry = LogEntry.objects.get(pk=entry.pk)
    if entry.supervised_at is None:
        entry.supervised_by, entry.supervised_at = actor, timezone.now()
        entry.save(update_fields=["supervised_by", "supervised_at"])
        record("certification.supervise_entry", actor, candidacy)
    return entry


@transaction.atomic
def assess_oneself(*, candidacy: Candidacy, levels: Mapping[str, int], actor: User) -> None:
    """Keep the levels that candidates give themselves, by the code of the competency; they decide nothing."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    require_draft(candidacy)
    competencies = Competency.objects.filter(
        framework=candidacy.programme.framework_id, locale=candidacy.programme.locale_id
    )
    numbers = dict(competencies.values_list("code", "pk"))
    require(set(levels) <= set(numbers), "wrong_competency")
    require(set(levels.values()) <= set(Level.values), "unknown_value")
    now = timezone.now()
    SelfAssessment.objects.bulk_create(
        [
            SelfAssessment(candidacy=candidacy, competency_id=numbers[code], level=level, assessed_at=now)
            for code, level in sorted(levels.items())
        ],
        update_conflicts=True,
        unique_fields=["candidacy", "competency"],
        update_fields=["level", "assessed_at"],
    )
