"""A roster becomes classes in one step or not at all, knows its own again, and leaves no family name behind."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import LoginCard, User
from accounts.services import issue_cards
from audit.models import AuditEntry
from institutions import services
from institutions.enums import Role
from institutions.exchange.oneroster import RosterRefused, explain
from institutions.models import LONGEST_COHORT, UPLOAD_LASTS, Cohort, Enrolment, RosterUpload
from institutions.permissions import can_teach
from institutions.queries.imports import ClassState, plan_import
from tests.factories import CohortFactory, CohortStaffFactory
from tests.institutions.rosters import SETS, minimal, pack, tables

pytestmark = pytest.mark.django_db

CLASSES = "sourcedId,title\nc1,8-А\nc2,8-Б\n"
USERS = "sourcedId,role,givenName,familyName\n"
PLACES = "classSourcedId,userSourcedId,role\n"


def school_file(*places, users=("u1,student,Ада,Петренко", "u2,student,Боян,Сірко", "u3,student,Віра,Дуб"), **changed):
    """Two classes; ``places`` such as "c1,u1"."""
    lines = "".join(f"{place},student\n" for place in places)
    parts = {"classes": CLASSES, "users": USERS + "\n".join(users) + "\n", "enrollments": PLACES + lines} | changed
    return pack(minimal(**parts))


def upload(data, institution, actor):
    return services.upload_roster(data=data, institution=institution, actor=actor)


def load(data, institution, actor, keys=None, fallback_end=None):
    """Upload and import; all classes that may be imported unless told."""
    kept = upload(data, institution, actor)
    plan = plan_import(kept, actor)
    chosen = {entry.key for entry in plan.classes if entry.is_allowed} if keys is None else keys
    end = fallback_end or timezone.localdate() + timedelta(days=100)
    return services.import_roster(upload=kept, keys=chosen, fallback_end=end, actor=actor)


def classes(institution):
    """Return each class with the names in it, as its teacher sees them."""
    found = {}
    for cohort in Cohort.objects.filter(institution=institution).exclude(source_hash=""):
        places = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
        found[cohort.name] = {str(place.label) for place in places}
    return found


def everything_stored():
    """Return every row of every table as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        rows = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows.extend(str(row) for row in cursor.fetchall())
    return "\n".join(rows)


TWO_CLASSES = ("c1,u1", "c1,u2", "c2,u3")


# --- Works ---------------------------------------------------------------------------------------------------------
def test_the_chosen_classes_are_made_and_taught_by_who_imports_them(school, teacher):
    result = load(school_file(*TWO_CLASSES), school, teacher)
    assert (result.created, result.joined, result.left, result.without_teacher) == (2, 3, 0, 0)
    assert classes(school) == {"8-А": {"Ада", "Боян"}, "8-Б": {"Віра"}}
    assert all(can_teach(teacher, cohort) for cohort in Cohort.objects.filter(institution=school))
    assert not RosterUpload.objects.exists()
    entry = AuditEntry.objects.get(action="roster.import")
    assert (entry.count, entry.scope_id) == (3, school.public_id)


def test_what_is_not_chosen_is_not_imported(school, teacher):
    kept = upload(school_file(*TWO_CLASSES), school, teacher)
    (first, _second) = plan_import(kept, teacher).classes
    end = timezone.localdate()
    services.import_roster(upload=kept, keys={first.key}, fallback_end=end, actor=teacher)
    assert classes(school) == {"8-А": {"Ада", "Боян"}}
    assert User.objects.learners().count() == 2


def test_a_student_of_two_classes_is_one_account(school, teacher):
    load(school_file("c1,u1", "c2,u1"), school, teacher)
    assert User.objects.learners().count() == 1
    assert classes(school) == {"8-А": {"Ада"}, "8-Б": {"Ада"}}


def test_a_head_imports_without_teaching_and_is_told_so(school, head):
    result = load(school_file(*TWO_CLASSES), school, head)
    assert (result.created, result.without_teacher) == (2, 2)
    assert not Cohort.objects.taught_by(head).exists()


