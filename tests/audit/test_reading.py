"""Who reads which entries: the check of one entry and the filter of many agree, and strangers find nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from audit import permissions, privacy, queries
from audit.models import AuditEntry

pytestmark = pytest.mark.django_db

OWN = ("institution", "4")


@pytest.fixture
def log(entry_at):
    """Entries of the reader's institution, of another one, and of a cohort with the same number."""
    scopes = [OWN, ("institution", "5"), ("cohort", "4"), ("", "")]
    return [entry_at(scope_type=kind, scope_id=key) for kind, key in scopes]


def test_the_keeper_reads_everything(keeper, log):
    assert list(queries.entries(keeper)) == log[::-1]


def test_staff_read_what_they_answer_for_and_nothing_else(reader, log):
    assert list(queries.entries(reader, scopes=[OWN])) == [log[0]]
    assert not queries.entries(reader).exists()


def test_visitors_and_closed_accounts_read_nothing(keeper, log):
    keeper.is_active = False
    assert not queries.entries(keeper, scopes=[OWN]).exists()
    assert not queries.entries(AnonymousUser(), scopes=[OWN]).exists()


def test_the_check_of_one_entry_agrees_with_the_filter(keeper, reader, log):
    for user in (keeper, reader, AnonymousUser()):
        for scopes in ((), [OWN], [OWN, ("cohort", "4")]):
            visible = set(queries.entries(user, scopes=scopes))
            assert visible == {entry for entry in log if permissions.can_read_entry(user, entry, scopes)}


def test_a_stranger_gets_the_same_404_as_for_no_entry(reader, log):
    assert permissions.access_entry(reader, log[0].pk, [OWN]) == log[0]
    for pk in (log[1].pk, 10**9):
        with pytest.raises(Http404):
            permissions.access_entry(reader, pk, [OWN])


def test_entries_are_found_by_verb_person_and_time(keeper, entry_at):
    old = entry_at(timezone.now() - timedelta(days=3), action="card.void", actor_id=8)
    new = entry_at(action="card.print")
    entry_at(action="cardinal.sin")
    assert list(queries.entries(keeper, action="card")) == [new, old]
    assert list(queries.entries(keeper, action="card.void")) == [old]
    assert list(queries.entries(keeper, actor_id=8)) == [old]
    assert old not in queries.entries(keeper, since=timezone.now() - timedelta(days=1))


def test_a_daily_cap_counts_each_object_once(entry_at):
    entry_at(action="report.export", count=120, scope_id="a")
    entry_at(action="report.export", count=30, scope_id="b")
    entry_at(action="report.export", count=40, scope_id="b")
    entry_at(action="report.export", count=500, actor_id=8)
    entry_at(timezone.now() - timedelta(days=2), action="report.export", count=500)
    since = timezone.now() - timedelta(days=1)
    rows = queries.rows_since(actions=["report.export"], actor_id=7, since=since)
    assert {key: count for (_kind, key), count in rows.items()} == {"a": 120, "b": 40}
    assert queries.rows_since(actions=["report.export"], actor_id=9, since=since) == {}


def test_every_field_is_declared():
    declared = privacy.FIELDS["AuditEntry"]
    assert set(declared) == {field.name for field in AuditEntry._meta.concrete_fields}
