"""Asking to talk: who can be asked, what is sent, who sees it, and that nothing else ever says that somebody asked."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from institutions.enums import Role
from jobs.models import Job
from lessons.models import Notice
from operations.queries import overdue
from operations.services import export_learner, run_retention
from safeguarding import services
from safeguarding.enums import TalkStatus
from safeguarding.exchange.school_days import one_school_day_after
from safeguarding.models import TalkPlace, TalkRequest
from safeguarding.permissions import leads_of
from tests.operations.test_retention import everywhere
from tests.signing_in import sign_in as signed

OFFER, FIND = "Ask to talk", "Room 12, beside the library"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(safeguarding_lead, school):
    """The lead, who has said where to be found."""
    services.set_talk_place(institution=school, actor=safeguarding_lead, room=FIND, hours="Every break")
    return safeguarding_lead


@pytest.fixture
def deputy(lead, member, school):
    """A second person with the role."""
    return member(Role.SAFEGUARDING_LEAD, institution=school).user


@pytest.fixture
def asked(lead, student, school):
    """A request that waits."""
    return services.ask_to_talk(learner=student, institution=school)


def read(user, url):
    """Return what somebody reads there, or the status where they read nothing."""
    answer = signed(Client(), user).get(url)
    return answer.text if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize(
    ("asked_at", "late_at"),
    [
        ("2026-11-23 10:00", "2026-11-24 10:00"),
        ("2026-11-27 10:00", "2026-11-30 10:00"),  # Friday → Monday
        ("2026-11-28 23:00", "2026-12-01 00:00"),  # Saturday: begins with Monday
        ("2026-11-29 08:00", "2026-12-01 00:00"),
    ],
)
def test_a_school_day_leaves_out_the_weekend(asked_at, late_at):
    assert one_school_day_after(datetime.fromisoformat(asked_at)) == datetime.fromisoformat(late_at)


def test_a_student_chooses_outside_first_reads_what_is_sent_and_sends_it_once(lead, student, school, client):
    browser = signed(client, student)
    page = browser.get("/my/people/")
    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>People</title>" in page.text
    assert "data-exit" in page.text
    assert page.text.index("tel:112") < page.text.index(FIND)
    address = f"/my/people/{school.public_id}/"
    confirm = browser.get(address).text
    assert "“A student asks to talk.”" in confirm
    assert "<textarea" not in confirm
    assert 'type="text"' not in confirm
    assert not TalkRequest.objects.exists()
    for _time in range(2):
        assert browser.post(address, {"text": "a story"}).headers["Location"] == "/my/people/"
    assert "You have asked to talk" in browser.get("/my/people/").text
    row = TalkRequest.objects.get()
    assert (row.learner, row.institution, row.status) == (student, school, TalkStatus.WAITING)
    assert everywhere("a story") == set()
    for _time in range(2):
        browser.post("/my/people/")
    assert not TalkRequest.objects.exists()


@pytest.mark.parametrize("gap", ["nobody", "no place", "wider scope"])
def test_where_no_lead_is_named_nothing_is_offered(gap, member, school, student):
    if gap == "no place":
        member(Role.SAFEGUARDING_LEAD, institution=school)
    if gap == "wider scope":
        member(Role.SAFEGUARDING_LEAD, region=school.centre.region)
    browser = signed(Client(), student)
    page = browser.get("/my/people/").text
    assert OFFER not in page
    assert "tel:112" in page
    assert browser.post(f"/my/people/{school.public_id}/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.ask_to_talk(learner=student, institution=school)


@pytest.fixture
def others(teacher, head, coordinator, site_admin):
    """Everybody else with something to say at the school."""
    return teacher, head, coordinator, site_admin


def test_the_lead_alone_sees_who_asks(asked, lead, deputy, others, other_student):
    assert "Olena K., 8-B" in read(lead, "/t/requests/")
    assert "A request is waiting for you." in read(lead, "/t/")
    assert "Olena" not in read(deputy, "/t/requests/")
    assert "waited for more" not in read(deputy, "/t/")
    for other in (*others, other_student):
        assert read(other, "/t/requests/") == 404
    assert signed(Client(), deputy).post(f"/t/requests/{asked.public_id}/").status_code == 404
    for nobody in others:
        today = read(nobody, "/t/")
        assert "request" not in today.lower().replace("requests restored", "")
    asked.refresh_from_db()
    assert asked.status == TalkStatus.WAITING


def test_after_a_school_day_the_deputy_learns_that_somebody_waits_but_not_who(asked, deputy):
    TalkRequest.objects.update(asked_at=timezone.now() - timedelta(days=5))
    for url in ("/t/", "/t/requests/"):
        page = read(deputy, url)
        assert "has waited for more than one school day" in page
        assert "Olena" not in page
        assert asked.public_id not in page


def test_the_lead_says_seen_then_closes_and_after_30_days_it_is_gone(asked, lead, deputy, student, school):
    browser = signed(Client(), lead)
    url = f"/t/requests/{asked.public_id}/"
    for _time in range(2):
        browser.post(url, {"decision": "acknowledge"})
    assert "has seen it" in read(student, "/my/people/")
    assert "has waited" not in read(deputy, "/t/")
    for _time in range(2):
        browser.post(url, {"decision": "close"})
    assert OFFER in read(student, "/my/people/")
    with pytest.raises(PermissionDenied):
        services.acknowledge(request=asked, actor=deputy)
    for days, count in ((29, 1), (31, 0)):
        TalkRequest.objects.update(changed_at=timezone.now() - timedelta(days=days))
        run_retention()
        assert TalkRequest.objects.count() == count
    assert "safeguarding.TalkRequest" not in overdue(timezone.now())


def test_the_deputy_takes_over_when_the_role_of_the_lead_ends(asked, lead, deputy, school):
    leads_of([school.pk])[school.pk].member.delete()
    assert not TalkPlace.objects.exists()
    assert "Olena K., 8-B" in read(deputy, "/t/requests/")


def test_nothing_else_in_the_system_says_that_somebody_asked(lead, student, school, head, client):
    before = (AuditEntry.objects.count(), Job.objects.count(), Notice.objects.count())
    signed(client, student).post(f"/my/people/{school.public_id}/")
    asked = TalkRequest.objects.get()
    services.acknowledge(request=asked, actor=lead)
    services.close(request=asked, actor=lead)
    assert (AuditEntry.objects.count(), Job.objects.count(), Notice.objects.count()) == before
    assert everywhere(asked.public_id) == {"safeguarding_talkrequest"}
    copy = export_learner(learner=student, actor=head, reason="the family asked for a copy")
    assert asked.public_id not in str(copy)
    student.delete()
    assert not TalkRequest.objects.exists()


def test_where_to_find_the_lead_is_said_by_the_lead_and_nobody_else(safeguarding_lead, deputy, head, school):
    for user, status in ((safeguarding_lead, 303), (deputy, 404), (head, 404)):
        place = signed(Client(), user).post(f"/t/requests/place/{school.public_id}/", {"room": "7", "hours": "noon"})
        assert place.status_code == status
    wrong = signed(Client(), safeguarding_lead).post(f"/t/requests/place/{school.public_id}/", {"room": ""})
    assert wrong.status_code == 422
    assert TalkPlace.objects.get().room == "7"
