"""A student with a mark of their own in every column that takes text, and a search for any of these marks."""

from contextlib import suppress
from itertools import count
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.db.models import CharField, JSONField, TextField

from accounts.models import GuessCounter
from accounts.services import issue_cards
from institutions.models import Enrolment, JoinRequest, RosterUpload
from jobs.models import Job
from lessons.services import record_step
from operations.queries import row_registry
from tests.answering import answer_quiz

# The random identifiers that the log keeps inside its own time, and columns that the database keeps without text.
KEPT = {"public_id", "kind", "first_name", "last_name", "email"}


def plant(*, learner, given, teacher, client, sign_in) -> set[str]:
    """Leave a trace of the student in every table one can stand in; return the marks."""
    cohort = given.cohort
    enrolment = Enrolment.objects.get(learner=learner, cohort=cohort)
    issue_cards(learners=[learner], actor=teacher, pin_required=True, scope=("cohort", cohort.public_id))
    JoinRequest.objects.create(cohort=cohort, seat_number=enrolment.seat_number, device_hash="d", enrolment=enrolment)
    record_step(given=given, learner=learner, step=1, is_last=False)
    answer_quiz(given.quiz_assignment, learner)
    learner.refresh_from_db()
    sign_in(client, learner)
    client.get("/my/")
    marks, numbers = set(), count(1)
    for label, declared in row_registry().items():
        for path in declared.about:
            for field in apps.get_model(label)._meta.local_fields:
                if field.name in KEPT or not isinstance(field, CharField | TextField | JSONField):
                    continue
                mark = f"Zq{next(numbers):04}"
                value = {"mark": mark, "items": []} if isinstance(field, JSONField) else mark.ljust(12, "w")
                length = getattr(field, "max_length", None)
                rows = apps.get_model(label)._default_manager.filter(**{path: learner.pk})
                found = rows.filter(pk=rows.values_list("pk", flat=True).first())
                if found.update(**{field.name: value if length is None else value[:length]}):
                    marks.add(mark)
    card = learner.cards.get()
    GuessCounter.objects.create(kind="card_number", key=card.number)
    GuessCounter.objects.create(kind="card_pin", key=str(card.pk))
    Job.objects.create(kind="planted", owner_id=learner.pk, payload={"mark": "Zqjob1"}, result={"mark": "Zqjob2"})
    Job.objects.create(kind="planted", payload={"who": enrolment.public_id, "mark": "Zqjob3"}, message="Zqjob4")
    RosterUpload.objects.create(user=teacher, institution=cohort.institution, content={"names": ["Zqlist"]})
    session = client.session
    session["mark"] = "Zqsession"
    session.save()
    return marks | {"Zqjob1", "Zqjob2", "Zqjob3", "Zqjob4", "Zqlist"}


def traces(marks) -> dict[str, set[str]]:
    """Return where marks stand: in any column of any table, read as text, in sessions, in the cache, in files."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            text = as_text(cursor, table)
            if seen := {mark for mark in marks if mark in text}:
                found[table] = seen
    if any("Zqsession" in str(session.get_decoded()) for session in Session.objects.all()):
        found["sessions"] = {"Zqsession"}
    memory = str(getattr(cache, "_cache", {}))
    if seen := {mark for mark in marks if mark in memory}:
        found["cache"] = seen
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR)):
        for path in folder.rglob("*") if folder.exists() else ():
            if ".sqlite3" in path.name or any(".sqlite3" in part.name for part in path.parents):
                continue
            # Another worker's files come and go.
            with suppress(FileNotFoundError, IsADirectoryError):
                if seen := {mark for mark in marks if mark.encode() in path.read_bytes()}:
                    found[str(path)] = seen
    return found


def as_text(cursor, table: str) -> str:
    """Return every row of a table as text, bytes and JSON as they read."""
    if connection.vendor == "postgresql":
        # As the server itself writes them into a dump, but for bytes, which would be digits there.
        cursor.execute("SET LOCAL bytea_output = 'escape'")
        cursor.execute(f'SELECT whole::text FROM "{table}" AS whole')
    else:
        cursor.execute(f'SELECT * FROM "{table}"')
    return "\n".join(str(row) for row in cursor.fetchall())


def raw_traces(marks) -> set[str]:
    """Return the marks that stand anywhere in SQLite's own files, freed pages and log included."""
    name = Path(connection.settings_dict["NAME"])
    files = [path for path in (name, name.with_name(name.name + "-wal")) if path.exists()]
    raw = b"".join(path.read_bytes() for path in files)
    return {mark for mark in marks if mark.encode() in raw}
