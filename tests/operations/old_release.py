"""Makes the database of an earlier release.

old_release.py migrate RECORDING   migrates to the heads of the release
old_release.py fill RECORDING      fills its tables, through the models of that time, and prints them as ``rows``
old_release.py rows                prints every filled row as JSON, by table and column
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402  Django comes first
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

COUNT = 3


def heads(recording: Path) -> list[tuple[str, str]]:
    """Return the last migrations of a release."""
    return list(json.loads(recording.read_text()).items())


def fill(models) -> None:
    """Write a small school year: places, people, a quiz, answers, jobs and the log of it."""

    def make(label: str, **fields):
        return models.get_model(label).objects.create(**fields)

    today, now = timezone.localdate(), timezone.now()
    region = make("institutions.Region", country="UA", name="Region")
    centre = make("institutions.PopulationCentre", region=region, name="Town", kind="urban")
    school = make("institutions.Institution", centre=centre, name="School", kind="school")
    year = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=200)}
    cohort = make("institutions.Cohort", public_id="c000000001", institution=school, kind="class", name="8-B", **year)
    staff = make("accounts.User", username="teacher", display_name="Teacher", kind="staff", password="!")
    make("institutions.Membership", public_id="m000000001", user=staff, role="teacher", institution=school)
    locale = models.get_model("wagtailcore.Locale").objects.get(language_code="en")
    quiz = make("assessments.Quiz", title="Quiz", locale=locale)
    version = make(
        "assessments.QuizVersion", public_id="v000000001", quiz=quiz, number=1, structure={"items": ["один"]},
        content_hash="0" * 64, pass_percent=60, source_language="en",
    )  # fmt: skip
    make("assessments.QuizVersionText", version=version, language="uk", title="Тест", texts={"a": "Слово"})
    given = make("assessments.QuizAssignment", public_id="a000000001", version=version, cohort=cohort)
    for number in range(COUNT):
        learner = make(
            "accounts.User", username=f"learner{number}", display_name=f"Учень {number}", kind="learner", symbol="sun"
        )
        make(
            "institutions.Enrolment",
            public_id=f"e00000000{number}",
            cohort=cohort,
            learner=learner,
            seat_number=number + 1,
        )
        attempt = make(
            "assessments.Attempt",
            public_id=f"t00000000{number}",
            assignment=given,
            learner=learner,
            layout={"order": []},
        )
        make(
            "assessments.Response", attempt=attempt, item_id="item", sequence=number + 1, language="uk",
            answer={"chosen": [f"вибір {number}"]}, score="0.50",
        )  # fmt: skip
        make("jobs.Job", public_id=f"j00000000{number}", kind="jobs.delete_old", unique_key=f"key {number}")
        make("audit.AuditEntry", action="card.print", actor_kind="system", scope_type="cohort", count=number + 1)
    make("sessions.Session", session_key="k", session_data="d", expire_date=now)


def rows() -> dict[str, list[dict[str, str]]]:
    """Return every row of every table that holds any, values as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "_fts" in table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            if values := [dict(zip(columns, map(str, row), strict=True)) for row in cursor.fetchall()]:
                found[table] = values
    return found


if __name__ == "__main__":
    verb, *recordings = sys.argv[1:]
    executor = MigrationExecutor(connection)
    if verb == "migrate":
        executor.migrate(heads(Path(recordings[0])))
    elif verb == "fill":
        fill(executor.loader.project_state(heads(Path(recordings[0]))).apps)
    if verb != "migrate":
        print(json.dumps(rows()))
