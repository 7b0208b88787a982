"""The training group of the demonstration: one candidate under way, so that three roles see something."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.models import User
from certification.models import Candidacy
from certification.queries.opening import active_programmes
from certification.services.enrolling import place_candidate
from certification.services.evidence import add_evidence
from certification.services.observing import Seen, finish_observation, save_observation
from certification.services.opening import attest_background, open_candidacy, sign_conduct
from certification.services.reflecting import write_entry
from certification.services.signing import sign_off
from demo.enums import CastRole
from demo.services.example import make_example
from institutions.models import Cohort

EVIDENCE = "Схема перенаправлення нашої громади: три номери, без імен і адрес."
REFLECTION = "Поставив друге запитання надто швидко. Наступного разу рахую до п'яти."


def fill_group(group: Cohort, staff: dict[CastRole, User]) -> Candidacy:
    """Return the candidate's dossier: conduct signed, one piece of evidence, two observations, one of them signed."""
    trainer, person = staff[CastRole.TRAINER], staff[CastRole.CANDIDATE]
    place_candidate(cohort=group, person=person, actor=trainer)
    programme = next(iter(active_programmes()), None) or make_example()
    candidacy = open_candidacy(programme=programme, person=person, cohort=group, actor=trainer)
    if not candidacy.is_open or candidacy.conduct_signed_at is not None:
        return candidacy
    sign_conduct(candidacy=candidacy, actor=person)
    attest_background(candidacy=candidacy, checked_on=timezone.localdate() - timedelta(days=60), actor=trainer)
    write_entry(candidacy=candidacy, text=REFLECTION, actor=person)
    rules = [rule for rule in programme.rules.filter(is_current=True).order_by("position", "pk") if rule.settings]
    add_evidence(candidacy=candidacy, rule=rules[-1], actor=person, text=EVIDENCE)
    for days, rule in zip((9, 2), rules, strict=False):
        seen = Seen(
            key=uuid5(NAMESPACE_URL, f"{candidacy.public_id}/{rule.code}"),
            base=0,
            setting=rule.settings[0],
            observed_on=timezone.localdate() - timedelta(days=days),
            marks=dict.fromkeys(rule.criteria.values_list("code", flat=True), "seen"),
        )
        row = save_observation(candidacy=candidacy, rule=rule, seen=seen, actor=trainer)
        finish_observation(observation=row, actor=trainer)
        if rule == rules[0] and not (rule.sheets or rule.log_entries):
            sign_off(candidacy=candidacy, rule=rule, rating=2, actor=trainer, observation=row)
    return candidacy
