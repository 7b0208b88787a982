"""The cast of every test, a small site in two languages, and a way to test real transactions and leave no trace."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from django.utils import translation
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from pytest_django.plugin import blocking_manager_key

from accounts.models import User
from assessments.models import QuizAssignment
from institutions.enums import CohortKind, CohortRole, InstitutionKind, Role
from institutions.models import Cohort, Enrolment, Institution, Membership, PopulationCentre, Region
from institutions.services.roles import sync_groups
from lessons.models import LessonAssignment
from lessons.services import assign_lesson
from tests.audit.emptying import empty_audit_log
from tests.factories import (
    CentreFactory,
    CohortFactory,
    CohortStaffFactory,
    EnrolmentFactory,
    InstitutionFactory,
    LearnerFactory,
    MembershipFactory,
    RegionFactory,
    SiteTree,
    StaffFactory,
    make_site,
)
from tests.fresh_rows import Rows, all_rows, bring_back
from tests.prepared import migrated_database
from tests.signing_in import sign_in as sign_in_to

# What is imported lives as long as the run: to look through it for garbage again and again takes an eighth of all time.
gc.disable()

# A long run asks for more of what is drawn at random.
hypothesis.settings.register_profile("house", max_examples=int(os.environ.get("ORIENTIR_EXAMPLES", "50")))
hypothesis.settings.load_profile("house")
TAKE_LONG = ("recipe", "crash", "browser", "matrix", "journey", "postgres")
FRESH_ROWS = pytest.StashKey[Rows]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: the last one of a run must not keep one worker while the others are done."""
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in TAKE_LONG)}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Look for garbage from now on, and in what comes from now on."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory, request) -> None:
    """Give every worker a copy of one migrated file: Wagtail's migrations take longer than many of the tests."""
    there = connection.settings_dict
    if connection.vendor != "sqlite" or "PYTEST_XDIST_WORKER" not in os.environ:
        return
    target = Path(there["TEST"]["NAME"])
    if request.config.getoption("create_db") or not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated_database(tmp_path_factory.getbasetemp()), target)


@pytest.fixture(scope="session")
def django_db_createdb(request) -> bool:
    """Build the database anew where that was asked for, but never over the copy."""
    is_copy = connection.vendor == "sqlite" and "PYTEST_XDIST_WORKER" in os.environ
    return bool(request.config.getoption("create_db")) and not is_copy


@pytest.fixture(scope="session")
def django_db_keepdb(request) -> bool:
    """Keep what is there: the copy, or the file of the run before."""
    is_copy = connection.vendor == "sqlite" and "PYTEST_XDIST_WORKER" in os.environ
    return is_copy or bool(request.config.getoption("reuse_db"))


