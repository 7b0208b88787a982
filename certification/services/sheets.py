"""Indicator sheets on invented cases: answered once, then compared with the key."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import SignKey
from certification.models import Candidacy, IndicatorAnswer, IndicatorSheet, Vignette
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import require


@transaction.atomic
def send_sheet(
    *, candidacy: Candidacy, vignette: Vignette, answers: Mapping[str, str], actor: User, why: Mapping[str, str]
) -> IndicatorSheet:
    """Keep a whole sheet and count how far it agrees with the key, in per cent rounded down. Audited.

    Once for each case, because the key is shown afterwards: sending it again returns the first one.
    """
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    require(vignette.programme_id == candidacy.programme_id and vignette.is_current, "wrong_case")
    sent = candidacy.sheets.filter(vignette=vignette).first()
    if sent is not None:
        return sent
    require_draft(candidacy)
    signs = list(vignette.signs.filter(is_current=True))
    require(signs and all(answers.get(one.code) in SignKey.values for one in signs), "sheet_not_full")
    agreeing = sum(1 for one in signs if answers[one.code] == one.key)
    now = timezone.now()
    sheet = IndicatorSheet.objects.create(
        candidacy=candidacy, vignette=vignette, sent_at=now, agreement_percent=100 * agreeing // len(signs)
    )
    IndicatorAnswer.objects.bulk_create(
        IndicatorAnswer(sheet=sheet, sign=one, answer=answers[one.code], why=why.get(one.code, "").strip()[:300])
        for one in signs
    )
    record("certification.send_sheet", actor, candidacy, case=vignette.code, percent=sheet.agreement_percent or 0)
    return sheet
