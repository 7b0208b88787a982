"""What should be gone by now, counted from the tables alone: it shares no code with what removes it."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import LoginCard, SecondFactorRecovery, SpentCode, User
from assessments.models import (
    AnswerCorrection,
    AnswerFile,
    AssignmentException,
    Attempt,
    BankUpload,
    FormerLearner,
    HeldAnswer,
    MarkingRound,
    PracticeCard,
    Response,
    RubricMark,
    SheetAbsence,
)
from audit.models import AuditEntry
from certification.models import Candidacy, Certificate, Workshop
from institutions.enums import CohortKind
from institutions.models import ClassCode, Cohort, Enrolment, Invitation, JoinRequest, RosterUpload
from jobs.models import Job
from lessons.models import Attendance, DeliveredLesson, LessonProgress, Seat, SeatVote
from safeguarding.models import TalkRequest

COHORT = timedelta(days=60)
UPLOAD = timedelta(hours=1)
CONFIRMED_BANK = timedelta(days=1)
CODE = timedelta(days=14)
CARD = timedelta(days=365)
OPERATION = timedelta(days=30)
# 24 months, the longest they can be, and the margin for clocks that differ.
AUDIT = timedelta(days=731 + 1)
# Five years, the longest they can be, and the same margin.
DOSSIER = timedelta(days=5 * 365 + 2 + 2)


def ended_classes(now: datetime) -> QuerySet[Cohort]:
    """Return pupils' classes that ended more than 60 days ago; what professionals did stays for their dossier."""
    return Cohort.objects.filter(kind=CohortKind.CLASS, ends_on__lt=timezone.localdate(now) - COHORT)


def overdue(now: datetime) -> dict[str, int]:
    """Return how many rows of each table are past their retention, tables without any left out."""
    ended = ended_classes(now)
    placed = Enrolment.objects.values("learner")
    coded = Q(created_at__lt=now - CODE) | Q(cohort__in=ended)
    counts = {
        "assessments.Attempt": Attempt.objects.filter(assignment__cohort__in=ended).count(),
        "assessments.Response": Response.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.HeldAnswer": HeldAnswer.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.MarkingRound": MarkingRound.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.RubricMark": RubricMark.objects.filter(round__attempt__assignment__cohort__in=ended).count(),
        "assessments.AnswerFile": AnswerFile.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.PracticeCard": PracticeCard.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.AssignmentException": AssignmentException.objects.filter(assignment__cohort__in=ended).count(),
        "assessments.AnswerCorrection": AnswerCorrection.objects.filter(attempt__assignment__cohort__in=ended).count(),
        "assessments.SheetAbsence": SheetAbsence.objects.filter(assignment__cohort__in=ended).count(),
        "assessments.BankUpload": BankUpload.objects.filter(
            Q(confirmed_at=None, created_at__lt=now - UPLOAD) | Q(confirmed_at__lt=now - CONFIRMED_BANK)
        ).count(),
        "assessments.FormerLearner": FormerLearner.objects.filter(merged_at__lt=now - OPERATION).count(),
        "lessons.LessonProgress": LessonProgress.objects.filter(assignment__cohort__in=ended).count(),
        "lessons.Attendance": Attendance.objects.filter(delivered__cohort__in=ended).count(),
        "lessons.DeliveredLesson": DeliveredLesson.objects.filter(cohort__in=ended).count(),
        "lessons.Seat": Seat.objects.filter(run__cohort__in=ended).count(),
        "lessons.SeatVote": SeatVote.objects.filter(seat__run__cohort__in=ended).count(),
        "institutions.Enrolment": Enrolment.objects.filter(cohort__in=ended).count(),
        "accounts.User": User.objects.learners().filter(date_joined__lt=now - COHORT).exclude(pk__in=placed).count(),
        "institutions.ClassCode": ClassCode.objects.filter(coded).count(),
        "institutions.JoinRequest": JoinRequest.objects.filter(coded).count(),
        "institutions.Invitation": Invitation.objects.filter(created_at__lt=now - OPERATION).count(),
        "institutions.RosterUpload": RosterUpload.objects.filter(created_at__lt=now - UPLOAD).count(),
        "accounts.LoginCard": LoginCard.objects.filter(issued_at__lt=now - CARD).count(),
        "accounts.SecondFactorRecovery": SecondFactorRecovery.objects.filter(expires_at__lt=now - OPERATION).count(),
        "accounts.SpentCode": SpentCode.objects.filter(spent_at__lt=now - OPERATION).count(),
        "certification.Certificate": Certificate.objects.filter(
            valid_until__lt=timezone.localdate(now - DOSSIER)
        ).count(),
        "certification.Candidacy": Candidacy.objects.filter(certificate=None, opened_at__lt=now - DOSSIER)
        .exclude(submitted_at__gte=now - DOSSIER)
        .exclude(decided_at__gte=now - DOSSIER)
        .count(),
        "certification.Workshop": Workshop.objects.filter(held_on__lt=timezone.localdate(now - 2 * DOSSIER)).count(),
        "safeguarding.TalkRequest": TalkRequest.objects.filter(status="closed", changed_at__lt=now - OPERATION).count(),
        "sessions.Session": Session.objects.filter(expire_date__lt=now).count(),
        "jobs.Job": Job.objects.filter(finished_at__lt=now - OPERATION).count(),
        "audit.AuditEntry": AuditEntry.objects.filter(at__lt=now - AUDIT).count(),
    }
    return {table: count for table, count in counts.items() if count}
