"""Everything the rules look at, gathered for one dossier or for a list in the same number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from certification.enums import RelationKind
from certification.grading import Facts, Finding, findings
from certification.models import (
    Candidacy,
    Certificate,
    IndicatorSheet,
    LogEntry,
    Relation,
    RequiredCourse,
    WorkshopAttendance,
)
from certification.queries.knowledge import tries_of
from certification.queries.ratings import involved, level_facts, signed_facts
from certification.queries.rules import rules_of
from lessons.queries.completion import lessons_read


def facts_of(candidacies: Sequence[Candidacy]) -> dict[int, Facts]:
    """Return the facts of each dossier by its number; they come with their programmes. Seventeen queries at most."""
    numbers = [one.pk for one in candidacies]
    courses = _courses(candidacies)
    tries = tries_of(candidacies)
    signed, levels, judges = signed_facts(numbers), level_facts(numbers), involved(numbers)
    relations = _relations(numbers)
    agreements = _agreements(numbers)
    entries = _supervised(numbers)
    hours = _hours(candidacies)
    near = (RelationKind.LINE_MANAGER, RelationKind.FAMILY)
    return {
        one.pk: Facts(
            kind=one.kind,
            person=one.person_id,
            opened_at=one.opened_at,
            courses=courses[one.pk],
            attempts=tuple(tries[one.pk]),
            supervised_at=tuple(entries[one.pk]),
            signed=signed[one.pk],
            levels=levels[one.pk],
            agreements=agreements[one.pk],
            supervised_entries=len(entries[one.pk]),
            near=frozenset(who for who, kind in relations[one.pk] if kind in near),
            trainers=frozenset(who for who, kind in relations[one.pk] if kind == RelationKind.OWN_TRAINER),
            involved=frozenset(judges[one.pk]),
            conduct_signed_at=one.conduct_signed_at,
            background_checked_on=one.background_checked_on,
            hours=hours[one.pk],
        )
        for one in candidacies
    }


def findings_of(candidacies: Sequence[Candidacy], on: date | None = None) -> dict[int, list[Finding]]:
    """Return every rule with whether it is met, for each dossier. Twenty queries at most."""
    day = on or timezone.localdate()
    if not candidacies:
        return {}
    rules = rules_of({one.programme_id: one.programme for one in candidacies}.values())
    facts = facts_of(candidacies)
    return {one.pk: findings(facts[one.pk], rules[one.programme_id], day) for one in candidacies}


def _courses(candidacies: Sequence[Candidacy]) -> dict[int, dict[str, tuple[int, int]]]:
    asked: dict[int, list[RequiredCourse]] = defaultdict(list)
    wanted = RequiredCourse.objects.filter(programme__in={one.programme_id for one in candidacies})
    for row in wanted.select_related("course").order_by("pk"):
        asked[row.programme_id].append(row)
    pages = {row.course_id: row.course for rows in asked.values() for row in rows}
    read = lessons_read({one.person_id for one in candidacies}, list(pages.values()))
    return {
        one.pk: {row.course.title: read[one.person_id, row.course_id] for row in asked[one.programme_id]}
        for one in candidacies
    }


def _relations(numbers: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Relation.objects.filter(candidacy__in=numbers).values_list("candidacy_id", "member_id", "kind")
    for candidacy, member, kind in rows:
        found[candidacy].append((member, kind))
    return found


def _agreements(numbers: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the best agreement with the key for each invented case."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    sheets = IndicatorSheet.objects.filter(candidacy__in=numbers, sent_at__isnull=False)
    best = sheets.order_by().values_list("candidacy_id", "vignette__code").annotate(Max("agreement_percent"))
    for candidacy, code, percent in best:
        found[candidacy][code] = percent or 0
    return found


def _supervised(numbers: Collection[int]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = LogEntry.objects.filter(candidacy__in=numbers, supervised_at__isnull=False).order_by("supervised_at")
    for candidacy, moment in rows.values_list("candidacy_id", "supervised_at"):
        if moment is not None:
            found[candidacy].append(moment)
    return found


def _hours(candidacies: Sequence[Candidacy]) -> dict[int, dict[str, Decimal]]:
    """Return hours of workshops by kind, and the whole under "", of the time since the last certificate was issued."""
    people = {one.person_id for one in candidacies}
    issued = {
        (person, programme, cycle): day
        for person, programme, cycle, day in Certificate.objects.filter(person__in=people).values_list(
            "person_id", "programme_id", "cycle", "issued_on"
        )
    }
    rows = WorkshopAttendance.objects.filter(person__in=people).values_list(
        "person_id", "workshop__kind", "workshop__held_on", "workshop__hours"
    )
    found: dict[int, dict[str, Decimal]] = {one.pk: defaultdict(Decimal) for one in candidacies}
    attended: dict[int, list[tuple[str, date, Decimal]]] = defaultdict(list)
    for person, kind, held_on, hours in rows:
        attended[person].append((kind, held_on, hours))
    for one in candidacies:
        since = issued.get((one.person_id, one.programme_id, one.cycle - 1), date.min)
        for kind, held_on, hours in attended[one.person_id]:
            if since <= held_on:
                found[one.pk][""] += hours
                found[one.pk][kind] += hours
    return found