def test_the_last_day_comes_from_the_file_where_it_is_of_use(school, teacher):
    today = timezone.localdate()
    good, past, far = today + timedelta(days=50), today - timedelta(days=1), today + LONGEST_COHORT + timedelta(days=1)
    sessions = "sourcedId,title,startDate,endDate\n" + "".join(
        f"t{place},Term,2020-01-01,{day}\n" for place, day in enumerate((good, past, far), start=1)
    )
    listed = "sourcedId,title,termSourcedIds\nc1,Good,t1\nc2,Past,t2\nc3,Far,t3\n"
    fallback = today + timedelta(days=20)
    data = school_file(classes=listed, academicSessions=sessions)
    load(data, school, teacher, fallback_end=fallback)
    assert dict(Cohort.objects.exclude(source_hash="").values_list("name", "ends_on")) == {
        "Good": good,
        "Past": fallback,
        "Far": fallback,
    }


def test_nothing_but_given_names_and_hashes_reaches_the_database(school, teacher):
    data = pack(tables("school_1_1"))
    kept = upload(data, school, teacher)
    before = everything_stored()
    plan = plan_import(kept, teacher)
    end = timezone.localdate()
    services.import_roster(upload=kept, keys={entry.key for entry in plan.classes}, fallback_end=end, actor=teacher)
    for stored in (before, everything_stored()):
        assert "anary" not in stored
        assert "user-m1" not in stored
        assert "class-7a" not in stored
    assert len(classes(school)["7-А"]) == 2
    assert all(len(place.source_hash) == 64 for place in Enrolment.objects.all())


def test_hashes_of_two_institutions_do_not_match(school, boarding_school, member):
    for institution in (school, boarding_school):
        load(school_file("c1,u1"), institution, member(Role.TEACHER, institution=institution).user)
    hashes = set(Enrolment.objects.values_list("source_hash", flat=True))
    assert len(hashes) == 2


def test_without_names_only_numbers_are_imported(boarding_school, member):
    teacher = member(Role.TEACHER, institution=boarding_school).user
    kept = upload(school_file(*TWO_CLASSES), boarding_school, teacher)
    assert "Ада" not in str(kept.content)
    load(school_file(*TWO_CLASSES), boarding_school, teacher)
    assert classes(boarding_school) == {"8-А": {"No. 1", "No. 2"}, "8-Б": {"No. 1"}}


# --- Refused ---------------------------------------------------------------------------------------------------------
def test_a_file_that_cannot_be_read_leaves_nothing_behind(school, teacher):
    before = everything_stored()
    with pytest.raises(RosterRefused):
        upload(b"PK\x03\x04 damaged", school, teacher)
    assert everything_stored() == before


@pytest.mark.parametrize(("days", "code"), [(-1, "over"), (LONGEST_COHORT.days + 1, "too_long")])
def test_a_last_day_out_of_reach_is_refused(school, teacher, days, code):
    with pytest.raises(services.CohortRefused, match=code):
        load(school_file(*TWO_CLASSES), school, teacher, fallback_end=timezone.localdate() + timedelta(days=days))
    assert classes(school) == {}


def test_what_fails_in_the_middle_leaves_nothing_half_written(school, teacher, monkeypatch):
    kept = upload(school_file(*TWO_CLASSES), school, teacher)
    keys = {entry.key for entry in plan_import(kept, teacher).classes}
    before = everything_stored()
    calls = []
    original = services.imports.place_learners

    def fail_the_second_time(*args):
        calls.append(args)
        if len(calls) == 2:
            raise services.ClassFull(1)
        return original(*args)

    monkeypatch.setattr(services.imports, "place_learners", fail_the_second_time)
    with pytest.raises(services.ClassFull):
        services.import_roster(upload=kept, keys=keys, fallback_end=timezone.localdate(), actor=teacher)
    assert everything_stored() == before


def test_a_colleagues_class_is_shown_as_such_and_stays_as_it_is(school, teacher, co_teacher):
    load(school_file(*TWO_CLASSES), school, co_teacher)
    kept = upload(school_file("c1,u3"), school, teacher)
    plan = plan_import(kept, teacher)
    assert {entry.state for entry in plan.classes} == {ClassState.FOREIGN}
    keys = {entry.key for entry in plan.classes}
    services.import_roster(upload=kept, keys=keys, fallback_end=timezone.localdate(), actor=teacher)
    assert classes(school) == {"8-А": {"Ада", "Боян"}, "8-Б": {"Віра"}}
    assert not Cohort.objects.taught_by(teacher).exclude(source_hash="").exists()


