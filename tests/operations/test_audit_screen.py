"""The audit log on a screen: for those who may read it, never with a student's name, and itself written down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit import services as audit
from audit.models import AuditEntry
from tests.factories import CohortFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(sign_in):
    """Read the log as somebody; ``read(head, action="card")``."""

    def get(user, **query):
        return sign_in(Client(), user).get(reverse("audit"), query)

    return get


@pytest.fixture
def acts(cohort, teacher, student, head):
    """Things that happened: in a class, in another school's class, to a student, by a student, by nobody."""
    foreign = CohortFactory(name="Zqforeign class")
    rows = [
        audit.record(action="card.print", actor=teacher, scope_type="cohort", scope_id=cohort.public_id, count=12),
        audit.record(action="card.void", actor=teacher, scope_type="cohort", scope_id=foreign.public_id),
        audit.record(action="pin.reset", actor=teacher, scope_type="user", scope_id=student.public_id),
        audit.record(action="account.leave", actor=student, scope_type="user", scope_id=student.public_id),
        audit.record(action="retention.run", actor=None, details={"codes": 4, "kept_rows": [1, 2]}),
    ]
    # Entries cannot be moved in time: one more, long ago.
    AuditEntry(actor_kind="system", action="old.act", at=timezone.now() - timedelta(days=100)).save(force_insert=True)
    return rows


def test_the_site_administrator_reads_all_of_the_last_days(read, acts, site_admin, cohort, teacher):
    page = read(site_admin).content.decode()
    for expected in (
        "card.print",
        "card.void",
        "pin.reset",
        "retention.run",
        cohort.name,
        "Zqforeign",
        "codes: 4",
        "1, 2",
    ):
        assert expected in page
    assert teacher.display_name in page
    assert "The platform itself" in page
    assert "old.act" not in page


def test_no_student_is_named(read, acts, site_admin, student):
    page = read(site_admin).content.decode()
    assert "account.leave" in page
    assert student.display_name not in page


def test_a_head_reads_about_the_own_school_alone(read, acts, head, cohort):
    page = read(head).content.decode()
    assert "card.print" in page
    for foreign in ("card.void", "Zqforeign", "pin.reset", "retention.run"):
        assert foreign not in page


@pytest.mark.parametrize("who", ["teacher", "trainer", "author", "safeguarding_lead", "student"])
def test_who_answers_for_nothing_finds_no_such_page(request, read, who):
    assert read(request.getfixturevalue(who)).status_code == 404
    assert not AuditEntry.objects.filter(action="audit.read").exists()


def test_reading_is_itself_an_event_each_time(read, acts, site_admin, head):
    read(site_admin, action="card")
    read(head)
    first, second = AuditEntry.objects.filter(action="audit.read").order_by("pk")
    assert (first.actor_id, first.count, first.details) == (site_admin.pk, 2, {"page": 1, "action": "card"})
    assert second.actor_id == head.pk


def test_the_filter_finds_action_object_and_period(read, acts, site_admin, cohort):
    page = read(site_admin, action="card.print").content.decode()
    assert "card.print" in page
    assert "card.void" not in page
    page = read(site_admin, scope=cohort.public_id).content.decode()
    assert "card.print" in page
    assert "pin.reset" not in page
    long_ago = timezone.localdate() - timedelta(days=100)
    page = read(site_admin, first=long_ago.isoformat(), last=long_ago.isoformat()).content.decode()
    assert "old.act" in page
    assert "card.void" not in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"action": "DROP TABLE;"}, "small letters"),
        ({"first": "2026-02-30"}, "valid date"),
        ({"first": "2026-03-02", "last": "2026-03-01"}, "ends before it begins"),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_its_field(read, acts, site_admin, query, message):
    answer = read(site_admin, **query)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert "<table" not in answer.content.decode()


def test_a_long_log_has_pages_that_keep_the_filter_and_cost_the_same(read, site_admin, sign_in, teacher, cohort):
    for _each in range(120):
        audit.record(action="card.print", actor=teacher, scope_type="cohort", scope_id=cohort.public_id)
    browser = sign_in(Client(), site_admin)
    browser.get(reverse("audit"))
    costs = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("audit"), {"action": "card", "page": number}).content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert "?action=card&amp;page=2" in page
