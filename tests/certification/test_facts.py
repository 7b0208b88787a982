"""What the rules look at, gathered from the tables: for three dossiers in as many queries as for one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries.frozen import frozen_structure
from certification.enums import WorkshopKind
from certification.models import Candidacy, Certificate, IndicatorSheet, LogEntry, Vignette, Workshop
from certification.queries.facts import facts_of, findings_of
from lessons.models import LessonAssignment, LessonProgress
from lessons.queries.completion import completed
from tests.factories import EnrolmentFactory, StaffFactory


@pytest.fixture
def asking(ground, site_tree):
    """Let the programme ask for the course and its quiz."""
    ground.programme.required_courses.create(course=site_tree.course)
    ground.programme.test = ground.programme.renewal_test = site_tree.quiz
    ground.programme.save()
    competency = site_tree.items[0].competency
    competency.framework = ground.programme.framework
    competency.save()
    return ground


def gathered(ground):
    rows = list(Candidacy.objects.select_related("programme").order_by("pk"))
    return facts_of(rows)[ground.candidacy.pk]


def test_lessons_and_tries_are_counted(asking, site_tree):
    assert gathered(asking).courses == {"Course": (0, 1)}
    given = LessonAssignment.objects.create(cohort=asking.group, lesson=site_tree.lesson)
    LessonProgress.objects.create(assignment=given, learner=asking.candidate, finished_at=timezone.now())
    assert gathered(asking).courses == {"Course": (1, 1)}
    assert completed(asking.candidate, site_tree.course)
    items = [item.id for item in frozen_structure(site_tree.version).items]
    assignment = QuizAssignment.objects.create(version=site_tree.version, cohort=asking.group)
    now = timezone.now()
    attempt = Attempt.objects.create(
        assignment=assignment, learner=asking.candidate, layout={"items": items}, sent_at=now,
        started_at=now - timedelta(minutes=30),
    )  # fmt: skip
    for item in items[:3]:
        Response.objects.create(attempt=attempt, item_id=item, answer={}, score=1, sequence=1, language="en")
    (one,) = gathered(asking).attempts
    assert (one.percent, one.asked, one.is_critical_right) == (Decimal(75), 4, True)
    assert list(one.each.values()) == [Decimal(75)]
    attempt.is_extra = True
    attempt.save()
    assert gathered(asking).attempts == ()


def test_sheets_entries_and_hours_are_counted(ground):
    case = Vignette.objects.create(programme=ground.programme, code="W1", texts={"en": "Mira"})
    now = timezone.now()
    for number, percent in enumerate((60, 85, 70), 1):
        IndicatorSheet.objects.create(
            candidacy=ground.candidacy, vignette=case, number=number, sent_at=now, agreement_percent=percent
        )
    LogEntry.objects.create(candidacy=ground.candidacy, text="One")
    LogEntry.objects.create(candidacy=ground.candidacy, text="Two", supervised_by=ground.other, supervised_at=now)
    facts = gathered(ground)
    assert (facts.agreements, facts.supervised_entries) == ({"W1": 85}, 1)
    assert (facts.involved, facts.trainers, facts.near) == ({ground.other.pk}, {ground.trainer.pk}, set())
    today = timezone.localdate()
    Certificate.objects.create(
        number="1", person=ground.candidate, programme=ground.programme, cycle=1, framework_version="1",
        issued_on=today - timedelta(days=100), valid_until=today + timedelta(days=100), decided_by_id=1,
        confirmed_by_id=2, status_index=1,
    )  # fmt: skip
    Candidacy.objects.update(cycle=2, kind="renewal")
    for days, kind in ((101, WorkshopKind.LAW), (99, WorkshopKind.LAW), (10, WorkshopKind.SUPERVISION)):
        workshop = Workshop.objects.create(
            cohort=ground.group, title="Day", held_on=today - timedelta(days=days), hours=Decimal("5.5"), kind=kind
        )
        workshop.attendances.create(person=ground.candidate)
    assert gathered(ground).hours == {"": 11, "law": Decimal("5.5"), "supervision": Decimal("5.5")}


def test_three_dossiers_ask_as_often_as_one(asking):
    asking.fill()
    asked = []
    for more in range(2):
        rows = list(Candidacy.objects.select_related("programme"))
        with CaptureQueriesContext(connection) as queries:
            findings_of(rows)
        asked.append(len(queries))
        for seat in (2 + 7 * more, 3 + 7 * more):
            person = EnrolmentFactory(cohort=asking.group, learner=StaffFactory(), seat_number=seat).learner
            Candidacy.objects.create(
                programme=asking.programme, person=person, cohort=asking.group, framework_version="1"
            )
    assert (asked[0], asked[0] <= 20) == (asked[1], True)
    assert findings_of([]) == {}
