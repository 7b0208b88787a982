"""A roster between upload and import: what the reader kept, with keyed hashes in place of the source's identifiers."""

import hmac
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from institutions.exchange.oneroster import (
    Code,
    Mode,
    Roster,
    RosterChange,
    RosterClass,
    RosterLearner,
    read_roster,
)
from institutions.models import Institution, RosterUpload

# Rows left out for these reasons say that somebody is not (or no longer) there; any other row left out may hide a
# student, and then nobody is taken out of a class.
HARMLESS = frozenset(
    {Code.TO_BE_DELETED, Code.INACTIVE, Code.ENROLMENT_ENDED, Code.ENROLMENT_TWICE, Code.LEARNER_WITHOUT_CLASS}
)
# A refused or odd file may have a remark on every row; a person reads the first few dozen.
MOST_PROBLEMS = 500


def upload_roster(*, data: bytes, institution: Institution, actor: User) -> RosterUpload:
    """Read a OneRoster zip and keep what may be imported for an hour; raises ``RosterRefused`` and keeps nothing then.

    Replaces the person's earlier upload. Audited with the number of classes. Family names, addresses and everything
    else that the reader drops never reach the database; an institution without names keeps no given names either.
    """
    roster = read_roster(data, today=timezone.localdate())
    content = _content(roster, institution)
    with transaction.atomic():
        RosterUpload.objects.filter(user=actor).delete()
        upload = RosterUpload.objects.create(user=actor, institution=institution, content=content)
        audit.record(
            action="roster.upload",
            actor=actor,
            scope_type="institution",
            scope_id=institution.public_id,
            count=len(roster.classes),
        )
    return upload


def discard_upload(*, upload: RosterUpload) -> None:
    """Forget an upload before its hour is over."""
    RosterUpload.objects.filter(pk=upload.pk).delete()


def source_hash(institution: Institution, kind: str, sourced_id: str) -> str:
    """Return what is stored of a source's identifier: equal only inside one institution, and only with our key."""
    message = f"institutions.roster:{institution.public_id}:{kind}:{sourced_id}".encode()
    return hmac.new(settings.CARD_PEPPER.encode(), message, "sha256").hexdigest()


def _content(roster: Roster, institution: Institution) -> dict[str, Any]:
    schools = {school.sourced_id: school.name for school in roster.institutions}
    return {
        "version": roster.version,
        "takes_out": _takes_out(roster),
        "classes": [_class(entry, schools.get(entry.institution_id, ""), institution) for entry in roster.classes],
        "moves": [_move(change, institution) for change in roster.changes],
        "problems": [
            {"file": one.file, "row": one.row, "column": one.column, "code": one.code, "params": dict(one.params)}
            for one in roster.problems[:MOST_PROBLEMS]
        ],
        "problem_count": len(roster.problems),
        "dropped": [{"file": one.file, "columns": list(one.columns)} for one in roster.dropped],
        "unread": list(roster.unread_files),
        "tallies": {"users": asdict(roster.users), "enrolments": asdict(roster.enrolments)},
    }


def _takes_out(roster: Roster) -> bool:
    """Whether a student who is missing in this file has left: it is whole, lists places, and could be read."""
    hidden = any(not one.is_notice and one.code not in HARMLESS for one in roster.problems)
    return roster.mode == Mode.BULK and roster.enrolments.rows > 0 and not hidden


def _class(entry: RosterClass, school: str, institution: Institution) -> dict[str, Any]:
    return {
        "key": source_hash(institution, "class", entry.sourced_id),
        "title": entry.title,
        "grade": entry.grade,
        "school": school,
        "ends_on": _iso(entry.period.ends_on),
        "row": entry.row,
        "learners": [_learner(learner, institution) for learner in entry.learners],
    }


def _learner(learner: RosterLearner, institution: Institution) -> list[str]:
    name = "" if institution.zero_names else learner.display_name
    return [source_hash(institution, "user", learner.sourced_id), name]


def _move(change: RosterChange, institution: Institution) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "file": change.file,
        "row": change.row,
        "role": change.role,
        "class": source_hash(institution, "class", change.class_id) if change.class_id else "",
        "learner": _learner(change.learner, institution)
        if change.learner
        else [source_hash(institution, "user", change.user_id) if change.user_id else "", None],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
