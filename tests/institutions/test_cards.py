"""A printed card opens its student's door, says no more than it must, and ends the card before it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import CardRefusal
from accounts.models import LoginCard, User
from accounts.services import check_typed_number, find_card_by_qr
from audit.models import AuditEntry
from institutions import services
from institutions.models import Enrolment
from institutions.services import cards
from tests.factories import CohortFactory, EnrolmentFactory
from tests.institutions.sheets import pages, words

pytestmark = pytest.mark.django_db

NUMBER = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
BASE_URL = "https://learn.example.org"


def sheet(cohort, teacher, places=None):
    chosen = Enrolment.objects.filter(cohort=cohort) if places is None else places
    return services.print_cards(cohort=cohort, enrolments=list(chosen), actor=teacher, base_url=BASE_URL)


@pytest.fixture
def tokens(monkeypatch):
    """What the square codes of the next sheets lead to."""
    seen = []
    original = cards.qr_svg
    monkeypatch.setattr(cards, "qr_svg", lambda url: seen.append(url) or original(url))
    return seen


def test_number_and_square_code_open_the_students_door(cohort, teacher, student, tokens):
    pdf = sheet(cohort, teacher)
    (number,) = NUMBER.findall(words(pdf))
    assert check_typed_number(number).user == student
    (url,) = tokens
    assert url.startswith(f"{BASE_URL}/c/")
    assert find_card_by_qr(url.removeprefix(f"{BASE_URL}/c/")).user == student


def test_a_card_says_name_number_and_address_and_nothing_of_school_or_subject(cohort, teacher, student):
    text = words(sheet(cohort, teacher))
    assert "Olena K." in text
    assert "learn.example.org" in text
    for canary in (
        cohort.institution.name,
        cohort.institution.centre.name,
        cohort.name,
        "Orientir",
        teacher.display_name,
    ):
        assert canary not in text


def test_without_names_the_seat_stands_on_the_card(boarding_school, teacher):
    cohort = CohortFactory(institution=boarding_school, language="en")
    EnrolmentFactory(cohort=cohort, learner__display_name="", seat_number=17)
    assert "No. 17" in words(sheet(cohort, teacher))


@pytest.mark.parametrize("name", ["Ґанна-Єва Ї.", "Ștefan Ț.", "Өмүр Ң.", "Ëngjëll", "Максиміліан-Ілля К."])
def test_every_letter_of_the_languages_is_printed(cohort, teacher, student, name):
    User.objects.filter(pk=student.pk).update(display_name=name)
    assert name in words(sheet(cohort, teacher)).replace("\n", " ").replace("- ", "-")


def test_what_looks_like_markup_in_a_name_stays_text(cohort, teacher, student):
    User.objects.filter(pk=student.pk).update(display_name='#link("x")[*a*] $1')
    assert '#link("x")[*a*]' in words(sheet(cohort, teacher)).replace("”", '"').replace("“", '"').replace("\n", "")


def test_ten_cards_stand_on_a_page_in_the_order_of_seats(cohort, teacher):
    for seat in (11, *range(1, 11)):
        EnrolmentFactory(cohort=cohort, seat_number=seat, learner__display_name=f"S {seat}")
    pdf = sheet(cohort, teacher)
    assert pages(pdf) == 2
    assert re.findall(r"^S \d+$", words(pdf), re.MULTILINE) == [f"S {seat}" for seat in range(1, 12)]


def test_equal_cards_make_an_equal_file_without_a_date(student, cohort):
    from accounts.services import IssuedCard

    place = Enrolment.objects.select_related("learner").get()
    one = [(place, IssuedCard(LoginCard(user=student), "1234 5678 9012 3456", "123456.secret"))]
    first, second = (cards.cards_pdf(one, language="uk", base_url=BASE_URL) for _time in range(2))
    assert first == second
    assert timezone.now().strftime("D:%Y%m%d").encode() not in first


def test_a_new_card_ends_the_one_before_it(cohort, teacher, student, tokens):
    first = NUMBER.findall(words(sheet(cohort, teacher)))[0]
    second = NUMBER.findall(words(sheet(cohort, teacher)))[0]
    assert check_typed_number(first) == CardRefusal.ENDED
    assert check_typed_number(second).user == student
    entries = AuditEntry.objects.filter(action="card.print")
    assert [(entry.count, entry.scope_id) for entry in entries] == [(1, cohort.public_id)] * 2
    stored = f"{list(LoginCard.objects.values())} {list(AuditEntry.objects.values())}"
    assert second.replace(" ", "")[6:15] not in stored
    assert tokens[-1].rpartition(".")[2] not in stored


def test_cards_end_with_the_class(cohort, teacher, student):
    sheet(cohort, teacher)
    expires_at = timezone.localtime(LoginCard.objects.get(user=student).expires_at)
    assert (expires_at.date() - cohort.ends_on).days == 1


def test_the_pin_rule_of_the_institution_is_on_the_card(cohort, teacher, student):
    cohort.institution.pin_required = True
    sheet(cohort, teacher)
    assert LoginCard.objects.get(user=student).pin_required


def test_places_of_other_classes_and_empty_places_are_never_printed(cohort, teacher, enrolment):
    other = EnrolmentFactory()
    services.remove_learner(enrolment=enrolment, actor=teacher)
    with pytest.raises(services.NobodyChosen):
        sheet(cohort, teacher, places=[other, enrolment])
    assert not LoginCard.objects.exists()


def test_when_the_sheet_cannot_be_made_the_old_cards_stay(cohort, teacher, student, monkeypatch):
    number = NUMBER.findall(words(sheet(cohort, teacher)))[0]

    def fail(*_args, **_kwargs):
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr("institutions.services.cards.typst.compile", fail)
    with pytest.raises(RuntimeError):
        sheet(cohort, teacher)
    assert check_typed_number(number).user == student


def test_printing_asks_the_database_the_same_for_1_and_30(cohort, teacher):
    counts = []
    for number in (1, 30):
        EnrolmentFactory.create_batch(number, cohort=cohort)
        with CaptureQueriesContext(connection) as seen:
            sheet(cohort, teacher)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_card_is_cancelled_and_a_pin_reset_for_ones_own_student(cohort, teacher, enrolment, client, sign_in):
    assert not services.cancel_learner_card(enrolment=enrolment, actor=teacher)
    assert not services.reset_learner_pin(enrolment=enrolment, actor=teacher)
    number = NUMBER.findall(words(sheet(cohort, teacher)))[0]
    LoginCard.objects.update(pin="kept hash", pin_required=True)
    assert services.reset_learner_pin(enrolment=enrolment, actor=teacher)
    assert LoginCard.objects.get().pin == ""
    sign_in(client, User.objects.get(pk=enrolment.learner_id))
    assert client.get("/my/").status_code == 200
    assert services.cancel_learner_card(enrolment=enrolment, actor=teacher)
    assert not services.cancel_learner_card(enrolment=enrolment, actor=teacher)
    assert check_typed_number(number) == CardRefusal.ENDED
    assert client.get("/my/").status_code == 302
