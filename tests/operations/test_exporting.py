"""Everything held on one person, as a file: complete, readable, safe to open, and about nobody else."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils.translation import override

from accounts.models import User
from accounts.services import issue_cards
from assessments.enums import FeedbackPolicy
from assessments.models import QuizAssignment
from audit import services as audit
from audit.models import AuditEntry
from common.privacy import DataClass
from institutions.models import Institution
from operations.queries import registry, row_registry
from operations.queries.labels import COLUMNS, COMMON, TITLES
from operations.queries.person import OTHERWISE, held_tables
from operations.services import ErasureRefused, ExportRefused, export_learner, export_staff
from tests.answering import answer_quiz
from tests.factories import CohortFactory, EnrolmentFactory, InstitutionFactory
from tests.factories.site import UKRAINIAN
from tests.operations.canaries import plant

pytestmark = pytest.mark.django_db

REASON = "Asked for by the mother on paper"
# Tables whose rows a copy does not hold, each with the reason that its privacy.py gives.
# Who asks to talk is told to the child protection lead alone; a copy passes through other hands.
NOT_HANDED_OVER = {"institutions.RosterUpload", "safeguarding.TalkRequest"}


@pytest.fixture
def marks(given_lesson, student, teacher, client, sign_in):
    return plant(learner=student, given=given_lesson, teacher=teacher, client=client, sign_in=sign_in)


def opened(content: bytes) -> dict[str, str]:
    """Return the files of an archive as text."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def everything(content: bytes) -> str:
    return "\n".join(opened(content).values())


def data(content: bytes) -> dict:
    return json.loads(opened(content)["data.json"])


def test_the_head_gets_everything_in_one_file(given_lesson, student, head):
    answer_quiz(given_lesson.quiz_assignment, student)
    files = opened(export_learner(learner=student, actor=head, reason=REASON))
    assert {"README.txt", "data.json", "accounts-user.csv", "assessments-response.csv"} <= files.keys()
    (account,) = data(export_learner(learner=student, actor=head, reason=REASON))["accounts-user"]["rows"]
    assert account["display_name"] == "Olena K."


def test_answers_are_in_words(given_quiz, student, head):
    answer_quiz(given_quiz, student)
    answers = data(export_learner(learner=student, actor=head, reason=REASON))["assessments-response"]["rows"]
    assert len(answers) == 4
    assert {row["question"] for row in answers} >= {f"{UKRAINIAN}single prompt", f"{UKRAINIAN}statement prompt"}
    assert all(row["chosen"] and row["score"] == 1.0 for row in answers)


def test_points_wait_until_the_class_has_gone_through_the_questions(given_quiz, student, head):
    QuizAssignment.objects.update(feedback=FeedbackPolicy.BY_TEACHER)
    answer_quiz(given_quiz, student)
    held = data(export_learner(learner=student, actor=head, reason=REASON))
    assert not any(isinstance(row["score"], int | float) for row in held["assessments-response"]["rows"])
    assert not any(isinstance(row["score"], int | float) for row in held["assessments-attempt"]["rows"])


def test_every_table_that_holds_a_learners_data_is_in_the_copy(student):
    """Walk every table with something about a person: a new one is either in the copy or named above."""
    handed_over = {table.name for table in held_tables(student, "en")}
    missing = {
        label
        for label, fields in registry().items()
        if any(said.kind not in {DataClass.NONE, DataClass.STAFF} for said in fields.values())
        and label.lower().replace(".", "-") not in handed_over
    }
    assert missing == NOT_HANDED_OVER
    assert set(OTHERWISE) | NOT_HANDED_OVER == {label for label, rows in row_registry().items() if rows.otherwise}


def test_every_mark_of_the_student_is_in_the_copy_but_secrets_and_other_people_are_not(
    marks, given_lesson, student, other_student, head
):
    answer_quiz(given_lesson.quiz_assignment, other_student)
    User.objects.filter(pk=other_student.pk).update(display_name="Zqother")
    content = everything(export_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON))
    declared = registry()
    for label, rows in row_registry().items():
        for path in rows.about:
            model = apps.get_model(label)
            secret = [name for name, said in declared[label].items() if said.is_secret and name != "*"]
            for row in model._default_manager.filter(**{path: student.pk}).values():
                for name, value in row.items():
                    if isinstance(value, str) and value[:6] in marks:
                        assert (value in content) is (name not in secret), f"{label}.{name}"
    assert "Zqother" not in content
    assert other_student.public_id not in content
    assert "The teacher" not in content
    assert "Zqlist" not in content


