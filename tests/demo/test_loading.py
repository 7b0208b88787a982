"""The demonstration loads, loads again without a change, and refuses a place where people live."""

import shutil
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import LoginCard, User
from assessments.models import Attempt, Response
from assessments.queries import class_results
from cms.exchange.problems import Problems
from cms.services import ensure_home
from curriculum.enums import CourseKind
from demo import enums
from demo.enums import CastRole
from demo.queries import cast_member, demo_cohort, parts
from demo.services import DemoRefused, load_demo
from demo.services.pages import PACK, import_course, other_courses
from institutions.enums import CentreKind
from institutions.models import ClassCode, Cohort, PopulationCentre, Region
from lessons.models import LessonAssignment, LessonPage
from packs.exchange import source
from packs.services import export_pack, import_pack
from safeguarding.models import HelpContact
from tests.factories import StaffFactory
from tests.prepared import demonstration, once, shared

pytestmark = pytest.mark.sqlite


def row_counts():
    """Return how many rows each table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def check_places():
    assert Region.objects.filter(name__in=enums.CENTRES).count() == 4
    assert PopulationCentre.objects.count() == 16
    for region in Region.objects.all():
        assert sorted(region.centres.values_list("kind", flat=True)) == [CentreKind.RURAL] * 2 + [CentreKind.URBAN] * 2


def check_classes():
    named = demo_cohort(enums.SCHOOL, enums.CLASS_NAME)
    numbered = demo_cohort(enums.BOARDING_SCHOOL, enums.BOARDING_CLASS)
    names = {place.learner.display_name for place in named.enrolments.select_related("learner")}
    assert (len(names), names) == (24, set(enums.GIVEN_NAMES))
    assert {place.learner.display_name for place in numbered.enrolments.select_related("learner")} == {""}
    assert numbered.enrolments.count() == enums.BOARDING_SEATS
    assert LoginCard.objects.usable().count() == 36
    assert ClassCode.objects.open().filter(cohort=named).count() == 1
    assert {member.role for member in named.staff.all()} == {"teacher", "co_teacher"}
    for cohort in (named, numbered):
        assert LessonAssignment.objects.filter(cohort=cohort).count() == 10
    assert Cohort.objects.count() == 3


def check_pages():
    languages = LessonPage.objects.live().values_list("locale__language_code", flat=True)
    written = [path.suffixes[0].removeprefix(".") for path in PACK.rglob("lesson.*.md")]
    assert sorted(languages) == sorted(written)
    assert set(languages) == {"en", "uk", "ro", "ru"}


def check_files():
    """The course goes out as it came in, byte for byte; here, because only here all of it is imported."""
    files, written = source.read(PACK, Problems()), export_pack(pack_id=PACK.name).files
    assert sorted(name for name in files.keys() | written.keys() if files.get(name) != written.get(name)) == []


def check_answers():
    named = demo_cohort(enums.SCHOOL, enums.CLASS_NAME)
    given = LessonAssignment.objects.get(cohort=named, lesson__number="1.2")
    results = class_results(given.quiz_assignment, "uk")
    first = results.columns[0]
    # One wrong choice is stronger than the right one.
    (strongest,) = first.attention.distractors
    assert first.counts.picked[strongest] > first.counts.right
    assert any(row.is_running for row in results.rows)
    assert any(row.attempt is None for row in results.rows)
    assert Attempt.objects.filter(sent_at=None).count() >= 5
    assert set(Response.objects.values_list("language", flat=True)) == {"uk"}


@pytest.fixture
def demonstration_database(tmp_path, tmp_path_factory, settings, django_db_setup, django_db_blocker):
    """Work on a copy of the demonstration that the browser tests visit: to load one more takes a minute."""
    made = once(shared(tmp_path_factory.getbasetemp()) / "demonstration", demonstration)
    shutil.copy(made / "db.sqlite3", tmp_path)
    if (made / "media").exists():
        shutil.copytree(made / "media", tmp_path / "media")
    settings.MEDIA_ROOT = tmp_path / "media"
    # The database knows this key: another one would be published beside it.
    settings.ISSUER_KEY_FILE = str(made / "issuer-key.pem")
    there = connection.settings_dict
    name = there["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        there["NAME"] = str(tmp_path / "db.sqlite3")
        try:
            yield
        finally:
            connection.close()
            there["NAME"] = name


@pytest.mark.usefixtures("demonstration_database")
def test_it_loads_everything_and_loading_again_changes_no_row_of_it(caplog):
    caplog.set_level("WARNING", logger="wagtail")
    for check in (check_places, check_classes, check_pages, check_files, check_answers):
        check()
    assert set(CastRole) == {part.role for part in parts()}
    assert all(len(part.path) == 3 for part in parts())
    assert not any(cast_member(role).has_usable_password() for role in CastRole)
    # Nobody has tried the numbers, so no student sees them.
    assert HelpContact.objects.exists()
    assert not HelpContact.objects.exclude(verified_on=None).exists()
    before = row_counts()
    assert import_pack(source=PACK, actor_id=None).has_changes is False
    assert load_demo().new_attempts == 0
    assert row_counts() == before


@pytest.mark.django_db
def test_a_course_beside_the_school_programme_comes_in_once(author, caplog):
    caplog.set_level("WARNING", logger="wagtail")
    ensure_home("en")
    # The shortest there is.
    folder = min(other_courses(), key=lambda folder: len(list(folder.rglob("*"))))
    course = import_course(folder, author.pk)
    assert course.kind == CourseKind.PROFESSIONAL
    before = row_counts()
    assert import_course(folder, author.pk) == course
    assert row_counts() == before


@pytest.mark.django_db
def test_people_who_were_here_before_keep_it_out(client):
    StaffFactory()
    with pytest.raises(DemoRefused, match="real people"):
        load_demo()
    assert User.objects.count() == 1
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_a_real_second_factor_keeps_it_out(client):
    StaffFactory(username="demo-teacher")
    Authenticator.objects.create(user=StaffFactory(), type=Authenticator.Type.TOTP, data={})
    with pytest.raises(DemoRefused):
        load_demo()


@pytest.mark.usefixtures("db")
def test_without_demo_mode_it_loads_nothing(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="ORIENTIR_MODE"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()
