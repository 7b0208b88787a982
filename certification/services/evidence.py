"""Evidence: added by candidates, taken back by them while nothing rests on it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.exchange.handed_in import read_file
from certification.enums import EvidenceKind
from certification.models import LARGEST_FILE, LARGEST_PHOTO, LONGEST_TEXT, Candidacy, Evidence, SignOffRule
from certification.services.files import delete_stored, store_file
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import require


def add_evidence(
    *,
    candidacy: Candidacy,
    rule: SignOffRule,
    actor: User,
    data: bytes = b"",
    text: str = "",
    upload_key: UUID | None = None,
) -> Evidence:
    """Keep a file, re-encoded, or words for one sign-off; the same ``upload_key`` gives the same row back. Audited.

    Raises ``AnswerError`` of assessments for a file that is neither photo nor PDF nor text.
    """
    read = read_file(data) if data else None
    if read is not None:
        require(len(read.data) <= (LARGEST_PHOTO if read.kind == "jpg" else LARGEST_FILE), "too_large")
    text = text.strip()[:LONGEST_TEXT]
    require(read is not None or text, "empty")
    stored = ""
    try:
        with transaction.atomic():
            candidacy = locked(candidacy)
            require(actor.pk == candidacy.person_id, "not_own")
            require(rule.programme_id == candidacy.programme_id and rule.is_current, "wrong_rule")
            known = candidacy.evidence.filter(upload_key=upload_key).first() if upload_key else None
            if known is not None:
                return known
            require_draft(candidacy)
            stored = store_file(read.data, read.kind) if read is not None else ""
            row = Evidence.objects.create(
                candidacy=candidacy,
                rule=rule,
                kind=read.kind if read is not None else EvidenceKind.TEXT,
                stored_as=stored,
                size=len(read.data) if read is not None else len(text.encode()),
                text=text,
                upload_key=upload_key,
            )
            record("certification.add_evidence", actor, candidacy, rule=rule.code, kind=row.kind)
            return row
    except BaseException:
        delete_stored([stored] if stored else [])
        raise


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, actor: User) -> Evidence:
    """Take evidence back, and its file with it; what a sign-off rests on stays. Audited.

    A second time changes nothing.
    """
    candidacy = locked(evidence.candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    evidence = Evidence.objects.select_related("rule").get(pk=evidence.pk)
    if evidence.withdrawn_at is None:
        require_draft(candidacy)
        require(not evidence.sign_offs.exists(), "signed_already")
        evidence.withdrawn_at = timezone.now()
        evidence.save(update_fields=["withdrawn_at"])
        if evidence.stored_as:
            transaction.on_commit(lambda: delete_stored([evidence.stored_as]), robust=True)
        record("certification.withdraw_evidence", actor, candidacy, rule=evidence.rule.code)
    return evidence