def test_more_students_than_a_class_takes_are_refused_with_their_row(school, teacher, monkeypatch):
    monkeypatch.setattr("institutions.queries.imports.MOST_LEARNERS", 1)
    plan = plan_import(upload(school_file(*TWO_CLASSES), school, teacher), teacher)
    assert [(entry.row, entry.state) for entry in plan.classes] == [(2, ClassState.TOO_LARGE), (3, ClassState.NEW)]


def test_an_upload_is_good_for_an_hour_and_replaced_by_the_next(school, teacher):
    kept = upload(school_file(*TWO_CLASSES), school, teacher)
    second = upload(school_file(*TWO_CLASSES), school, teacher)
    assert list(RosterUpload.objects.all()) == [second]
    RosterUpload.objects.update(created_at=timezone.now() - UPLOAD_LASTS)
    for gone in (kept, second):
        with pytest.raises(services.ImportGone):
            services.import_roster(upload=gone, keys=set(), fallback_end=timezone.localdate(), actor=teacher)
    assert services.delete_expired() == 1


# --- Twice -----------------------------------------------------------------------------------------------------------
def test_the_same_file_twice_changes_nothing(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    before = list(Enrolment.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())
    result = load(school_file(*TWO_CLASSES), school, teacher)
    assert (result.created, result.updated, result.joined, result.left) == (0, 0, 0, 0)
    assert (list(Enrolment.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())) == before


def test_the_next_file_adds_takes_out_and_renames_classes_but_not_students(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    ada = Enrolment.objects.get(learner__display_name="Ада")
    services.rename_learner(enrolment=ada, name="Адуся", actor=teacher)
    result = load(school_file("c1,u1", "c1,u3", classes=CLASSES.replace("8-А", "9-А")), school, teacher)
    assert (result.created, result.updated, result.joined, result.left) == (0, 1, 1, 2)
    assert classes(school) == {"9-А": {"Адуся", "Віра"}, "8-Б": set()}
    assert User.objects.learners().count() == 3


def test_who_moves_between_classes_keeps_account_and_card(school, teacher):
    load(school_file("c1,u1"), school, teacher)
    learner = User.objects.learners().get()
    card = issue_cards(learners=[learner], actor=teacher, pin_required=False)[0].card
    load(school_file("c2,u1"), school, teacher)
    assert classes(school) == {"8-А": set(), "8-Б": {"Ада"}}
    assert LoginCard.objects.get(pk=card.pk).cancelled_at is None
    assert User.objects.get(pk=learner.pk).is_active


def test_who_comes_back_gets_the_old_seat(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    load(school_file("c1,u2", "c2,u3"), school, teacher)
    assert not User.objects.get(display_name="Ада").is_active
    load(school_file(*TWO_CLASSES), school, teacher)
    back = Enrolment.objects.get(learner__display_name="Ада")
    assert (back.seat_number, back.left_on, back.learner.is_active) == (1, None, True)


def test_students_whom_the_teacher_added_by_hand_stay(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    cohort = Cohort.objects.get(name="8-Б")
    services.add_learners_by_names(cohort=cohort, text="Гостя", actor=teacher)
    load(school_file("c1,u1"), school, teacher)
    assert classes(school)["8-Б"] == {"Гостя"}


def test_a_row_that_may_hide_a_student_keeps_everybody_in(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    load(school_file("c1,u1", "c1,ghost"), school, teacher)
    assert classes(school) == {"8-А": {"Ада", "Боян"}, "8-Б": {"Віра"}}


def test_a_missing_name_is_filled_in_later(school, teacher):
    load(school_file("c1,u1", users=("u1,student,,Петренко",)), school, teacher)
    assert classes(school) == {"8-А": {"No. 1"}, "8-Б": set()}
    load(school_file("c1,u1"), school, teacher)
    assert classes(school)["8-А"] == {"Ада"}


def test_a_class_that_was_over_runs_again(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    yesterday = timezone.localdate() - timedelta(days=1)
    Cohort.objects.exclude(source_hash="").update(ends_on=yesterday, starts_on=yesterday)
    result = load(school_file(*TWO_CLASSES), school, teacher)
    assert result.updated == 2
    assert Cohort.objects.running().exclude(source_hash="").count() == 2


# --- Changes to earlier imports -------------------------------------------------------------------------------------
def changes_file(**changed):
    manifest = (
        "propertyName,value\noneroster.version,1.1\nfile.users,delta\nfile.enrollments,delta\nfile.orgs,absent\n"
        "file.academicSessions,absent\nfile.courses,absent\nfile.classes,absent\n"
    )
    parts = {"manifest": manifest, "orgs": None, "academicSessions": None, "courses": None, "classes": None} | changed
    return pack(minimal(**parts))


def test_a_file_of_changes_moves_single_students(school, teacher):
    load(school_file(*TWO_CLASSES), school, teacher)
    data = changes_file(
        users="sourcedId,status,role,givenName,familyName\nu9,active,student,Юля,Гай\n",
        enrollments=(
            "sourcedId,status,classSourcedId,userSourcedId,role\n"
            "e1,active,c1,u9,student\ne2,tobedeleted,c1,u1,student\ne3,active,c2,u2,student\ne4,active,c9,u9,student\n"
        ),
    )
    plan = plan_import(upload(data, school, teacher), teacher)
    assert (plan.joining_moves, plan.leaving_moves, plan.unusable_moves) == (2, 1, 1)
    for _time in range(2):
        load(data, school, teacher)
        assert classes(school) == {"8-А": {"Боян", "Юля"}, "8-Б": {"Віра", "Боян"}}


def test_a_person_who_was_removed_leaves_the_teachers_classes_only(school, teacher, co_teacher):
    load(school_file("c1,u1", classes="sourcedId,title\nc1,8-А\n"), school, teacher)
    kept = upload(school_file("c1,u1", "c2,u1"), school, co_teacher)
    other = next(entry.key for entry in plan_import(kept, co_teacher).classes if entry.title == "8-Б")
    services.import_roster(upload=kept, keys={other}, fallback_end=timezone.localdate(), actor=co_teacher)
    data = changes_file(
        users="sourcedId,status,role,givenName,familyName\nu1,tobedeleted,student,Ада,Петренко\n",
        enrollments=PLACES,
    )
    load(data, school, teacher)
    assert classes(school) == {"8-А": set(), "8-Б": {"Ада"}}


def test_changes_for_somebody_elses_classes_change_nothing(school, teacher, co_teacher):
    load(school_file(*TWO_CLASSES), school, co_teacher)
    data = changes_file(
        users="sourcedId,status,role,givenName,familyName\nu1,tobedeleted,student,Ада,Петренко\n",
        enrollments="sourcedId,status,classSourcedId,userSourcedId,role\ne2,tobedeleted,c1,u1,student\n",
    )
    load(data, school, teacher)
    assert classes(school)["8-А"] == {"Ада", "Боян"}


# --- Size, and files of other systems ------------------------------------------------------------------------------
def test_the_preview_asks_the_database_the_same_for_1_and_30_classes(school, teacher):
    counts = []
    for number in (1, 30):
        listed = "sourcedId,title\n" + "".join(f"c{place},Class {place}\n" for place in range(number))
        data = school_file(*(f"c{place},u1" for place in range(number)), classes=listed)
        kept = upload(data, school, teacher)
        with CaptureQueriesContext(connection) as seen:
            plan_import(kept, teacher)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 5


def imported_or_refused(data, institution, actor):
    """Import a file whole, twice, or get a sentence that names where it fails; nothing in between."""
    before = everything_stored()
    refusal = None
    try:
        result = load(data, institution, actor)
    except RosterRefused as refused:
        refusal = refused
    if refusal is not None:
        assert explain(refusal)
        assert everything_stored() == before
        return None
    first = classes(institution)
    again = load(data, institution, actor)
    assert (again.created, again.joined, again.left) == (0, 0, 0)
    assert classes(institution) == first
    assert sum(len(names) for names in first.values()) == result.joined
    return result


@pytest.mark.parametrize("name", SETS)
def test_our_own_sets_import_whole(school, teacher, name):
    CohortStaffFactory(cohort=CohortFactory(institution=school), member=teacher.memberships.get())
    result = imported_or_refused(pack(tables(name)), school, teacher)
    assert result is not None
    assert result.created == {"school_1_1": 3, "school_1_2": 2, "changes_1_2": 0}[name]


if "ORIENTIR_SAMPLES" in os.environ:
    SAMPLES = sorted((Path(os.environ["ORIENTIR_SAMPLES"]) / "oneroster").rglob("*.zip"))

    @pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
    @pytest.mark.parametrize("place", ["school", "boarding_school"])
    def test_files_of_other_systems_import_or_say_where_they_fail(request, member, sample, place):
        institution = request.getfixturevalue(place)
        actor = member(Role.TEACHER, institution=institution).user
        imported_or_refused(sample.read_bytes(), institution, actor)
