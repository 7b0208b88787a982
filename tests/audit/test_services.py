"""Recording and forgetting: works, refused, twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from audit import services
from audit.enums import ActorKind
from audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_where_why_and_to_how_many(reader):
    services.record(
        action="card.print",
        actor=reader,
        scope_type="cohort",
        scope_id="k3m9x2w7qz",
        reason="  new \n cards ",
        count=24,
        details={"format": "a4", "card_ids": [1, 2]},
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.actor_kind) == ("card.print", reader.pk, "staff")
    assert (entry.scope_type, entry.scope_id, entry.reason, entry.count) == ("cohort", "k3m9x2w7qz", "new cards", 24)
    assert entry.details == {"format": "a4", "card_ids": [1, 2]}
    assert timezone.now() - entry.at < timedelta(seconds=10)


def test_two_acts_are_two_entries(reader):
    for _ in range(2):
        services.record(action="card.void", actor=reader, scope_type="card", scope_id=5)
    assert AuditEntry.objects.count() == 2


def test_an_act_that_is_rolled_back_leaves_no_entry(reader):
    with pytest.raises(InterruptedError), transaction.atomic():  # noqa: PT012  the act fails after its entry
        services.record(action="card.void", actor=reader)
        raise InterruptedError
    assert not AuditEntry.objects.exists()


def test_a_learner_is_recorded_as_a_learner(reader):
    reader.kind = "learner"
    assert services.record(action="card.claim", actor=reader).actor_kind == ActorKind.LEARNER


@pytest.mark.parametrize(("actor", "kind"), [(None, ActorKind.SYSTEM), (AnonymousUser(), ActorKind.ANONYMOUS)])
def test_nobody_is_recorded_without_a_number(actor, kind):
    entry = services.record(action="card.guess", actor=actor)
    assert (entry.actor_id, entry.actor_kind) == (None, kind)


def test_a_number_needs_the_role_in_which_it_acted():
    assert services.record(action="report.export", actor=9, actor_kind=ActorKind.STAFF).actor_id == 9
    with pytest.raises(ValueError, match="actor_kind"):
        services.record(action="report.export", actor=9)


@pytest.mark.parametrize("action", ["print", "Card.print", "card print", "card.", ""])
def test_an_action_that_is_no_dotted_verb_is_refused(action):
    with pytest.raises(ValueError, match="dotted verb"):
        services.record(action=action, actor=None)


@pytest.mark.parametrize(
    "details",
    [
        {"display_name": "x"},
        {"pin": 123456},
        {"session_token": "x"},
        {"answers": [1]},
        {"Name": "x"},
        {"code": "x" * 101},
        {"codes": ["x" * 101]},
        {"pupil": {"name": "x"}},
        {"rows": [{"name": "x"}]},
        {"ids": list(range(201))},
    ],
)
def test_details_that_could_tell_about_a_child_are_refused(details):
    with pytest.raises(ValueError):  # noqa: PT011  three messages, one rule
        services.record(action="card.print", actor=None, details=details)
    assert not AuditEntry.objects.exists()


def test_expired_entries_are_deleted_and_their_number_logged(entry_at):
    kept = entry_at(timezone.now() - timedelta(days=700))
    for _ in range(3):
        entry_at(timezone.now() - timedelta(days=740))
    assert services.delete_expired() == 3
    assert AuditEntry.objects.filter(pk=kept.pk).exists()
    assert AuditEntry.objects.get(action="audit.expire").count == 3


def test_entries_inside_the_retention_stay(entry_at):
    entry_at(timezone.now() - timedelta(days=729))
    assert services.delete_expired() == 0
    assert AuditEntry.objects.count() == 1


def test_deleting_twice_deletes_and_logs_once(entry_at):
    entry_at(timezone.now() - timedelta(days=740))
    assert [services.delete_expired(), services.delete_expired()] == [1, 0]
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        ((2028, 2, 29), (2026, 2, 28)),
        ((2026, 12, 31), (2024, 12, 31)),
        ((2026, 2, 28), (2024, 2, 28)),
        ((2026, 1, 15), (2024, 1, 15)),
    ],
)
def test_twenty_four_months_are_counted_by_the_calendar(today, limit):
    assert services._months_before(datetime(*today, tzinfo=UTC), 24) == datetime(*limit, tzinfo=UTC)
