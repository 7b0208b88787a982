"""The database itself keeps the log: on SQLite and on PostgreSQL, whichever the tests run on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import AuditEntry
from tests.audit.emptying import TABLE, empty_audit_log, unprotected_audit_log

pytestmark = pytest.mark.django_db

# Each database has a statement that deletes without asking an ordinary DELETE trigger.
BACK_DOOR = {
    "sqlite": f"REPLACE INTO {TABLE} SELECT id, at, actor_id, actor_kind, 'forged.act', scope_type, scope_id, "
    f"reason, count, details FROM {TABLE}",
    "postgresql": f"TRUNCATE {TABLE}",
}


def years_ago(years: int):
    return timezone.now() - timedelta(days=366 * years)


def test_an_entry_cannot_be_changed(entry_at):
    entry = entry_at()
    entry.reason = "forged"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(count=0)
    assert AuditEntry.objects.get().reason == ""


def test_not_even_an_expired_entry_can_be_changed(entry_at):
    entry_at(years_ago(3))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(at=years_ago(5))


def test_an_upsert_cannot_change_an_entry(entry_at):
    entry = entry_at()
    entry.reason = "forged"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.bulk_create([entry], update_conflicts=True, unique_fields=["id"], update_fields=["reason"])


@pytest.mark.parametrize("days", [0, 30, 365, 729])
def test_an_entry_cannot_be_deleted_for_24_months(entry_at, days):
    entry_at(timezone.now() - timedelta(days=days))
    with pytest.raises(IntegrityError, match="24 months"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 1


def test_an_entry_can_be_deleted_after_24_months(entry_at):
    entry_at(timezone.now() - timedelta(days=733))
    AuditEntry.objects.all().delete()
    assert not AuditEntry.objects.exists()


def test_one_young_entry_protects_the_whole_statement(entry_at):
    entry_at(years_ago(3))
    entry_at()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 2


def test_the_back_door_of_this_database_is_shut(entry_at):
    entry_at()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BACK_DOOR[connection.vendor])
    assert AuditEntry.objects.get().action == "card.print"


def test_these_tests_would_see_a_missing_trigger(entry_at):
    entry_at()
    with unprotected_audit_log():
        AuditEntry.objects.update(reason="forged")
    assert AuditEntry.objects.get().reason == "forged"
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(reason="")


def test_a_test_database_can_be_emptied_and_is_protected_afterwards(entry_at):
    entry_at()
    empty_audit_log()
    assert not AuditEntry.objects.exists()
    entry_at()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all().delete()
