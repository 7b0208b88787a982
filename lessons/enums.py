"""Closed lists of lessons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepPart(TextChoices):
    """The three parts every prevention lesson must have."""

    RISK = "risk", _("Risk")
    PROTECT = "protect", _("Protective step")
    WAYOUT = "wayout", _("Way out")


class PhaseCode(TextChoices):
    """What a phase of the 45 minutes is for."""

    OPENING = "OP", _("Opening")
    ACTIVITY = "AC", _("Activity")
    INPUT = "IN", _("Short input")
    DISCUSSION = "DI", _("Discussion")
    PRACTICE = "PR", _("Practice")
    REFLECTION = "RE", _("Reflection")
    CLOSE = "CL", _("Close")


class ReviewStatus(TextChoices):
    """How far a lesson in one language was looked at."""

    DRAFT = "draft", _("Draft, not reviewed")
    LANGUAGE = "language", _("Language reviewed")
    CHILD_PROTECTION = "child_protection", _("Child protection reviewed")


class Preview(TextChoices):
    """The screens on which an author can look at a draft; each is drawn by the template of its name."""

    STUDENT = "student", _("Student phone")
    RUN = "run", _("Teacher run")
    PROJECTOR = "projector", _("Projector")
    PAPER = "paper", _("Paper")
    NO_SCRIPT = "no_script", _("No-JS")


class Mode(TextChoices):
    """How a class answers in one phase; the teacher chooses it phase by phase."""

    PHONES = "phones", _("Phones")
    TABLETS = "tablets", _("Shared tablets")
    HANDS = "hands", _("Hands up")
    PAPER = "paper", _("Paper")


# Where the class answers on devices, so that the wall says how to join.
ONLINE = frozenset({Mode.PHONES, Mode.TABLETS})


class RunAction(TextChoices):
    """What a teacher does to a running lesson."""

    NEXT = "next", _("Next")
    BACK = "back", _("Back")
    SKIP = "skip", _("Skip this part")
    EXTEND = "extend", _("+5 min")
    MODE = "mode", _("Change")
    SLIDE_NEXT = "slide_next", _("Next page")
    SLIDE_BACK = "slide_back", _("Page before")
    BLANK = "blank", _("Blank screen")
    UNBLANK = "unblank", _("Show the screen again")
    OPEN = "open", _("Ask")
    CLOSE = "close", _("Close the question")
    SHOW = "show", _("Show the result")
    HIDE = "hide", _("Hide the result")
    PUT_AWAY = "put_away", _("Back to the pages")
    END = "end", _("End the lesson")


class QuestionState(TextChoices):
    """Where a live question stands; asking, closing and showing are three acts of the teacher."""

    WAITING = "waiting", _("not asked yet")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    SHOWN = "shown", _("result shown")


class Band(TextChoices):
    """About how many raised a hand, where counting would say too much."""

    FEW = "few", _("a few at most")
    SOME = "some", _("less than half")
    HALF = "half", _("about half")
    MOST = "most", _("more than half")
    ALL = "all", _("nearly all")


# Kinds whose answers can be counted by hand as well as by phone.
LIVE_KINDS = ("choice", "true_false", "likert")


# In the headers of an answer to a poll, from the view to the middleware, which takes it off again.
POLL_MARK = "X-Poll"
