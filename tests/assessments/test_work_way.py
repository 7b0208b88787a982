"""The way of work that a person marks: a student writes and hands in, teachers mark, both read; nothing leaks."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from assessments.models import AnswerFile, Attempt, MarkingRound, Response
from assessments.queries.figures import quiz_figures
from assessments.services import send_attempt, start_attempt, sweep_files
from assessments.services.retention import erase_answers
from institutions.enums import Role
from tests.assessments.test_handed_in import PDF
from tests.assessments.working import answer, items_of, picture, sent, sent_text, work_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def assignment(cohort):
    return work_assignment(cohort)


@pytest.fixture
def phone(student, sign_in):
    return sign_in(Client(), student)


@pytest.fixture
def desk(teacher, sign_in):
    return sign_in(Client(), teacher)


@pytest.fixture
def others(other_student, member, school, sign_in):
    """Browsers of people who have no business here, by the door they try."""
    return {
        "my": sign_in(Client(), other_student),
        "t": sign_in(Client(), member(Role.TEACHER, institution=school).user),
    }


@pytest.fixture
def first(phone, assignment):
    """The address of the first question."""
    return phone.post(f"/my/q/start/{assignment.public_id}/").headers["Location"]


def names_in_store():
    return sorted(default_storage.listdir("answers")[1]) if default_storage.exists("answers") else []


def page(client, url):
    return client.get(url).content.decode()


def test_from_the_task_to_the_marks(phone, desk, first, assignment, django_capture_on_commit_callbacks):
    shown = page(phone, first)
    assert shown.index("Your teacher reads this") < shown.index("<textarea")
    assert "Safety · Order" in shown
    assert "data-assignment" not in shown  # nothing of it is kept on the device
    assert "Write your answer" in phone.post(first, {"sequence": 1, "text": " \n "}).content.decode()
    second = phone.post(first, {"sequence": 1, "text": "Sort the tools.\r\nThen <b>work</b>."}).headers["Location"]
    shown = page(phone, second)
    assert shown.index("no faces, no names") < shown.index('type="file"')
    assert 'enctype="multipart/form-data"' in shown
    files = [sent(picture(), "Olha at home.jpg"), sent(PDF, "\u202egpj.fdp\0.exe")]
    third = phone.post(second, {"sequence": 1, "upload": files}).headers["Location"]
    photo, document = AnswerFile.objects.order_by("pk")
    assert names_in_store() == sorted(f"{one.public_id}.{one.kind}" for one in (photo, document))
    kept = page(phone, second)
    assert photo.public_id in kept
    assert "Olha" not in kept
    with django_capture_on_commit_callbacks(execute=True):  # one is taken out again, one comes in
        phone.post(second, {"sequence": 2000, "file": [photo.public_id], "upload": sent(b"A list.")})
    assert AnswerFile.objects.count() == len(names_in_store()) == 2
    check = phone.post(third, {"sequence": 1, "dont_know": "dont_know", "choice": "dont_know"}).headers["Location"]
    assert "2 files" in page(phone, check)
    done = phone.post(check).headers["Location"]
    assert "has not marked this yet" in page(phone, done)

    table = f"/t/q/{assignment.public_id}/"
    assert "2 answers wait for a mark" in page(desk, table)
    listed = page(desk, f"{table}marking/")
    attempt = Attempt.objects.get()
    name = attempt.learner.display_name
    assert "Answer 1" in listed
    assert name not in listed
    one = f"{table}marking/{attempt.public_id}/1/"
    opened = page(desk, one)
    assert "Sort the tools.<br>Then &lt;b&gt;work&lt;/b&gt;." in opened
    assert " checked" not in opened
    assert name not in opened
    criteria = [one.id for one in items_of(assignment)[0].criteria]
    form = {"seen": 0, "then": "next", f"criterion-{criteria[0]}": "3", f"criterion-{criteria[1]}": "2"}
    following = desk.post(one, form | {"feedback": "Clear and  safe."}).headers["Location"]
    assert following.endswith("/2/")
    assert f"/t/f/{photo.public_id}/" in page(desk, following)
    assert desk.post(following, {"seen": 0, "then": "list", f"criterion-{criteria[0]}": "1"}).status_code == 302 + 1
    told = page(phone, done)
    for words in ("5 of 6 points", "Safety level 3", "Order level 2", "Clear and safe.", "has not marked this yet"):
        assert words in told
    assert "5/6" in page(desk, table)
    assert "1 answer waits for a mark" in page(desk, table)
    assert "<td" in page(desk, f"{table}2/") or "Waiting: 1" in page(desk, f"{table}2/")

    later = desk.post(one, form | {"feedback": "", "seen": 0, f"criterion-{criteria[0]}": "0"})
    assert later.status_code == 409
    assert "Nothing of yours was saved yet" in later.content.decode()
    assert MarkingRound.objects.filter(item_id=items_of(assignment)[0].id).count() == 1


def test_a_file_opens_for_its_student_and_teachers_alone(assignment, student, others, phone, desk):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[1], files=[sent(picture()), sent(PDF)])
    photo, document = AnswerFile.objects.order_by("pk")
    for browser, door in ((phone, "my"), (desk, "t")):
        shown = browser.get(f"/{door}/f/{photo.public_id}/")
        assert (shown["Content-Type"], shown["Content-Disposition"].partition(";")[0]) == ("image/jpeg", "inline")
        saved = browser.get(f"/{door}/f/{document.public_id}/")
        assert saved["Content-Disposition"] == f'attachment; filename="{document.public_id}.pdf"'
        assert saved["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert saved["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in saved["Cache-Control"]
    for door, browser in others.items():
        assert browser.get(f"/{door}/f/{photo.public_id}/").status_code == 404
    assert others["t"].get(f"/t/q/{assignment.public_id}/marking/").status_code == 404
    assert Client().get(f"/media/{photo.stored_as}").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "File 1: This file is empty."),
        (b"<svg onload='alert(1)'/>", "File 1: This is no photo"),
        (b"\xff\xd8\xff\xe0 broken", "File 1: This photo is damaged."),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(phone, first, data, words, student):
    second = first.replace("/1/", "/2/")
    refused = phone.post(second, {"sequence": 1, "upload": [sent(data, "photo.jpg")]})
    assert refused.status_code == 422
    assert words in refused.content.decode()
    mixed = phone.post(second, {"sequence": 1, "upload": [sent(picture()), sent(data)]})
    assert "File 2:" in mixed.content.decode()
    assert "too many files" in phone.post(second, {"sequence": 1, "upload": [sent(PDF)] * 4}).content.decode()
    assert not AnswerFile.objects.exists()
    assert not Response.objects.exists()
    assert names_in_store() == []


def test_an_answer_that_is_not_taken_leaves_no_file(assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    upload = items_of(assignment)[1]
    answer(attempt, upload, files=[sent(PDF)], sequence=2000)
    kept = names_in_store()
    assert answer(attempt, upload, files=[sent(b"older")], sequence=1000) == "stale"
    send_attempt(attempt=attempt)
    attempt.refresh_from_db()
    assert answer(attempt, upload, files=[sent(b"late")], sequence=3000) == "closed"
    assert names_in_store() == kept


def test_files_of_others_are_never_taken_over(assignment, student, other_student):
    upload = items_of(assignment)[1]
    theirs = start_attempt(assignment=assignment, learner=other_student)
    answer(theirs, upload, files=[sent(PDF)])
    mine = start_attempt(assignment=assignment, learner=student)
    with pytest.raises(ValueError, match="no_file"):
        answer(mine, upload, file=[AnswerFile.objects.get().public_id])


def test_files_go_with_the_class_and_lost_ones_are_swept(
    assignment, cohort, student, django_capture_on_commit_callbacks
):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[1], files=[sent(PDF)])
    default_storage.save("answers/lost.pdf", sent(PDF))
    assert sweep_files() == 0  # it may be an upload that is being saved
    assert sweep_files(now=timezone.now() + timedelta(hours=2)) == 1
    assert len(names_in_store()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        erase_answers(cohort=cohort)
    assert names_in_store() == []
    assert sweep_files() == 0


def test_figures_say_what_they_leave_out(assignment, student):
    sent_text(assignment, student)
    figures = quiz_figures(assignment.version.quiz, "en")
    assert (figures.left_out, len(figures.items)) == (2, 1)


def test_no_device_keeps_such_a_quiz(phone, assignment):
    assert phone.get(f"/my/q/stored/{assignment.public_id}/").status_code == 404
    assert assignment.public_id not in page(phone, "/my/offline/contents/")


def test_a_class_is_marked_at_the_same_price_with_one_and_with_three(
    assignment, cohort, student, desk, django_assert_max_num_queries
):
    sent_text(assignment, student)
    with django_assert_max_num_queries(20):
        page(desk, f"/t/q/{assignment.public_id}/marking/")
