"""The teacher's class screens work as plain forms, lose nothing that was typed, and are nobody else's."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import LoginCard, User
from accounts.services import issue_cards
from institutions import services
from institutions.enums import CohortRole, Role
from institutions.models import ClassCode, Cohort, Enrolment
from tests.answering import answer_quiz
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory
from tests.institutions.sheets import pages, words

pytestmark = pytest.mark.django_db

CLASS_PAGES = ["class_edit", "class_students", "class_cards", "class_join", "class_join_state"]
LOOK_ONLY = ["class_join_state", "class_card"]
CLASS_POSTS = ["class_students_add", "class_places_add"]
PLACE_PAGES = ["class_student", "class_card"]
PLACE_POSTS = [
    "class_student_move", "class_student_remove", "class_student_return", "class_card_cancel", "class_card_pin",
]  # fmt: skip


def text(response):
    return response.content.decode()


def value(response, name):
    """Return the value of a hidden or text field of the page."""
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', text(response))[1]


def names_of(cohort):
    active = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
    return [str(place.label) for place in active]


@pytest.fixture
def by_teacher(client, sign_in, teacher):
    return sign_in(client, teacher)


@pytest.fixture
def students_url(cohort):
    return reverse("class_students", args=[cohort.public_id])


@pytest.fixture
def home_class(boarding_school, teacher):
    cohort = CohortFactory(institution=boarding_school)
    member = teacher.memberships.create(role="teacher", institution=boarding_school)
    CohortStaffFactory(cohort=cohort, member=member)
    return cohort


# --- Strangers ---------------------------------------------------------------------------------------------------
@pytest.fixture(params=["student", "head", "coordinator", "site_admin", "trainer", "author"])
def by_outsider(request, client, sign_in, cohort):
    return sign_in(client, request.getfixturevalue(request.param))


@pytest.mark.parametrize("name", CLASS_PAGES + CLASS_POSTS + PLACE_PAGES + PLACE_POSTS)
def test_only_who_teaches_the_class_gets_in(by_outsider, cohort, enrolment, name):
    args = [cohort.public_id, enrolment.public_id] if name in PLACE_PAGES + PLACE_POSTS else [cohort.public_id]
    client, url = by_outsider, reverse(name, args=args)
    responses = [client.post(url, {"name": "Eve", "place": enrolment.public_id, "text": "Eve", "action": "open"})]
    if name in CLASS_PAGES + PLACE_PAGES:
        responses.append(client.get(url))
    for response in responses:
        assert response.status_code == 404 or (response.status_code == 405 and name in LOOK_ONLY)
        assert "Olena" not in text(response)
    assert names_of(cohort) == ["Olena K."]
    assert not LoginCard.objects.exists()
    assert not ClassCode.objects.exists()


@pytest.mark.parametrize("name", CLASS_PAGES + PLACE_PAGES)
def test_somebody_not_signed_in_is_sent_to_the_door(client, cohort, enrolment, name):
    args = [cohort.public_id, enrolment.public_id] if name in PLACE_PAGES else [cohort.public_id]
    response = client.get(reverse(name, args=args))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/staff/sign-in/")


@pytest.mark.parametrize("name", PLACE_PAGES + PLACE_POSTS)
def test_a_place_is_reached_through_its_own_class_only(by_teacher, teacher, cohort, enrolment, name):
    other = CohortFactory(institution=cohort.institution)
    CohortStaffFactory(cohort=other, member=teacher.memberships.get())
    url = reverse(name, args=[other.public_id, enrolment.public_id])
    assert by_teacher.post(url).status_code in {404, 405}
    if name in PLACE_PAGES:
        assert by_teacher.get(url).status_code == 404


@pytest.mark.parametrize("name", CLASS_PAGES + PLACE_PAGES)
def test_no_page_is_kept_by_the_device_or_names_class_or_student_in_its_title(by_teacher, cohort, enrolment, name):
    args = [cohort.public_id, enrolment.public_id] if name in PLACE_PAGES else [cohort.public_id]
    response = by_teacher.get(reverse(name, args=args))
    assert response.headers["Cache-Control"] == "no-store"
    title = re.search(r"<title>(.*?)</title>", text(response))
    assert "Olena" not in (title[1] if title else "")


# --- The class itself --------------------------------------------------------------------------------------------
def test_a_class_is_opened_with_one_form(by_teacher, teacher, school):
    page = by_teacher.get(reverse("class_new"))
    assert 'name="institution"' not in text(page)
    assert 'name="kind"' not in text(page)
    form = {"name": "5-А", "grade": "5", "language": "uk", "ends_on": value(page, "ends_on")}
    response = by_teacher.post(reverse("class_new"), form)
    made = Cohort.objects.get(name="5-А")
    assert response.headers["Location"] == reverse("class_students", args=[made.public_id])
    assert (made.institution, made.grade) == (school, "5")
    again = by_teacher.post(reverse("class_new"), form | {"grade": "6"})
    assert again.status_code == 422
    assert "You have a class with this name already" in text(again)


def test_a_class_too_long_is_refused_beside_its_field(by_teacher):
    form = {"name": "5-А", "language": "uk", "ends_on": "2099-01-01"}
    response = by_teacher.post(reverse("class_new"), form)
    assert response.status_code == 422
    assert "A class lasts twelve months at most." in text(response)
    assert "<title>Error:" in text(response)
    assert 'value="5-А"' in text(response)


@pytest.mark.parametrize("who", ["head", "author", "coordinator", "student"])
def test_who_teaches_nowhere_opens_no_class_and_loads_no_roster(request, client, sign_in, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(reverse("class_new")).status_code == 404
    assert client.get(reverse("roster_import")).status_code == (200 if who == "head" else 404)


def test_name_grade_language_and_last_day_can_be_changed(by_teacher, cohort):
    url = reverse("class_edit", args=[cohort.public_id])
    form = {"name": "8-B plus", "grade": "8", "language": "en", "ends_on": cohort.ends_on.isoformat()}
    assert by_teacher.post(url, form).status_code == 303
    cohort.refresh_from_db()
    assert (cohort.name, cohort.language) == ("8-B plus", "en")


# --- Names -------------------------------------------------------------------------------------------------------
def test_a_pasted_list_comes_back_line_by_line_and_is_stored_on_the_second_press(by_teacher, cohort, students_url):
    pasted = "1. Бондар Марія Петрівна, +380671234567\nІван\nІван"
    preview = by_teacher.post(students_url, {"text": pasted})
    assert preview.status_code == 200
    assert "Бондар" not in text(preview)
    assert "The family name was left out." in text(preview)
    assert text(preview).count("Somebody in this class is called the same") == 2  # in the summary and beside the line
    assert names_of(cohort) == []
    form = {"name": ["Марія", "Іван", "Іван Б."], "after": value(preview, "after")}
    url = reverse("class_students_add", args=[cohort.public_id])
    for _time in range(2):
        response = by_teacher.post(url, form)
        assert response.headers["Location"] == students_url
    assert names_of(cohort) == ["Марія", "Іван", "Іван Б."]
    assert "3 students" in text(by_teacher.get(students_url))


def test_lines_with_a_problem_come_back_as_they_were_typed(by_teacher, cohort, student):
    url = reverse("class_students_add", args=[cohort.public_id])
    response = by_teacher.post(url, {"name": ["Марія", "Olena K", "Taras Bondar"], "after": "1"})
    assert response.status_code == 422
    for name in ("Марія", "Olena K", "Taras Bondar"):
        assert f'value="{name}"' in text(response)
    assert text(response).count('aria-invalid="true"') == 2
    assert "<title>Error:" in text(response)
    assert names_of(cohort) == ["Olena K."]


def test_too_many_lines_stay_in_the_field(by_teacher, students_url):
    response = by_teacher.post(students_url, {"text": "\n".join(f"Name{chr(97 + n % 26)}" for n in range(61))})
    assert response.status_code == 422
    assert "These are 61 lines." in text(response)
    assert "Namez" in text(response)


def test_a_line_left_empty_is_left_out(by_teacher, cohort):
    url = reverse("class_students_add", args=[cohort.public_id])
    by_teacher.post(url, {"name": ["Марія", "", "Іван"], "after": "0"})
    assert names_of(cohort) == ["Марія", "Іван"]
    assert by_teacher.post(url, {"name": [""], "after": "2"}).status_code == 303


def test_who_adds_at_the_same_time_is_told(by_teacher, teacher, cohort):
    url = reverse("class_students_add", args=[cohort.public_id])
    services.add_learners_by_names(cohort=cohort, text="Інна", actor=teacher)
    response = by_teacher.post(url, {"name": ["Марія"], "after": "0"})
    assert response.status_code == 409
    assert 'value="Марія"' in text(response)
    assert by_teacher.post(url, {"name": ["Марія"], "after": value(response, "after")}).status_code == 303
    assert names_of(cohort) == ["Інна", "Марія"]


def test_without_names_a_list_is_neither_stored_nor_shown_and_numbers_are_offered(by_teacher, home_class):
    url = reverse("class_students", args=[home_class.public_id])
    assert "<textarea" not in text(by_teacher.get(url))
    response = by_teacher.post(url, {"text": "Марія\nІван"})
    assert response.status_code == 422
    assert "Марія" not in text(response)
    assert "keeps no names" in text(response)
    assert value(response, "count") == "2"
    form = {"count": "2", "after": value(response, "after")}
    for _time in range(2):
        by_teacher.post(reverse("class_places_add", args=[home_class.public_id]), form)
    assert names_of(home_class) == ["No. 1", "No. 2"]
    sneaked = by_teacher.post(reverse("class_students_add", args=[home_class.public_id]), {"name": ["Марія"]})
    assert sneaked.status_code == 422
    assert names_of(home_class) == ["No. 1", "No. 2"]
    assert set(User.objects.learners().values_list("display_name", flat=True)) == {""}


def test_a_number_of_places_is_asked_for_again_when_it_is_none(by_teacher, cohort):
    response = by_teacher.post(reverse("class_places_add", args=[cohort.public_id]), {"count": "1000"})
    assert response.status_code == 422
    assert "error-summary" in text(response)


# --- One student -------------------------------------------------------------------------------------------------
def test_a_student_is_renamed_moved_taken_out_and_put_back(by_teacher, teacher, cohort, enrolment, students_url):
    args = [cohort.public_id, enrolment.public_id]
    assert by_teacher.post(reverse("class_student", args=args), {"name": "Оля", "symbol": "kite"}).status_code == 303
    assert names_of(cohort) == ["Оля"]
    refused = by_teacher.post(reverse("class_student", args=args), {"name": "Оля Бондар", "symbol": "kite"})
    assert refused.status_code == 422
    by_teacher.post(reverse("class_student_remove", args=args))
    assert names_of(cohort) == []
    assert "Put back" in text(by_teacher.get(students_url))
    by_teacher.post(reverse("class_student_return", args=args))
    assert names_of(cohort) == ["Оля"]
    other = CohortFactory(institution=cohort.institution)
    foreign = CohortFactory(institution=cohort.institution)
    CohortStaffFactory(cohort=other, member=teacher.memberships.get())
    refused = by_teacher.post(reverse("class_student_move", args=args), {"cohort": foreign.public_id})
    assert refused.status_code == 422
    assert by_teacher.post(reverse("class_student_move", args=args), {"cohort": other.public_id}).status_code == 303
    assert (names_of(cohort), names_of(other)) == ([], ["Оля"])
    CohortStaffFactory(cohort=foreign)
    change = {"class_student": {"name": "Я", "symbol": "kite"}, "class_student_move": {"cohort": foreign.public_id}}
    for name, sent in change.items():
        assert by_teacher.post(reverse(name, args=args), sent).status_code == 404
    assert (names_of(foreign), names_of(other)) == ([], ["Оля"])


def test_a_student_moves_to_a_colleague_who_sees_nothing_from_before(
    by_teacher, cohort, student, given_quiz, sign_in
):  # fmt: skip
    answer_quiz(given_quiz, student)
    place = student.enrolments.get()
    issue_cards(learners=[student], actor=cohort.staff.get().member.user, pin_required=False)
    other = CohortStaffFactory(cohort__institution=cohort.institution).cohort
    moved = by_teacher.post(reverse("class_student_move", args=[cohort.public_id, place.public_id]),
                            {"cohort": other.public_id})  # fmt: skip
    assert moved.status_code == 303
    there = student.enrolments.get(cohort=other)
    colleague = sign_in(Client(), other.staff.get().member.user)
    assert "No answers yet" in text(colleague.get(f"/t/s/{there.public_id}/"))
    assert colleague.get(f"/t/s/{place.public_id}/").status_code == 404
    assert "No answers yet" not in text(by_teacher.get(f"/t/s/{place.public_id}/"))
    assert student.cards.get().is_usable
    back = reverse("class_student_return", args=[cohort.public_id, place.public_id])
    stranger = sign_in(Client(), CohortStaffFactory().member.user)
    assert {one.post(back).status_code for one in (by_teacher, colleague, stranger)} == {404}
    assert back not in text(by_teacher.get(reverse("class_students", args=[cohort.public_id])))
    assert (names_of(cohort), names_of(other)) == ([], [student.display_name])


# --- Who teaches it ----------------------------------------------------------------------------------------------
def test_a_teacher_lets_a_colleague_in_and_go_and_somebody_stays(by_teacher, teacher, cohort, member):
    url = reverse("class_co_teachers", args=[cohort.public_id])
    own, colleague = teacher.memberships.get(), member(Role.TEACHER, institution=cohort.institution)
    foreign = member(Role.TEACHER, institution=CohortFactory().institution)
    assert by_teacher.post(url, {"member": foreign.public_id}).status_code == 422
    for _twice, status in enumerate([303, 422]):
        assert by_teacher.post(url, {"member": colleague.public_id}).status_code == status
    assert cohort.staff.get(member=colleague).role == CohortRole.CO_TEACHER
    assert "Leave the class" in text(by_teacher.get(url))
    for _twice in range(2):
        by_teacher.post(reverse("class_co_teacher_end", args=[cohort.public_id, colleague.public_id]))
    by_teacher.post(reverse("class_co_teacher_end", args=[cohort.public_id, own.public_id]))
    assert list(cohort.staff.filter(ended_on=None)) == [cohort.staff.get(member=own)]


def test_a_co_teacher_leaves_but_does_not_send_the_teacher_away(sign_in, teacher, co_teacher, cohort):
    browser = sign_in(Client(), co_teacher)
    own, other = co_teacher.memberships.get(), teacher.memberships.get()
    browser.post(reverse("class_co_teacher_end", args=[cohort.public_id, other.public_id]))
    assert cohort.staff.filter(ended_on=None).count() == 2
    assert browser.post(reverse("class_co_teacher_end", args=[cohort.public_id, own.public_id])).url == "/t/"
    assert browser.get(reverse("class_co_teachers", args=[cohort.public_id])).status_code == 404


# --- Cards -------------------------------------------------------------------------------------------------------
def test_the_chosen_cards_come_as_a_sheet_with_a_neutral_name(by_teacher, cohort, enrolment, other_student):
    url = reverse("class_cards", args=[cohort.public_id])
    page = by_teacher.get(url)
    assert text(page).count(" checked") == 2
    assert "stop working as soon as" in text(page)
    response = by_teacher.post(url, {"place": [enrolment.public_id]})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cards.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert pages(response.content) == 1
    assert "Olena K." in words(response.content)
    assert "Taras" not in words(response.content)
    assert text(by_teacher.get(url)).count(" checked") == 1


def test_nobody_chosen_is_said_and_nothing_is_printed(by_teacher, cohort, enrolment):
    foreign = EnrolmentFactory()
    response = by_teacher.post(reverse("class_cards", args=[cohort.public_id]), {"place": [foreign.public_id]})
    assert response.status_code == 422
    assert "Choose at least one student." in text(response)
    assert not LoginCard.objects.exists()


def test_one_card_is_reprinted_cancelled_and_its_pin_reset(by_teacher, cohort, enrolment):
    cards = reverse("class_cards", args=[cohort.public_id])
    args = [cohort.public_id, enrolment.public_id]
    assert "No card yet" in text(by_teacher.get(reverse("class_card", args=args)))
    by_teacher.post(cards, {"place": enrolment.public_id})
    LoginCard.objects.update(pin="kept hash", pin_required=True)
    page = text(by_teacher.get(reverse("class_card", args=args)))
    assert "The student has chosen a PIN." in page
    assert "kept hash" not in page
    assert by_teacher.post(reverse("class_card_pin", args=args)).status_code == 303
    assert LoginCard.objects.get().pin == ""
    assert by_teacher.post(reverse("class_card_cancel", args=args)).status_code == 303
    assert LoginCard.objects.get().cancelled_at


def test_an_empty_class_has_no_cards_but_a_next_step(by_teacher, cohort, students_url):
    page = text(by_teacher.get(reverse("class_cards", args=[cohort.public_id])))
    assert students_url in page
    assert "<button>Print cards" not in page


# --- How many queries --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["class_students", "class_cards", "class_join", "class_card", "class_student"])
def test_lists_ask_the_database_the_same_for_1_and_3_students(by_teacher, teacher, cohort, name):
    code = services.open_class_code(cohort=cohort, actor=teacher)
    places, counts = [], []
    by_teacher.get("/t/classes/new/")  # the first page of a sign-in starts its clock
    for number in (1, 2):
        for _student in range(number):
            places.append(EnrolmentFactory(cohort=cohort))
            services.request_to_join(code=code, seat_number=places[-1].seat_number)
        services.remove_learner(enrolment=EnrolmentFactory(cohort=cohort), actor=teacher)
        url = reverse(name, args=[cohort.public_id, *([places[0].public_id] if name in PLACE_PAGES else [])])
        with CaptureQueriesContext(connection) as seen:
            assert by_teacher.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
