"""Whatever the network does to the answers of two devices, the server ends where one device in order would.

Schedules are drawn from a seed that a failure prints; ``ORIENTIR_SCHEDULES`` says how many.
"""

import os
from random import Random

import pytest

from assessments.exchange.outbox import Entry, EntryKind
from assessments.models import Attempt, Response
from assessments.queries import frozen_structure
from assessments.services import Merged, issue_tickets
from assessments.services.merging import merge_entry
from assessments.services.tickets import read_ticket
from tests.assessments.builders import make_assignment, make_cohort, make_learner

SCHEDULES = int(os.environ.get("ORIENTIR_SCHEDULES", "1000"))
ROUNDS, ITEMS, MOST_COPIES = 2, 2, 2
DEVICES = (7, 451)
TAKEN = {Merged.SAVED, Merged.DOUBLE, Merged.OLDER, Merged.SENT}


def written(chance: Random, items, ticket: str) -> list[Entry]:
    """What two devices write: each answers and changes its mind; both may be at the same round."""
    entries = []
    for device in DEVICES:
        for item in items:
            for number in range(1, chance.randint(0, ROUNDS) + 1):
                fields = {"choice": [chance.choice([*item.choices, "dont_know"])]}
                entries.append(
                    Entry(
                        kind=EntryKind.ANSWER, ticket=ticket, item=item.id, sequence=number * 1000 + device,
                        fields=fields, language="en",
                    )
                )  # fmt: skip
    return [*entries, Entry(kind=EntryKind.SEND, ticket=ticket)]


def delivered(chance: Random, entries: list[Entry]) -> list[Entry]:
    """Some are lost, some come twice, all in any order."""
    copies = [entry for entry in entries for _copy in range(chance.randint(0, MOST_COPIES))]
    chance.shuffle(copies)
    return copies


def model(entries: list[Entry]) -> dict[str, int]:
    """The highest sequence that arrived at all, by item."""
    kept: dict[str, int] = {}
    for entry in entries:
        if entry.kind is EntryKind.ANSWER:
            kept[entry.item] = max(kept.get(entry.item, 0), entry.sequence)
    return kept


def play(seed: int, merge, assignment) -> str:
    """Deliver one schedule; return what differs from the model, "" when nothing does."""
    chance = Random(seed)
    items = frozen_structure(assignment.version).items[:ITEMS]
    learner = make_learner(assignment.cohort, f"L{seed}")
    (issued,) = issue_tickets(learner=learner)
    arriving = delivered(chance, written(chance, items, issued.ticket))
    outcomes = [merge(entry) for entry in arriving]
    if not set(outcomes) <= TAKEN:
        return f"refused {set(outcomes) - TAKEN}"
    kept = dict(Response.objects.filter(attempt__learner=learner).values_list("item_id", "sequence"))
    if kept != model(arriving):
        return f"kept {kept}, not {model(arriving)}"
    attempt = Attempt.objects.filter(learner=learner).first()
    if attempt is not None and attempt.sent_at is not None:
        right = Response.objects.filter(attempt=attempt, score__gt=0).count()
        if attempt.score != right:
            return f"score {attempt.score}, not {right}"
    return ""


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort(), count=ITEMS)


def by_ticket(entry: Entry) -> Merged:
    return merge_entry(entry=entry, ticket=read_ticket(entry.ticket))


@pytest.mark.crash
def test_every_schedule_ends_like_the_serial_model_and_nothing_is_refused(assignment):
    bad = {seed: found for seed in range(SCHEDULES) if (found := play(seed, by_ticket, assignment))}
    print(f"{SCHEDULES} delivery schedules, {len(bad)} unlike the serial model")
    assert bad == {}


def test_these_schedules_would_see_a_merge_that_takes_the_latest_arrival(assignment):
    def careless(entry: Entry) -> Merged:
        Response.objects.filter(attempt__public_id=read_ticket(entry.ticket).attempt_id, item_id=entry.item).delete()
        return by_ticket(entry)

    assert any(play(seed, careless, assignment) for seed in range(20))
