"""Closed lists of the quiz engine."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

IMPORT_JOB = "assessments.import_bank"  # the kind of work that imports a question bank


class Difficulty(TextChoices):
    """What a question asks of the learner."""

    RECALL = "recall", _("Remember")
    APPLY = "apply", _("Apply")
    JUDGE = "judge", _("Judge")


class AnswerLevel(IntegerChoices):
    """How personal an answer is; decides what may be stored. A quiz takes level 0 only."""

    KNOWLEDGE = 0, _("0: knowledge")
    OPINION = 1, _("1: opinion")
    SENSITIVE = 2, _("2: sensitive")


class HeldReason(TextChoices):
    """Why an answer that arrived is kept apart until the teacher decides."""

    AFTER_FEEDBACK = "after_feedback", _("after the right answers were shown")
    AFTER_WINDOW = "after_window", _("after the last day")
    AFTER_LIMIT = "after_limit", _("after the time was over")
    AFTER_PAPER = "after_paper", _("after the answers were typed in from paper")


class CountedTry(TextChoices):
    """Which of somebody's tries is the result."""

    BEST = "best", _("The best try")
    FIRST = "first", _("The first try")
    LAST = "last", _("The last try")


class QuizForm(TextChoices):
    """Two forms of one quiz, which ask alike and share as little as the author wants."""

    A = "A", _("Form A")
    B = "B", _("Form B")


class FeedbackPolicy(TextChoices):
    """When a learner sees what was right and why."""

    AFTER_EACH = "after_each", _("After each question, which then cannot be changed")
    AFTER_SENDING = "after_sending", _("After sending")
    AFTER_CLOSING = "after_closing", _("After the last day")
    BY_TEACHER = "by_teacher", _("The teacher goes through it in class")


class AnswerSource(TextChoices):
    """How an answer reached the platform; cells of results show it."""

    DEVICE = "device", _("on a device")
    LIVE = "live", _("in a live lesson")
    PAPER = "paper", _("typed in from paper")
    CARD = "card", _("read from an answer card")
    HANDS = "hands", _("counted by hands")
    OBSERVED = "observed", _("observed at work by the teacher")


class Verdict(TextChoices):
    """Whether a try passes."""

    PASSED = "passed", _("Passed")
    NOT_YET = "not_yet", _("Not yet passed")
    WAITING = "waiting", _("Waits for a mark")
