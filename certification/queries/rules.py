"""A programme as the rules read it."""

from collections.abc import Collection
from dataclasses import fields

from certification.grading import Asked, Rules, SignOffAsked
from certification.models import Programme, RequiredCourse, RequiredLevel, SignOffRule

_NUMBERS = [field.name for field in fields(Rules) if field.name != "asked"]


def rules_of(programmes: Collection[Programme]) -> dict[int, Rules]:
    """Return the rules of each programme by its number. Three queries. ``programmes`` are source rows."""
    courses: dict[int, list[str]] = {one.pk: [] for one in programmes}
    levels: dict[int, dict[str, int]] = {one.pk: {} for one in programmes}
    asked: dict[int, list[SignOffAsked]] = {one.pk: [] for one in programmes}
    wanted = RequiredCourse.objects.filter(programme__in=courses).order_by("pk")
    for programme, title in wanted.values_list("programme_id", "course__title"):
        courses[programme].append(title)
    needed = RequiredLevel.objects.filter(programme__in=levels).order_by("competency__code", "pk")
    for programme, code, level in needed.values_list("programme_id", "competency__code", "level"):
        levels[programme][code] = level
    for rule in SignOffRule.objects.filter(programme__in=asked, is_current=True).order_by("position", "pk"):
        asked[rule.programme_id].append(
            SignOffAsked(rule.code, rule.is_for_renewal, rule.sheets, rule.agreement_percent or 0, rule.log_entries)
        )
    return {
        one.pk: Rules(
            asked=Asked(
                courses=tuple(courses[one.pk]),
                sign_offs=tuple(asked[one.pk]),
                levels=levels[one.pk],
                has_test=one.test_id is not None,
                has_renewal_test=one.renewal_test_id is not None,
            ),
            **{name: getattr(one, name) for name in _NUMBERS},
        )
        for one in programmes
    }
