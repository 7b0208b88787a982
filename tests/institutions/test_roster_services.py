"""Adding, renaming, moving, taking out and putting back students: works, refused, twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Symbol
from accounts.models import LoginCard, User
from accounts.services import issue_cards
from audit.models import AuditEntry
from institutions import services
from institutions.exchange.pasted import NameProblem
from institutions.models import Cohort, Enrolment
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory, LearnerFactory

pytestmark = pytest.mark.django_db

TWO_NAMES = "Олена К.\nТарас"


def add(cohort, teacher, text=TWO_NAMES, **kwargs):
    return services.add_learners_by_names(cohort=cohort, text=text, actor=teacher, **kwargs)


def add_places(cohort, teacher, count=3, **kwargs):
    return services.add_numbered_learners(cohort=cohort, count=count, actor=teacher, **kwargs)


def labels(cohort):
    active = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
    return [str(place.label) for place in active]


@pytest.fixture
def home_class(boarding_school, member):
    cohort = CohortFactory(institution=boarding_school)
    CohortStaffFactory(cohort=cohort)
    return cohort


@pytest.fixture
def second_class(cohort, teacher):
    other = CohortFactory(institution=cohort.institution, name="8-C")
    CohortStaffFactory(cohort=other, member=teacher.memberships.get())
    return other


# --- By name ------------------------------------------------------------------------------------------------------
def test_each_line_becomes_a_student_with_a_seat_a_drawing_and_nothing_else(cohort, teacher):
    places = add(cohort, teacher)
    assert [place.seat_number for place in places] == [1, 2]
    for place, name in zip(places, ("Олена К.", "Тарас"), strict=True):
        learner = User.objects.get(pk=place.learner_id)
        assert (learner.display_name, learner.language, learner.kind) == (name, cohort.language, "learner")
        assert learner.symbol in Symbol.values
        assert not learner.has_usable_password()
        assert (learner.first_name, learner.last_name, learner.email) == ("", "", "")
        assert name not in learner.username
    entry = AuditEntry.objects.get(action="roster.add")
    assert (entry.count, entry.scope_id) == (2, cohort.public_id)
    assert "Тарас" not in str(entry.details)


def test_one_line_that_has_to_be_settled_stops_nothing_but_the_writing(cohort, teacher, student):
    with pytest.raises(services.NamesRefused) as refusal:
        add(cohort, teacher, "Марія\nOlena K\nМарія Бондар\nІван")
    assert refusal.value.problems == {1: NameProblem.DOUBLE, 2: NameProblem.NOT_A_NAME}
    assert labels(cohort) == ["Olena K."]


def test_sixty_lines_at_a_time_and_two_hundred_students_in_a_class(cohort, teacher, monkeypatch):
    sixty = [f"Ім{chr(0x430 + n // 8)}{chr(0x430 + n % 8)}" for n in range(60)]
    with pytest.raises(services.ClassFull, match="60"):
        add(cohort, teacher, "\n".join([*sixty, "Зайва"]))
    assert len(add(cohort, teacher, "\n".join(sixty))) == 60
    monkeypatch.setattr("institutions.services.roster.MOST_LEARNERS", 61)
    with pytest.raises(services.ClassFull, match="61"):
        add(cohort, teacher)


def test_the_same_form_sent_twice_adds_its_students_once(cohort, teacher, enrolment):
    first = add(cohort, teacher, after_seat=1)
    assert [place.pk for place in add(cohort, teacher, after_seat=1)] == [place.pk for place in first]
    assert labels(cohort) == ["Olena K.", "Олена К.", "Тарас"]
    with pytest.raises(services.RosterChanged):
        add(cohort, teacher, "Іван", after_seat=1)


def test_without_names_the_number_of_lines_is_all_that_comes_back(home_class, teacher):
    with pytest.raises(services.NamesNotKept) as refusal:
        add(home_class, teacher)
    assert refusal.value.count == 2
    assert not Enrolment.objects.filter(cohort=home_class).exists()


# --- By number ----------------------------------------------------------------------------------------------------
def test_numbered_places_have_a_drawing_and_no_name(home_class, teacher):
    places = add_places(home_class, teacher)
    assert [place.seat_number for place in places] == [1, 2, 3]
    assert set(User.objects.filter(enrolments__cohort=home_class).values_list("display_name", flat=True)) == {""}
    assert labels(home_class) == ["No. 1", "No. 2", "No. 3"]


def test_the_same_number_sent_twice_adds_its_places_once(home_class, teacher):
    first = add_places(home_class, teacher, after_seat=0)
    assert [place.pk for place in add_places(home_class, teacher, after_seat=0)] == [place.pk for place in first]
    with pytest.raises(services.RosterChanged):
        add_places(home_class, teacher, count=2, after_seat=0)


def test_no_drawing_comes_twice_before_all_have_come_once(cohort, teacher):
    add_places(cohort, teacher, count=24)
    worn = list(User.objects.filter(enrolments__cohort=cohort).values_list("symbol", flat=True))
    assert sorted(worn) == sorted(Symbol.values)
    add_places(cohort, teacher, count=24)
    worn = list(User.objects.filter(enrolments__cohort=cohort).values_list("symbol", flat=True))
    assert {worn.count(symbol) for symbol in Symbol.values} == {2}


def test_the_number_of_queries_does_not_grow_with_the_list(cohort, teacher):
    counts = []
    for number in (1, 30):
        with CaptureQueriesContext(connection) as seen:
            add_places(cohort, teacher, count=number)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- One student ----------------------------------------------------------------------------------------------------
def test_a_student_is_renamed_and_may_lose_the_name(enrolment, teacher):
    services.rename_learner(enrolment=enrolment, name="  Олена  ", actor=teacher)
    services.rename_learner(enrolment=enrolment, name="Олена", actor=teacher)
    assert labels(enrolment.cohort) == ["Олена"]
    assert AuditEntry.objects.filter(action="roster.rename").count() == 1
    services.rename_learner(enrolment=enrolment, name="", actor=teacher)
    assert labels(enrolment.cohort) == ["No. 1"]


@pytest.mark.parametrize(
    ("name", "problem"), [("Taras", NameProblem.DOUBLE), ("Olena Kravets", NameProblem.NOT_A_NAME)]
)
def test_a_name_that_is_taken_or_too_much_is_refused(enrolment, other_student, teacher, name, problem):
    with pytest.raises(services.NamesRefused) as refusal:
        services.rename_learner(enrolment=enrolment, name=name, actor=teacher)
    assert refusal.value.problems == {0: problem}
    assert labels(enrolment.cohort)[0] == "Olena K."


def test_where_no_names_are_kept_nobody_is_given_one(home_class, teacher):
    (place,) = add_places(home_class, teacher, count=1)
    with pytest.raises(services.NamesNotKept):
        services.rename_learner(enrolment=place, name="Олена", actor=teacher)


def test_a_drawing_is_one_of_ours(enrolment, teacher):
    services.set_symbol(enrolment=enrolment, symbol=Symbol.KITE, actor=teacher)
    services.set_symbol(enrolment=enrolment, symbol=Symbol.KITE, actor=teacher)
    assert User.objects.get(pk=enrolment.learner_id).symbol == "kite"
    assert AuditEntry.objects.filter(action="roster.symbol").count() == 1
    with pytest.raises(ValueError, match="unicorn"):
        services.set_symbol(enrolment=enrolment, symbol="unicorn", actor=teacher)


def test_who_is_taken_out_of_the_last_class_loses_card_and_sign_in(enrolment, student, teacher):
    card = issue_cards(learners=[student], actor=teacher, pin_required=False)[0].card
    assert services.remove_learner(enrolment=enrolment, actor=teacher)
    assert not services.remove_learner(enrolment=enrolment, actor=teacher)
    assert not User.objects.get(pk=student.pk).is_active
    assert LoginCard.objects.get(pk=card.pk).cancelled_at
    assert AuditEntry.objects.filter(action="roster.remove").count() == 1


def test_who_has_another_class_keeps_card_and_sign_in(enrolment, student, teacher, second_class):
    EnrolmentFactory(cohort=second_class, learner=student, seat_number=1)
    card = issue_cards(learners=[student], actor=teacher, pin_required=False)[0].card
    services.remove_learner(enrolment=enrolment, actor=teacher)
    assert User.objects.get(pk=student.pk).is_active
    assert LoginCard.objects.get(pk=card.pk).cancelled_at is None


def test_who_was_taken_out_can_be_put_back_on_the_same_seat(enrolment, student, teacher):
    services.remove_learner(enrolment=enrolment, actor=teacher)
    enrolment.refresh_from_db()
    assert services.return_learner(enrolment=enrolment, actor=teacher)
    assert not services.return_learner(enrolment=enrolment, actor=teacher)
    assert labels(enrolment.cohort) == ["Olena K."]
    assert User.objects.get(pk=student.pk).is_active


@pytest.mark.parametrize(
    ("happened", "may"), [("", False), ("taken out", False), ("over", True), ("taught", True), ("came back", True)]
)
def test_who_has_moved_is_put_back_by_whoever_teaches_them_now(happened, may, enrolment, teacher, second_class):
    second_class.staff.all().delete()
    there = services.move_learner(enrolment=enrolment, cohort=second_class, actor=teacher)
    if happened == "taken out":
        services.remove_learner(enrolment=there, actor=None)
    if happened == "over":
        Cohort.objects.filter(pk=second_class.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    if happened == "taught":
        services.add_cohort_staff(cohort=second_class, member=teacher.memberships.get(), actor=None)
    if happened == "came back":
        enrolment = services.move_learner(enrolment=there, cohort=enrolment.cohort, actor=teacher)
        services.remove_learner(enrolment=enrolment, actor=teacher)
    if may:
        assert services.return_learner(enrolment=enrolment, actor=teacher)
    else:
        with pytest.raises(services.HasLeft):
            services.return_learner(enrolment=enrolment, actor=teacher)
    assert Enrolment.objects.active().filter(pk=enrolment.pk).exists() is may


def test_a_seat_is_not_given_again(enrolment, teacher):
    services.remove_learner(enrolment=enrolment, actor=teacher)
    assert [place.seat_number for place in add_places(enrolment.cohort, teacher, count=1)] == [2]


def test_a_student_moves_with_the_card(enrolment, student, teacher, second_class):
    EnrolmentFactory(cohort=second_class, seat_number=7)
    card = issue_cards(learners=[student], actor=teacher, pin_required=False)[0].card
    there = services.move_learner(enrolment=enrolment, cohort=second_class, actor=teacher)
    assert services.move_learner(enrolment=enrolment, cohort=second_class, actor=teacher) == there
    assert (there.cohort, there.seat_number) == (second_class, 8)
    assert labels(enrolment.cohort) == []
    assert LoginCard.objects.get(pk=card.pk).cancelled_at is None
    back = services.move_learner(enrolment=there, cohort=enrolment.cohort, actor=teacher)
    assert back.pk == enrolment.pk


def test_nobody_moves_where_somebody_is_called_the_same_or_out_of_the_institution(enrolment, teacher, second_class):
    EnrolmentFactory(cohort=second_class, learner=LearnerFactory(display_name="olena k"))
    with pytest.raises(services.NamesRefused):
        services.move_learner(enrolment=enrolment, cohort=second_class, actor=teacher)
    with pytest.raises(ValueError, match="one institution"):
        services.move_learner(enrolment=enrolment, cohort=CohortFactory(), actor=teacher)
    assert Cohort.objects.get(enrolments__pk=enrolment.pk, enrolments__left_on=None) == enrolment.cohort
