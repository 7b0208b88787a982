"""Checklists that somebody can go on with, and the two sides of a conflict."""

from certification.models import Candidacy, Observation, ObservationMark, SignOffRule


def unfinished(candidacy: Candidacy, rule: SignOffRule, assessor_id: int) -> Observation | None:
    """Return the checklist that an assessor began for a sign-off and has not finished. Two queries."""
    rows = candidacy.observations.filter(rule=rule, assessor=assessor_id, finished_at=None, settled_at=None)
    rows = rows.filter(conflict_of=None).prefetch_related("marks__criterion")
    return rows.order_by("-saved_at", "-pk").first()


def unfinished_by_rule(candidacy: Candidacy, assessor_id: int) -> dict[int, Observation]:
    """Return the same for every sign-off, by its number. Three queries."""
    rows = candidacy.observations.filter(assessor=assessor_id, finished_at=None, settled_at=None, conflict_of=None)
    rows = rows.prefetch_related("marks__criterion").order_by("saved_at", "pk")
    return {row.rule_id: row for row in rows}


def both_sides(copy: Observation) -> list[tuple[str, ObservationMark | None, ObservationMark | None]]:
    """Return each criterion with what the first version says and what the copy says. Three queries."""
    first = {mark.criterion_id: mark for mark in ObservationMark.objects.filter(observation=copy.conflict_of_id or 0)}
    second = {mark.criterion_id: mark for mark in copy.marks.all()}
    return [(one.text, first.get(one.pk), second.get(one.pk)) for one in copy.rule.criteria.order_by("position", "pk")]
