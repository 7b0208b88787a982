"""Writing what a programme asks for from a pack's file: only what differs; what left the file is kept, not current."""

from collections.abc import Mapping

from django.db import transaction

from certification.exchange.programmes import ProgrammeDoc, SignOffDoc, VignetteDoc
from certification.models import (
    Programme,
    RequiredCourse,
    RequiredLevel,
    SignOffCompetency,
    SignOffCriterion,
    SignOffRule,
    Vignette,
    VignetteSign,
)
from curriculum.models import Competency, CoursePage


@transaction.atomic
def save_parts(
    *,
    programme: Programme,
    doc: ProgrammeDoc,
    competencies: Mapping[str, Competency],
    courses: Mapping[str, CoursePage],
) -> None:
    """Write courses, levels, sign-offs and invented cases of a programme; the caller has seen that they differ.

    Sign-offs, criteria and signs keep their rows, because dossiers point at them.
    """
    RequiredCourse.objects.filter(programme=programme).delete()
    RequiredLevel.objects.filter(programme=programme).delete()
    RequiredCourse.objects.bulk_create(RequiredCourse(programme=programme, course=courses[one]) for one in doc.courses)
    RequiredLevel.objects.bulk_create(
        RequiredLevel(programme=programme, competency=competencies[code], level=level)
        for code, level in doc.levels.items()
    )
    programme.rules.exclude(code__in=[one.id.upper() for one in doc.sign_offs]).update(is_current=False)
    programme.vignettes.exclude(code__in=[one.id.upper() for one in doc.vignettes]).update(is_current=False)
    for position, sign_off in enumerate(doc.sign_offs):
        _save_sign_off(programme, sign_off, position, competencies)
    for position, case in enumerate(doc.vignettes):
        _save_vignette(programme, case, position)


def _save_sign_off(
    programme: Programme, doc: SignOffDoc, position: int, competencies: Mapping[str, Competency]
) -> None:
    rule, _made = SignOffRule.objects.update_or_create(
        programme=programme,
        code=doc.id.upper(),
        defaults={
            "titles": dict(doc.title),
            "settings": list(doc.settings),
            "is_for_renewal": doc.is_for_renewal,
            "sheets": doc.sheets,
            "agreement_percent": doc.agreement_percent or None,
            "log_entries": doc.log_entries,
            "position": position,
            "is_current": True,
        },
    )
    rule.shows.all().delete()
    SignOffCompetency.objects.bulk_create(
        SignOffCompetency(rule=rule, competency=competencies[code]) for code in doc.competencies
    )
    kept = [one.id for one in doc.criteria]
    rule.criteria.exclude(code__in=kept).update(is_current=False)
    SignOffCriterion.objects.bulk_create(
        [
            SignOffCriterion(rule=rule, code=one.id, texts=dict(one.text), position=number, is_current=True)
            for number, one in enumerate(doc.criteria)
        ],
        update_conflicts=True,
        unique_fields=["rule", "code"],
        update_fields=["texts", "position", "is_current"],
    )


def _save_vignette(programme: Programme, doc: VignetteDoc, position: int) -> None:
    case, _made = Vignette.objects.update_or_create(
        programme=programme,
        code=doc.id.upper(),
        defaults={
            "texts": dict(doc.text),
            "questions": dict(doc.questions),
            "model_answers": dict(doc.model_answer),
            "not_do": dict(doc.not_do),
            "position": position,
            "is_current": True,
        },
    )
    kept = [one.id for one in doc.signs]
    case.signs.exclude(code__in=kept).update(is_current=False)
    VignetteSign.objects.bulk_create(
        [
            VignetteSign(
                vignette=case, code=one.id, dimension=one.dimension, key=one.key, texts=dict(one.text),
                position=number, is_current=True,
            )
            for number, one in enumerate(doc.signs)
        ],
        update_conflicts=True,
        unique_fields=["vignette", "code"],
        update_fields=["dimension", "key", "texts", "position", "is_current"],
    )  # fmt: skip
