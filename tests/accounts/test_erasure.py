"""Students' accounts are erased for good: works, refused for staff, twice."""

import pytest

from accounts.enums import GuessKind
from accounts.models import GuessCounter, LoginCard, User
from accounts.services import issue_cards
from accounts.services.erasure import erase_learners

pytestmark = pytest.mark.django_db


def test_a_student_goes_with_cards_and_counters(student, teacher):
    (issued,) = issue_cards(learners=[student], actor=teacher, pin_required=True)
    GuessCounter.objects.create(kind=GuessKind.CARD_NUMBER, key=issued.card.number)
    GuessCounter.objects.create(kind=GuessKind.CARD_PIN, key=str(issued.card.pk))
    other = GuessCounter.objects.create(kind=GuessKind.CARD_NUMBER, key="000000")
    assert erase_learners(learner_ids=[student.pk]) == 1
    assert not User.objects.filter(pk=student.pk).exists()
    assert not LoginCard.objects.exists()
    assert list(GuessCounter.objects.all()) == [other]


def test_other_students_stay(student, other_student):
    erase_learners(learner_ids=[student.pk])
    assert list(User.objects.learners()) == [other_student]


def test_staff_are_never_erased_here(teacher, student):
    assert erase_learners(learner_ids=[teacher.pk, student.pk]) == 1
    assert User.objects.filter(pk=teacher.pk).exists()


def test_twice_is_once(student):
    assert [erase_learners(learner_ids=[student.pk]), erase_learners(learner_ids=[student.pk])] == [1, 0]


def test_an_erased_student_is_signed_out_at_the_next_request(client, sign_in, student):
    sign_in(client, student)
    assert client.get("/my/").status_code == 200
    erase_learners(learner_ids=[student.pk])
    assert client.get("/my/").status_code == 302
