"""A class that is put away: off Today, read only, its cards dead, its students forgotten sixty days from now."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import LoginCard
from accounts.services import issue_cards
from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import Cohort
from institutions.services import CohortRefused
from institutions.services.archiving import unarchive_cohort
from lessons.models import DeliveredLesson, LessonRun
from lessons.queries import today_classes
from lessons.services import start_run
from lessons.services.archiving import archive_class
from tests.answering import answer_quiz
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, sign_in, teacher) -> Client:
    return sign_in(client, teacher)


def ended(cohort: Cohort, days: int) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() - timedelta(days=days))


def test_a_class_is_put_away_once(cohort, given_lesson, teacher, student, other_student):
    EnrolmentFactory(cohort=CohortFactory(institution=cohort.institution), learner=other_student)
    issue_cards(learners=[student, other_student], actor=teacher, pin_required=False)
    start_run(given=given_lesson, actor=teacher)
    assert [archive_class(cohort=cohort, actor=teacher) for _twice in range(2)] == [True, False]
    assert today_classes(teacher, "en") == []
    assert not LessonRun.objects.open().exists()
    assert DeliveredLesson.objects.count() == 1
    assert LoginCard.objects.get(cancelled_at=None).user == other_student
    assert AuditEntry.objects.filter(action="cohort.archive").count() == 1
    cohort.refresh_from_db()
    assert cohort.days_kept == 60


def test_it_goes_on_until_another_day_while_nobody_is_forgotten(cohort, teacher):
    archive_class(cohort=cohort, actor=teacher)
    again = timezone.localdate() + timedelta(days=30)
    for day, code in [(timezone.localdate() - timedelta(days=1), "over"), (again + timedelta(days=400), "too_long")]:
        with pytest.raises(CohortRefused, match=code):
            unarchive_cohort(cohort=cohort, ends_on=day, actor=teacher)
    assert [unarchive_cohort(cohort=cohort, ends_on=again, actor=teacher) for _twice in range(2)] == [True, False]
    assert today_classes(teacher, "en")[0].cohort.ends_on == again
    Cohort.objects.update(starts_on=timezone.localdate() - timedelta(days=90))
    ended(cohort, 61)
    with pytest.raises(CohortRefused, match="forgotten"):
        unarchive_cohort(cohort=cohort, ends_on=again, actor=teacher)


def test_a_teacher_puts_a_class_away_reads_it_and_takes_it_out(browser, cohort, given_lesson, student):
    path = f"/t/c/{cohort.public_id}/"
    assert "in 261 days" in browser.get(path).content.decode()
    assert browser.post(f"{path}archive/").url == f"{path}past/"
    assert browser.get(path).status_code == 404
    page = browser.get(f"{path}past/").content.decode()
    assert student.display_name in page
    assert "in 60 days" in page
    assert f"{path}past/" in browser.get("/t/classes/").content.decode()
    assert browser.post(f"{path}past/", {"ends_on": "2020-01-01"}).status_code == 422
    assert browser.post(f"{path}past/", {"ends_on": timezone.localdate()}).url == path
    assert browser.get(f"{path}past/").status_code == 404


def test_results_of_a_class_that_is_over_are_read_and_not_changed(browser, sign_in, cohort, given_quiz, student):
    answer_quiz(given_quiz, student)
    pages = [f"/t/q/{given_quiz.public_id}/", f"/t/q/{given_quiz.public_id}/1/", f"/t/c/{cohort.public_id}/gradebook/"]
    browser.post(f"/t/c/{cohort.public_id}/archive/")
    read = [main_of(browser.get(path)) for path in pages]
    assert [student.display_name in page for page in read] == [True, False, True]
    assert not [page for page in read if 'method="post"' in page or "/t/s/" in page]
    linked = {link for page in read for link in re.findall(r'href="(/t/[^"?]*)"', page)}
    assert {browser.get(link).status_code for link in linked} == {200}
    changing = ["rules", "late", "paper", "export", "withdraw", "release"]
    assert {browser.post(f"{pages[0]}{one}/").status_code for one in changing} <= {404, 405}
    outsider = sign_in(Client(), CohortStaffFactory(cohort__institution=cohort.institution).member.user)
    assert {outsider.get(path).status_code for path in pages} == {404}
    Cohort.objects.update(starts_on=timezone.localdate() - timedelta(days=90))
    ended(cohort, 61)
    assert {browser.get(path).status_code for path in pages} == {404}


def main_of(response) -> str:
    return response.content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(("days", "said"), [(46, "in 15 days"), (47, "in 14 days"), (60, "in 1 day.")])
def test_today_tells_two_weeks_before_names_go(days, said, browser, cohort):
    Cohort.objects.update(starts_on=timezone.localdate() - timedelta(days=90))
    ended(cohort, days)
    told = said in browser.get("/t/").content.decode()
    assert told is (days != 46)


def test_a_teacher_of_another_class_finds_neither(sign_in, cohort, teacher, member):
    outsider = sign_in(Client(), member(Role.TEACHER, institution=cohort.institution).user)
    path = f"/t/c/{cohort.public_id}/"
    assert outsider.post(f"{path}archive/").status_code == 404
    archive_class(cohort=cohort, actor=teacher)
    assert {outsider.get(f"{path}past/").status_code, outsider.post(f"{path}past/").status_code} == {404}
    assert cohort.name not in outsider.get("/t/classes/").content.decode()
