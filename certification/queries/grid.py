"""People of a training group × competencies: what is there, seen and signed; what ends soon comes first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from certification.enums import CandidacyState, CellState
from certification.grading import months_later
from certification.models import Candidacy, Evidence, Observation, Programme, SignOff, SignOffCompetency
from certification.permissions import candidacies_to_assess
from certification.queries.texts import Named, competencies_of
from institutions.models import Cohort

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Cell:
    """One competency of one person: its state, how many of its sign-offs are signed, and when the first one ends."""

    state: CellState
    signed: int
    asked: int
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier; ``waiting`` counts sign-offs with something to look at that nobody has signed."""

    candidacy: Candidacy
    cells: Sequence[Cell]
    waiting: int
    ends_on: date | None

    @property
    def is_ending(self) -> bool:
        """Whether a rating ends soon or has ended."""
        return self.ends_on is not None and self.ends_on <= timezone.localdate() + SOON


@dataclass(frozen=True, slots=True)
class Grid:
    """The dossiers of one programme in a group."""

    programme: Programme
    columns: Sequence[Named]
    rows: Sequence[Row]

    @property
    def next_row(self) -> Row | None:
        """Return the dossier with most to look at."""
        waiting = [row for row in self.rows if row.waiting]
        return max(waiting, key=lambda row: row.waiting) if waiting else None


@dataclass(slots=True)
class _Found:
    """What lies in the dossiers, by (candidacy, sign-off)."""

    signed: dict[tuple[int, int], tuple[int, date]] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)
    there: set[tuple[int, int]] = field(default_factory=set)


def grids_of(cohort: Cohort, user: User) -> list[Grid]:
    """Return a table for each programme of the group: four queries, and three for each programme."""
    rows = candidacies_to_assess(user).filter(cohort=cohort).exclude(state=CandidacyState.WITHDRAWN)
    by_programme: dict[int, list[Candidacy]] = defaultdict(list)
    for one in rows.order_by("person__display_name", "pk"):
        by_programme[one.programme_id].append(one)
    found = _found([one.pk for many in by_programme.values() for one in many])
    return [_grid(many[0].programme, many, found) for many in by_programme.values()]


def _found(numbers: Collection[int]) -> _Found:
    found = _Found()
    signed = SignOff.objects.filter(candidacy__in=numbers).order_by("signed_at", "pk")
    for candidacy, rule, rating, moment in signed.values_list("candidacy_id", "rule_id", "rating", "signed_at"):
        found.signed[candidacy, rule] = rating, timezone.localdate(moment)
    seen = Observation.objects.filter(candidacy__in=numbers, finished_at__isnull=False, settled_at=None)
    found.seen = set(seen.order_by().values_list("candidacy_id", "rule_id").distinct())
    there = Evidence.objects.standing().filter(candidacy__in=numbers)
    found.there = set(there.order_by().values_list("candidacy_id", "rule_id").distinct())
    return found


def _grid(programme: Programme, candidacies: Sequence[Candidacy], found: _Found) -> Grid:
    shows: dict[int, list[int]] = defaultdict(list)
    links = SignOffCompetency.objects.filter(rule__programme=programme, rule__is_current=True).order_by("pk")
    for rule, competency in links.values_list("rule_id", "competency_id"):
        shows[competency].append(rule)
    columns = [one for one in competencies_of(programme) if one.pk in shows]
    rows = [_row(one, columns, shows, found) for one in candidacies]
    rows.sort(key=lambda row: (row.ends_on or date.max) if row.is_ending else date.max)
    return Grid(programme, columns, rows)


def _row(one: Candidacy, columns: Sequence[Named], shows: Mapping[int, Sequence[int]], found: _Found) -> Row:
    cells = [_cell(one, shows[column.pk], found) for column in columns]
    rules = {rule for column in columns for rule in shows[column.pk]}
    waiting = sum(
        1 for rule in rules
        if (one.pk, rule) in found.seen | found.there and not _holds(one, rule, found)
    ) if one.state == CandidacyState.DRAFT else 0  # fmt: skip
    return Row(one, cells, waiting, min((cell.ends_on for cell in cells if cell.ends_on), default=None))


def _cell(one: Candidacy, rules: Sequence[int], found: _Found) -> Cell:
    keys = [(one.pk, rule) for rule in rules]
    count = Counter(_holds(one, rule, found) for rule in rules)
    ends = [_ends_on(one, rule, found) for rule in rules if (one.pk, rule) in found.signed]
    if count[True] == len(rules):
        state = CellState.SIGNED
    elif count[True] or any(key in found.seen for key in keys):
        state = CellState.OBSERVED
    else:
        state = CellState.EVIDENCE if any(key in found.there for key in keys) else CellState.NONE
    return Cell(state, count[True], len(rules), min(ends, default=None))


def _holds(one: Candidacy, rule: int, found: _Found) -> bool:
    """Whether a sign-off reaches the lowest rating and has not ended."""
    rating, _day = found.signed.get((one.pk, rule), (-1, date.min))
    return rating >= one.programme.minimum_rating and _ends_on(one, rule, found) >= timezone.localdate()


def _ends_on(one: Candidacy, rule: int, found: _Found) -> date:
    _rating, day = found.signed[one.pk, rule]
    return months_later(day, one.programme.rating_months)
