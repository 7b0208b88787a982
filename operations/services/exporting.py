"""Handing over everything that is held on one person: to the school that was asked, or to a member of staff."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.queries import handed_in
from audit import services as audit
from institutions.models import Institution
from institutions.permissions import can_answer_for_learner
from institutions.services import pupil_rows_left
from operations.exchange.person_archive import to_archive
from operations.queries.person import held_tables
from operations.services.reasons import checked_reason


class ExportRefused(Exception):
    """No file was made; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def export_learner(*, learner: User, actor: User | None, reason: str) -> bytes:
    """Return the zip file of everything held on a student, in the language of their school. Audited with the reason.

    ``actor`` None is the command line of the server; anybody else must answer for every institution of the student and
    may take out 200 rows a day. Twice makes two files and two entries.
    """
    if not learner.is_learner:
        raise ExportRefused("not_a_student")
    reason = checked_reason(reason, learner)
    with transaction.atomic():
        if actor is not None:
            # Two requests at once wait for each other here, so that the cap holds.
            User.objects.select_for_update().get(pk=actor.pk)
            if not can_answer_for_learner(actor, learner):
                raise ExportRefused("elsewhere")
            if not pupil_rows_left(actor):
                raise ExportRefused("too_many")
        audit.record(action="person.export", actor=actor, scope_type="user", scope_id=learner.public_id, reason=reason)
        return _archive(learner, _school_language(learner))


def export_staff(*, user: User) -> bytes:
    """Return the zip file of everything held on a member of staff, for themselves, in their language. Audited."""
    if user.is_learner:
        raise ExportRefused("not_staff")
    with transaction.atomic():
        audit.record(action="staff.export", actor=user, scope_type="user", scope_id=user.public_id)
        return _archive(user, user.language or translation.get_language() or "en")


def _school_language(learner: User) -> str:
    schools = Institution.objects.filter(cohorts__enrolments__learner=learner)
    newest = schools.order_by("-cohorts__enrolments__joined_on").values_list("language", flat=True).first()
    return newest or learner.language or "en"


def _archive(person: User, language: str) -> bytes:
    with translation.override(language):
        tables = held_tables(person, language)
        return to_archive(introduction=_introduction(), tables=tables, files=handed_in(person.pk))


def _introduction() -> str:
    lines = [
        _("This file holds everything that Orientir keeps about one person."),
        _("data.json is for programs. Each other file is one table and opens in a spreadsheet."),
        _("The folder “files” holds what was handed in for marking, where there is something."),
        _("Passwords, PINs and other secrets are kept in a form that nobody can read back, so they are not shown."),
        _("Points of questions that the class has not gone through yet are told afterwards."),
        _("A list of names that is being imported right now is gone within the hour and is not in this file."),
    ]
    return "\n".join(lines) + "\n"