@pytest.fixture(autouse=True, scope="session")
def _saved_rows_stay_out_of_the_search() -> None:
    """Do not write words of every saved row into the search index: it takes a tenth of all time."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@pytest.fixture
def search_index() -> Iterator[None]:
    """Let what the test saves be found, as it is in production."""
    for model in get_indexed_models():
        post_save.connect(post_save_signal_handler, sender=model)
    yield
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@pytest.fixture(autouse=True)
def _no_memory_of_the_test_before() -> None:
    """Start with an empty cache, which no rollback empties, and in the source language.

    A request in Ukrainian leaves its thread speaking Ukrainian until the next request says otherwise.
    """
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


# --- Places ------------------------------------------------------------------------------------------------------
@pytest.fixture
def region(db) -> Region:
    """Where everything below stands."""
    return RegionFactory(name="Our region")


@pytest.fixture
def centre(region) -> PopulationCentre:
    """A town of the region."""
    return CentreFactory(region=region, name="Our town")


@pytest.fixture
def school(centre) -> Institution:
    """An institution that stores short names."""
    return InstitutionFactory(centre=centre, name="Our school")


@pytest.fixture
def boarding_school(centre) -> Institution:
    """An institution that stores no names."""
    return InstitutionFactory(centre=centre, name="Our home", kind=InstitutionKind.BOARDING, zero_names=True)


@pytest.fixture
def cohort(school) -> Cohort:
    """A class of the school, in the middle of its year."""
    return CohortFactory(institution=school, name="8-B")


@pytest.fixture
def training_group(centre) -> Cohort:
    """A group of professionals at a social service."""
    service = InstitutionFactory(centre=centre, name="Our service", kind=InstitutionKind.SOCIAL_SERVICE)
    return CohortFactory(institution=service, kind=CohortKind.TRAINING_GROUP, name="Group 1")


# --- People ------------------------------------------------------------------------------------------------------
@pytest.fixture
def member(db) -> Callable[..., Membership]:
    """Make somebody with a role: ``member(Role.HEAD, institution=school)``; without a scope, everywhere."""

    def make(role: str, **scope: Any) -> Membership:
        scope = {"institution": None, "is_installation_wide": not scope} | scope
        membership = MembershipFactory(user=StaffFactory(display_name=f"The {role}"), role=role, **scope)
        sync_groups(membership.user)
        return membership

    return make


@pytest.fixture
def teacher(member, cohort) -> User:
    """Who teaches the class."""
    membership = member(Role.TEACHER, institution=cohort.institution)
    CohortStaffFactory(cohort=cohort, member=membership)
    return membership.user


@pytest.fixture
def co_teacher(member, cohort) -> User:
    """Who teaches it too."""
    membership = member(Role.TEACHER, institution=cohort.institution)
    CohortStaffFactory(cohort=cohort, member=membership, role=CohortRole.CO_TEACHER)
    return membership.user


@pytest.fixture
def head(member, school) -> User:
    """Who heads the school."""
    return member(Role.HEAD, institution=school).user


@pytest.fixture
def safeguarding_lead(member, school) -> User:
    """Whom a student of the school can turn to."""
    return member(Role.SAFEGUARDING_LEAD, institution=school).user


@pytest.fixture
def trainer(member, training_group) -> User:
    """Who trains the group of professionals."""
    membership = member(Role.TRAINER, institution=training_group.institution)
    CohortStaffFactory(cohort=training_group, member=membership, role=CohortRole.TRAINER)
    return membership.user


@pytest.fixture
def candidate(member, training_group) -> User:
    """Who is trained."""
    user = member(Role.CANDIDATE, institution=training_group.institution).user
    EnrolmentFactory(cohort=training_group, learner=user, seat_number=1)
    return user


@pytest.fixture
def certifier(member, region) -> User:
    """Who decides about certificates in the region."""
    return member(Role.CERTIFIER, region=region).user


@pytest.fixture
def coordinator(member, region) -> User:
    """Who answers for the region."""
    return member(Role.COORDINATOR, region=region).user


@pytest.fixture
def author(member) -> User:
    """Who writes lessons."""
    return member(Role.AUTHOR).user


@pytest.fixture
def site_admin(member) -> User:
    """Who looks after the installation."""
    return member(Role.SITE_ADMIN).user


@pytest.fixture
def enrolment(cohort) -> Enrolment:
    """The student's place in the class."""
    return EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name="Olena K."), seat_number=1)


@pytest.fixture
def student(enrolment) -> User:
    """A student of the class."""
    return enrolment.learner


@pytest.fixture
def other_student(cohort) -> User:
    """Another one."""
    return EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name="Taras"), seat_number=2).learner


@pytest.fixture
def stranger() -> Client:
    """Somebody's browser, signed in nowhere."""
    return Client()


@pytest.fixture
def sign_in() -> Callable[[Client, User], Client]:
    """Sign somebody in, second factor included: ``sign_in(client, teacher).get("/t/")``."""
    return sign_in_to


# --- Content -----------------------------------------------------------------------------------------------------
@pytest.fixture
def site_tree(db) -> SiteTree:
    """A course with one lesson and its quiz, in English and Ukrainian."""
    return make_site()


@pytest.fixture
def given_lesson(site_tree, cohort, teacher) -> LessonAssignment:
    """The lesson, given to the class by its teacher."""
    return assign_lesson(lesson=site_tree.lesson, cohort=cohort, actor=teacher)


@pytest.fixture
def given_quiz(given_lesson) -> QuizAssignment:
    """The lesson's quiz, as the class answers it."""
    return given_lesson.quiz_assignment


# --- Real transactions ----------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def _fresh_rows(django_db_setup, django_db_blocker, request) -> None:
    """Remember the rows that the migrations made, before the first test that flushes the database."""
    with django_db_blocker.unblock():
        request.config.stash[FRESH_ROWS] = all_rows()


@pytest.fixture
def transactional_site(_fresh_rows, transactional_db) -> Iterator[None]:
    """Let transactions commit; afterwards the database holds again what the migrations made, Wagtail's root included.

    For tests of parallel requests and on_commit, and for everything that a second connection has to see.
    """
    yield
    # What is left of the log would refuse the flush.
    empty_audit_log()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[Any]:
    """Bring the rows back once every fixture of the test, and with them the flush, is over.

    After the last test of a run the database itself is gone, unless it is kept for the next run.
    """
    try:
        return (yield)
    finally:
        rows = item.config.stash.get(FRESH_ROWS, {})
        is_there = nextitem is not None or item.config.getoption("reuse_db")
        if rows and is_there and "transactional_site" in getattr(item, "fixturenames", ()):
            with item.config.stash[blocking_manager_key].unblock():
                bring_back(rows)