def test_cells_do_not_run_as_formulas(enrolment, head):
    User.objects.filter(pk=enrolment.learner_id).update(display_name="=1+1")
    files = opened(export_learner(learner=User.objects.get(pk=enrolment.learner_id), actor=head, reason=REASON))
    header, row = list(csv.reader(StringIO(files["accounts-user.csv"].lstrip("\ufeff"))))
    with override("uk"):
        assert dict(zip(header, row, strict=True))[str(COMMON["display_name"])] == "'=1+1"


def test_columns_have_names_people_can_read():
    unnamed = []
    for label, rows in row_registry().items():
        fields = registry()[label]
        about_learners = any(said.kind not in {DataClass.NONE, DataClass.STAFF} for said in fields.values())
        if not rows.about or not about_learners or ("." in label and label.split(".")[0] in {"account", "mfa"}):
            continue
        assert label in TITLES
        unnamed += [
            f"{label}.{name}"
            for name, said in fields.items()
            if said.kind not in {DataClass.NONE, DataClass.STAFF}
            and name not in COLUMNS.get(label, {})
            and name not in COMMON
        ]
    assert unnamed == []


def test_the_file_speaks_the_language_of_the_school(student, school, head):
    Institution.objects.filter(pk=school.pk).update(language="uk")
    with override("uk"):
        expected = str(TITLES["accounts.User"])
    assert data(export_learner(learner=student, actor=head, reason=REASON))["accounts-user"]["title"] == expected


def test_the_log_says_who_took_whose_data_and_why(student, head):
    export_learner(learner=student, actor=head, reason=REASON)
    entry = AuditEntry.objects.get(action="person.export")
    assert (entry.actor_id, entry.scope_id, entry.reason, entry.count) == (head.pk, student.public_id, REASON, 1)


def test_others_are_refused_and_nothing_is_logged(student, head, teacher, coordinator, safeguarding_lead):
    for actor in (teacher, coordinator, safeguarding_lead):
        with pytest.raises(ExportRefused, match="elsewhere"):
            export_learner(learner=student, actor=actor, reason=REASON)
    EnrolmentFactory(cohort=CohortFactory(institution=InstitutionFactory()), learner=student)
    with pytest.raises(ExportRefused, match="elsewhere"):
        export_learner(learner=student, actor=head, reason=REASON)
    assert not AuditEntry.objects.filter(action="person.export").exists()


def test_two_hundred_rows_a_day_are_the_end(student, head):
    audit.record(action="results.export", actor=head, count=199)
    export_learner(learner=student, actor=head, reason=REASON)
    with pytest.raises(ExportRefused, match="too_many"):
        export_learner(learner=student, actor=head, reason=REASON)


def test_a_reason_that_names_the_student_is_refused(student, head):
    with pytest.raises(ErasureRefused, match="names_the_person"):
        export_learner(learner=student, actor=head, reason="Olena asked")


def test_twice_makes_the_same_file_and_two_entries(student, head):
    def account(content):
        return data(content)["accounts-user"]

    first, second = (export_learner(learner=student, actor=head, reason=REASON) for _turn in range(2))
    assert account(first) == account(second)
    assert AuditEntry.objects.filter(action="person.export").count() == 2


@pytest.mark.parametrize("tries", [1, 3])
def test_more_answers_take_no_more_queries(tries, given_quiz, student, django_assert_max_num_queries):
    QuizAssignment.objects.update(tries=5)
    given_quiz.refresh_from_db()
    for _turn in range(tries):
        answer_quiz(given_quiz, student)
    with django_assert_max_num_queries(72):
        held_tables(student, "en")


def test_a_member_of_staff_gets_their_own(given_lesson, teacher, student):
    issue_cards(learners=[student], actor=teacher, pin_required=False)
    held = data(export_staff(user=teacher))
    assert held["institutions-membership"]["rows"][0]["role"] == "Teacher"
    capacities = {(row["table"], row["row"]) for row in held["acts"]["rows"]}
    assert ("lessons.LessonAssignment", given_lesson.public_id) in capacities
    assert student.display_name not in everything(export_staff(user=teacher))
    with pytest.raises(ExportRefused, match="not_staff"):
        export_staff(user=student)


def test_the_commands_export_and_erase(student, tmp_path):
    path = tmp_path / "copy.zip"
    call_command("export_person", student.public_id, str(path), reason=REASON, stdout=StringIO())
    assert "Olena K." in everything(path.read_bytes())
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("export_person", student.public_id, str(path), reason=REASON)
    with pytest.raises(CommandError, match="--yes"):
        call_command("erase_person", student.public_id, reason=REASON)
    with pytest.raises(CommandError, match="no_reason"):
        call_command("erase_person", student.public_id, yes=True)
    call_command("erase_person", student.public_id, reason=REASON, yes=True, stdout=StringIO())
    assert not User.objects.filter(pk=student.pk).exists()
    with pytest.raises(CommandError, match="nobody"):
        call_command("erase_person", student.public_id, reason=REASON, yes=True)
