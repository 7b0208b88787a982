"""What people are told on Today: who, of how many, and no longer than it is true."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import LoginCard
from accounts.services import issue_cards
from curriculum.models import CountryFact
from institutions.models import CohortStaff
from institutions.services import end_cohort_staff
from jobs import services as jobs
from jobs.services.queue import PERIODICS
from lessons.models import Notice
from lessons.queries.notices import REMINDERS, Reminder, register_reminder
from lessons.services import REMINDERS_JOB, collect_reminders
from safeguarding.models import HelpContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(settings) -> HelpContact:
    """A help number that nobody has tried."""
    HelpContact.objects.all().delete()
    return HelpContact.objects.create(country=settings.COUNTRY, kind="children", names={"en": "Line"}, number="116 000")


@pytest.fixture
def ending_cards(teacher, student, other_student) -> None:
    """One card that ends in a week, one in a year."""
    issue_cards(learners=[student, other_student], actor=teacher, pin_required=False)
    LoginCard.objects.filter(user=student).update(expires_at=timezone.now() + timedelta(days=7))


def told(user) -> dict[str, int]:
    return dict(Notice.objects.filter(user=user).values_list("kind", "count"))


def test_an_unconfirmed_number_is_told_to_those_who_keep_the_numbers(number, safeguarding_lead, teacher, sign_in):
    collect_reminders()
    assert told(safeguarding_lead) == {"help_numbers": 1}
    assert told(teacher) == {}
    page = sign_in(Client(), safeguarding_lead).get("/t/").content.decode()
    assert "1 help number has to be tried and confirmed." in page
    assert 'href="/t/help/"' in page


def test_cards_that_end_soon_are_told_to_the_teachers_of_the_class_alone(
    ending_cards, teacher, co_teacher, head, sign_in
):
    collect_reminders()
    assert told(teacher) == told(co_teacher) == {"cards_end": 1}
    assert "cards_end" not in told(head)
    assert "1 card of your students ends within two weeks." in sign_in(Client(), teacher).get("/t/").content.decode()


def test_who_stops_teaching_and_what_is_mended_is_no_longer_told(
    ending_cards, number, safeguarding_lead, teacher, head
):
    collect_reminders()
    end_cohort_staff(staff=CohortStaff.objects.get(member__user=teacher), actor=head)
    HelpContact.objects.update(verified_on=timezone.localdate(), verified_method="call")
    collect_reminders()
    assert told(teacher) == told(safeguarding_lead) == {}


def test_twice_changes_nothing(ending_cards, number, safeguarding_lead):
    first = collect_reminders()
    rows = list(Notice.objects.order_by("pk").values_list("pk", "user", "kind", "count"))
    assert collect_reminders() == first
    assert list(Notice.objects.order_by("pk").values_list("pk", "user", "kind", "count")) == rows


def test_facts_that_wait_for_a_check_are_told_to_authors(site_tree, author, teacher, settings, sign_in):
    today = timezone.localdate()
    CountryFact.objects.create(
        country=settings.COUNTRY, topic="wage", value="x", source="y", verified_by="z", locale=site_tree.lesson.locale,
        verified_on=today - timedelta(days=99), next_check_on=today - timedelta(days=9),
    )  # fmt: skip
    collect_reminders()
    assert told(author)["stale_facts"] == 1
    assert "stale_facts" not in told(teacher)
    browser = sign_in(Client(), author)
    page = browser.get("/t/").content.decode()
    assert "/admin/snippets/curriculum/countryfact/" in page
    assert browser.get("/admin/snippets/curriculum/countryfact/").status_code == 200


def test_the_job_comes_back_every_hour_and_says_how_many_were_told(number, safeguarding_lead):
    assert PERIODICS[REMINDERS_JOB].every == timedelta(hours=1)
    job = jobs.enqueue(kind=REMINDERS_JOB, payload={}, owner_id=None)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result["told"]["help_numbers"] == 1


def test_collecting_costs_the_same_for_one_class_and_for_many(ending_cards, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        collect_reminders()


def test_a_kind_is_collected_in_one_way():
    with pytest.raises(ValueError, match="in another way"):
        register_reminder(Reminder("cards_end", dict, str))
    assert "cards_end" in REMINDERS
