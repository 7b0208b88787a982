"""Reminders go out once each, certifiers see what ends soon, and only the right people reach any of it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.enums import EventKind
from certification.models import Certificate, ReminderSent
from certification.queries.ending import ending
from certification.services.reminding import notice_words, remind
from lessons.queries.notices import notices_of
from lessons.services.reminders import collect_reminders
from tests.factories import CertificateFactory, StaffFactory
from tests.factories.certification import happen

pytestmark = pytest.mark.django_db


def ends_in(days, person, cohort=None, **more):
    today = timezone.localdate()
    return CertificateFactory(
        person=person, cohort=cohort, issued_on=today - timedelta(days=400), valid_until=today + timedelta(days=days),
        **more,
    )  # fmt: skip


def sent():
    return sorted(ReminderSent.objects.values_list("days", flat=True), reverse=True)


class Killed(BaseException):
    """The worker is gone."""


def remind_and_die(on):
    with transaction.atomic():
        remind(today=on)
        raise Killed


def test_each_reminder_is_sent_once_whatever_happens_to_the_worker(candidate):
    row = ends_in(181, candidate)
    today = timezone.localdate()
    history = []
    for left in (181, 180, 120, 90, 31, 30, 0, -1):
        on = row.valid_until - timedelta(days=left)
        with pytest.raises(Killed):
            remind_and_die(on)
        history.append((left, remind(today=on), remind(today=on)))
    assert history == [
        (181, 0, 0), (180, 1, 0), (120, 0, 0), (90, 1, 0), (31, 0, 0), (30, 1, 0), (0, 0, 0), (-1, 0, 0),
    ]  # fmt: skip
    assert sent() == [180, 90, 30]
    assert today < row.valid_until


def test_only_who_can_do_something_about_it_is_reminded(candidate, training_group):
    held = ends_in(100, candidate, training_group)
    happen(ends_in(100, StaffFactory()), EventKind.SUSPENDED)
    happen(ends_in(100, StaffFactory()), EventKind.REVOKED)
    ends_in(100, None)
    ends_in(100, StaffFactory(is_active=False))
    renewed = ends_in(100, StaffFactory())
    CertificateFactory(person=renewed.person, programme=renewed.programme, cycle=2)
    assert remind() == 1
    assert list(ReminderSent.objects.values_list("certificate", "days")) == [(held.pk, 180)]
    collect_reminders()
    assert [(told.text, told.url) for told in notices_of(candidate)] == [(notice_words(180), "/my/cert/")]
    CertificateFactory(person=candidate, programme=held.programme, cycle=2)
    collect_reminders()
    assert notices_of(candidate) == []


def test_what_ends_soon_takes_as_many_queries_for_many_as_for_one(candidate):
    counts = []
    for _round in range(2):
        for left in (10, -10, 100):
            ends_in(left, StaffFactory())
        ends_in(300, candidate, programme=Certificate.objects.first().programme, cycle=len(counts) + 1)
        with CaptureQueriesContext(connection) as made:
            rows = ending(Certificate.objects.select_related("person", "programme"), timezone.localdate())
        counts.append((len(rows), len(made)))
    assert counts == [(3, 3), (6, 3)]
    assert [row.days_left for row in rows] == [-10, -10, 10, 10, 100, 100]


@pytest.fixture
def people(candidate, certifier, teacher, head, trainer):
    return {user.display_name: user for user in (candidate, certifier, teacher, head, trainer)}


@pytest.fixture
def printed(candidate, training_group, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "page.pdf").write_bytes(b"%PDF-")
    return ends_in(100, candidate, training_group, documents={"uk": "page.pdf", "en": "lost.pdf"})


def test_pages_are_for_the_holder_and_an_independent_certifier(people, printed, client, sign_in):
    own, other = f"/my/cert/{printed.public_id}/uk.pdf", f"/cert/certificates/{printed.public_id}/uk.pdf"
    seen = {}
    for name, user in people.items():
        browser = sign_in(client, user)
        seen[name] = [browser.get(url).status_code for url in ("/my/cert/", own, "/cert/ending/", other)]
    assert seen == {
        "The candidate": [200, 200, 404, 404],
        "The certifier": [404, 404, 200, 200],
        "The teacher": [404] * 4,
        "The head": [404] * 4,
        "The trainer": [404] * 4,
    }
    browser = sign_in(client, people["The candidate"])
    assert browser.get(own.replace("uk.", "en.")).status_code == 404
    assert browser.get(own.replace("uk.", "ro.")).status_code == 404
