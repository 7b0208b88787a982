"""What a certificate says in one language, put together from the programme, the framework and the ratings."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from certification.exchange.credential import AwardedLevel
from certification.models import Certificate, Programme, WorkshopAttendance
from curriculum.models import CompetencyFramework
from curriculum.queries import statements


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a certificate: of the programme in this language where it has one, else in the source's."""

    language: str
    award: str
    summary: str
    framework: str
    levels: tuple[AwardedLevel, ...]


def wording_of(certificate: Certificate, language: str) -> Wording:
    """Return the texts in a language. Five queries."""
    programme = programme_in(certificate.programme, language)
    framework = certificate.programme.framework
    translated = CompetencyFramework.objects.filter(
        translation_key=framework.translation_key, locale__language_code=language
    ).first()
    return Wording(
        language=language,
        award=programme.award,
        summary=programme.summary,
        framework=(translated or framework).title,
        levels=awarded_levels(certificate, language),
    )


def programme_in(programme: Programme, language: str) -> Programme:
    """Return the programme's row in a language, else the one given. One query."""
    rows = Programme.objects.filter(translation_key=programme.translation_key, locale__language_code=language)
    return rows.first() or programme


def awarded_levels(certificate: Certificate, language: str) -> tuple[AwardedLevel, ...]:
    """Return the competencies with the newest level that stood on the day of the award. Three queries."""
    if certificate.candidacy is None:
        return ()
    ratings = certificate.candidacy.level_ratings.filter(rated_at__lte=certificate.awarded_at)
    # The newest comes last, and stays.
    reached = dict(ratings.order_by("rated_at", "pk").values_list("competency", "level"))
    required = certificate.programme.required_levels.select_related("competency")
    rows = [(row.competency, row.level) for row in required if reached.get(row.competency_id)]
    names = statements([str(competency.translation_key) for competency, _level in rows], language)
    found = [
        AwardedLevel(competency.code, names[str(competency.translation_key)], required_level, reached[competency.pk])
        for competency, required_level in rows
    ]
    return tuple(sorted(found, key=lambda level: level.code))


def hours_of(certificate: Certificate) -> int:
    """Return the hours of workshops that the holder attended for this certificate. One query."""
    if certificate.person_id is None or certificate.candidacy is None:
        return 0
    attended = WorkshopAttendance.objects.filter(
        person=certificate.person_id, workshop__cohort=certificate.candidacy.cohort_id
    )
    total = attended.filter(workshop__held_on__lte=certificate.issued_on).aggregate(hours=Sum("workshop__hours"))
    return int(total["hours"] or 0)


def languages() -> list[str]:
    """Return the languages in which every certificate is printed."""
    return [code for code, _name in settings.LANGUAGES]
