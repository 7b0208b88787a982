"""The nightly removal of what is past its retention."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState

from accounts.services import delete_expired as delete_expired_keys
from assessments.services.banks import delete_expired as delete_expired_banks
from assessments.services.former import forget_former
from assessments.services.media_tidying import delete_unused_media
from assessments.services.retention import erase_answers
from audit import services as audit
from certification.services.retention import erase_old_dossiers
from institutions.models import Cohort
from institutions.services import delete_expired as delete_expired_codes
from institutions.services.erasure import erase_learners_without_place, erase_places
from jobs import services as jobs
from lessons.services.retention import erase_progress
from lessons.services.tallying import count_and_forget_log
from operations.queries import ended_classes, overdue
from operations.services.old_pages import let_go_of_old_pages
from safeguarding.services.talking import delete_expired as delete_closed_requests

# What each eraser removes, for the page that reports it.
ERASER_WORDS = {
    "classes": _("students of classes that are over"),
    "media": _("pictures and sounds that no question shows"),
    "former": _("accounts that became one with another"),
    "unplaced": _("students without a class"),
    "codes": _("codes, requests, invitations and lists"),
    "keys": _("cards and counters of wrong tries"),
    "dossiers": _("dossiers and certificates of professionals"),
    "talks": _("closed requests for a conversation"),
    "sessions": _("ended sign-ins"),
    "jobs": _("finished work of the queue"),
    "audit": _("lines of the log"),
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Eraser:
    """One kind of removal: ``tables`` are those it empties of what is overdue, ``erase`` returns a number of rows."""

    name: str
    tables: frozenset[str]
    erase: Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What one run removed, by eraser; which erasers stopped with an error; what is overdue all the same, by table."""

    erased: Mapping[str, int]
    failed: Mapping[str, str] = field(default_factory=dict)
    overdue: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left that should be gone."""
        return not self.failed and not self.overdue


def run_retention(*, now: datetime | None = None) -> RetentionReport:
    """Remove everything that is past its retention, then count what is left; one eraser's error stops no other.

    Audited: one entry per class, and one for the rest. A moment in the future is refused, because it would remove what
    is not due. Repeating it changes nothing.
    """
    moment = timezone.now()
    if now is not None and now > moment:
        raise ValueError("retention does not run ahead of time")
    now = now or moment
    erased: dict[str, int] = {}
    failed: dict[str, str] = {}
    for eraser in ERASERS:
        try:
            erased[eraser.name] = eraser.erase(now)
        except Exception as error:  # noqa: BLE001  whatever stops one eraser must not keep the others from their work
            failed[eraser.name] = type(error).__name__
            logger.error("the eraser %s ended in %s", eraser.name, type(error).__name__)
    if any(erased.values()):
        audit.record(action="retention.run", actor=None, count=sum(erased.values()), details=erased)
        let_go_of_old_pages()
    return RetentionReport(erased, failed, overdue(now))


def handle_retention_job(_run: jobs.Run) -> dict[str, object]:
    """Run as the nightly job; what is left over makes the job fail and come back, for somebody to see."""
    report = run_retention()
    if not report.is_complete:
        left = ", ".join(sorted({*report.failed, *report.overdue}))
        raise jobs.JobError("retention_incomplete", left, retry=True)
    return {"erased": dict(report.erased)}


def erase_class(*, cohort: Cohort) -> int:
    """Remove who was in a class and what they answered, and keep counts; return the number of students erased.

    One transaction, audited when the class held anything. The order matters: answers are counted before the accounts
    that carry them disappear.
    """
    with transaction.atomic():
        attempts = erase_answers(cohort=cohort)
        steps = erase_progress(cohort=cohort)
        lessons = count_and_forget_log(cohort=cohort)
        students = erase_places(cohort=cohort)
        audit.record(
            action="class.erase",
            actor=None,
            scope_type="cohort",
            scope_id=cohort.public_id,
            count=students,
            details={"attempts": attempts, "progress": steps, "lessons": lessons},
        )
    return students


def _erase_ended_classes(now: datetime) -> int:
    """Erase every class past its time that still holds anything; return the number of students."""
    ended = ended_classes(now)
    kept = (
        ended.filter(enrolments__isnull=False)
        | ended.filter(quiz_assignments__attempts__isnull=False)
        | ended.filter(delivered_lessons__isnull=False)
    )
    classes = kept.distinct().select_related("institution__centre").order_by("pk")
    return sum(erase_class(cohort=cohort) for cohort in classes)


def _erase_sessions(now: datetime) -> int:
    """Delete ended sign-ins, and what Wagtail keeps of editing that was broken off."""
    ended, _per_model = Session.objects.filter(expire_date__lt=now).delete()
    forms, _per_model = FormState.objects.stale().delete()
    editing, _per_model = EditingSession.objects.filter(last_seen_at__lt=now - FormState.STALE_TIMEOUT).delete()
    return int(ended + forms + editing)


# In this order: answers and names first, the log of it all last.
ERASERS = (
    Eraser(
        "classes",
        frozenset(
            {
                "accounts.User",
                "assessments.AnswerCorrection",
                "assessments.Attempt",
                "assessments.AssignmentException",
                "assessments.HeldAnswer",
                "assessments.ScoreChange",
                "assessments.PracticeCard",
                "assessments.Response",
                "assessments.SheetAbsence",
                "assessments.MarkingRound",
                "assessments.RubricMark",
                "assessments.AnswerFile",
                "institutions.Enrolment",
                "lessons.Attendance",
                "lessons.DeliveredLesson",
                "lessons.LessonProgress",
                "lessons.Seat",
                "lessons.SeatVote",
            }
        ),
        _erase_ended_classes,
    ),
    Eraser("banks", frozenset({"assessments.BankUpload"}), lambda now: delete_expired_banks(now=now)),
    Eraser("former", frozenset({"assessments.FormerLearner"}), lambda now: forget_former(now=now)),
    Eraser("media", frozenset(), lambda now: delete_unused_media(now=now)),
    Eraser("unplaced", frozenset({"accounts.User"}), lambda now: erase_learners_without_place(now=now)),
    Eraser(
        "codes",
        frozenset(
            {
                "institutions.ClassCode",
                "institutions.Invitation",
                "institutions.JoinRequest",
                "institutions.RosterUpload",
            }
        ),
        lambda now: delete_expired_codes(now=now),
    ),
    Eraser(
        "keys",
        frozenset(
            {"accounts.GuessCounter", "accounts.LoginCard", "accounts.SecondFactorRecovery", "accounts.SpentCode"}
        ),
        lambda now: delete_expired_keys(now=now),
    ),
    Eraser(
        "dossiers",
        frozenset(
            f"certification.{name}"
            for name in (
                "Appeal",
                "Candidacy",
                "Certificate",
                "CertificateEvent",
                "Evidence",
                "IndicatorAnswer",
                "IndicatorSheet",
                "LevelRating",
                "LogEntry",
                "Observation",
                "ObservationMark",
                "Proposal",
                "Relation",
                "ReminderSent",
                "SelfAssessment",
                "SignOff",
                "Workshop",
                "WorkshopAttendance",
            )
        ),
        lambda now: erase_old_dossiers(now=now),
    ),
    Eraser("talks", frozenset({"safeguarding.TalkRequest"}), lambda now: delete_closed_requests(now=now)),
    Eraser(
        "sessions",
        frozenset({"sessions.Session", "wagtailadmin.EditingSession", "wagtailadmin.FormState"}),
        _erase_sessions,
    ),
    Eraser("jobs", frozenset({"jobs.Job"}), lambda now: jobs.delete_old(now=now)),
    Eraser("audit", frozenset({"audit.AuditEntry"}), lambda now: audit.delete_expired(now=now)),
)
