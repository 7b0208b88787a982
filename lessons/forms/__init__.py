"""Forms of the teacher's screens."""

from dataclasses import asdict, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.enums import CountedTry, FeedbackPolicy
from assessments.interactions.base import FrozenItem
from assessments.interactions.by_person import criteria_of
from assessments.interactions.rubric import LEVELS
from assessments.models import LONGEST_FEEDBACK, Quiz, QuizAssignment, QuizVersion
from assessments.queries import StudentQuiz
from assessments.queries.fairness import Window
from assessments.queries.rules import Rules
from assessments.services import MOST_EXTRA_TRIES
from curriculum.models import CoursePage
from institutions.enums import CohortKind
from institutions.models import Cohort
from lessons.models import LessonPage
from lessons.queries.fitting import FITTING_KINDS, unfitting_quizzes
from lessons.queries.pages import localized, source_courses
from lessons.queries.work import without_place


def end_of_day(day: date) -> datetime:
    """Return the midnight that ends a day here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(closes_at: datetime) -> date:
    """Return the last day on which answers count: the one that midnight ends."""
    return timezone.localtime(closes_at - timedelta(seconds=1)).date()


MOST_EXTRA_MINUTES = 600


class AssignForm(forms.Form):
    """What to give a class; choices are published pages in the source language, labelled in the reader's."""

    courses = forms.MultipleChoiceField(
        label=_("Whole courses"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("All lessons of the course with their questions."),
    )  # fmt: skip
    lessons = forms.MultipleChoiceField(label=_("Single lessons"), required=False, widget=forms.CheckboxSelectMultiple)
    quizzes = forms.MultipleChoiceField(label=_("Questions only"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, cohort: Cohort, language: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cohort = cohort
        self._courses = {str(course.pk): course for course in source_courses(FITTING_KINDS[cohort.kind])}
        self._lessons = {str(lesson.pk): lesson for lesson in self._source_lessons(cohort)}
        quiz_ids = QuizVersion.objects.values_list("quiz_id", flat=True).distinct()
        given = cohort.quiz_assignments.filter(withdrawn_at=None).values_list("version__quiz_id", flat=True)
        self._quizzes = {str(quiz.pk): quiz for quiz in Quiz.objects.filter(pk__in=quiz_ids).exclude(pk__in=given)}
        for other in self._quizzes.keys() & {str(pk) for pk in unfitting_quizzes(cohort)}:
            del self._quizzes[other]
        pages = localized([*self._courses.values(), *self._lessons.values()], language)
        titles = dict(
            Quiz.objects.filter(
                translation_key__in=[quiz.translation_key for quiz in self._quizzes.values()],
                locale__language_code=language,
            ).values_list("translation_key", "title")
        )
        self._choices("courses", [(pk, pages[row.translation_key].title) for pk, row in self._courses.items()])
        self._choices(
            "lessons",
            [(pk, f"{row.number}. {pages[row.translation_key].title}") for pk, row in self._lessons.items()],
        )
        self._choices(
            "quizzes", [(pk, titles.get(row.translation_key, row.title)) for pk, row in self._quizzes.items()]
        )

    def _source_lessons(self, cohort: Cohort) -> list[LessonPage]:
        given = cohort.lesson_assignments.filter(withdrawn_at=None).values_list("lesson_id", flat=True)
        lessons: list[LessonPage] = []
        for course in self._courses.values():
            lessons += LessonPage.objects.descendant_of(course).live().exclude(pk__in=given).order_by("path")
        return lessons

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    def clean_courses(self) -> list[CoursePage]:
        """Turn keys into pages."""
        return [self._courses[pk] for pk in self.cleaned_data["courses"]]

    def clean_lessons(self) -> list[LessonPage]:
        """Turn keys into pages."""
        return [self._lessons[pk] for pk in self.cleaned_data["lessons"]]

    def clean_quizzes(self) -> list[Quiz]:
        """Turn keys into quizzes; work that a teacher marks belongs to vocational and professional courses."""
        quizzes = [self._quizzes[pk] for pk in self.cleaned_data["quizzes"]]
        if refused := without_place(quizzes, self._cohort):
            message = _("%(titles)s: these ask for work that a teacher marks, and no vocational course has them.")
            raise forms.ValidationError(message % {"titles": ", ".join(quiz.title for quiz in refused)})
        return quizzes

    def clean(self) -> dict[str, Any]:
        """Ask for at least one thing."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("courses", "lessons", "quizzes")):
            raise forms.ValidationError(_("Choose at least one course, lesson or set of questions."))
        return data


class ExceptionForm(forms.Form):
    """More tries, and where the class has a last day a later one, for one student."""

    extra_tries = forms.IntegerField(label=_("Extra tries"), min_value=0, max_value=MOST_EXTRA_TRIES)
    closes_on = forms.DateField(
        label=_("Last day for this student"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    extra_minutes = forms.IntegerField(label=_("Extra minutes"), min_value=0, max_value=MOST_EXTRA_MINUTES)

    def __init__(self, *args: Any, quiz: StudentQuiz, **kwargs: Any) -> None:
        own = quiz.exception.closes_at if quiz.exception else None
        minutes = quiz.exception.extra_minutes if quiz.exception else 0
        initial = {
            "extra_tries": quiz.extra_tries,
            "closes_on": last_day(own) if own else None,
            "extra_minutes": minutes,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.quiz = quiz
        if quiz.assignment.closes_at is None:
            del self.fields["closes_on"]
        if quiz.assignment.limit_minutes is None:
            del self.fields["extra_minutes"]

    def clean_closes_on(self) -> datetime | None:
        """Return the end of the day, which is today at the earliest."""
        day = self.cleaned_data["closes_on"]
        if day is None:
            return None
        if day == self.initial["closes_on"]:
            return end_of_day(day)
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return end_of_day(day)

    def clean(self) -> dict[str, Any]:
        """Ask for something that is more than the class has."""
        data = super().clean() or {}
        more = any(data.get(name) for name in ("extra_tries", "closes_on", "extra_minutes"))
        if not self.errors and not more and not self.quiz.exception:
            raise forms.ValidationError(_("Give at least one try more or a later last day."))
        return data


def start_of_day(day: date) -> datetime:
    """Return the midnight with which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


class RulesForm(forms.Form):
    """When and by which rules a class answers a quiz."""

    opens_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    closes_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the questions stay open."),
    )
    tries = forms.IntegerField(label=_("Tries"), min_value=1, max_value=MOST_EXTRA_TRIES)
    counted_try = forms.ChoiceField(label=_("Which try counts"), choices=CountedTry.choices, widget=forms.RadioSelect)
    feedback = forms.ChoiceField(
        label=_("Students see what was right"), choices=FeedbackPolicy.choices, widget=forms.RadioSelect
    )
    is_shuffled = forms.BooleanField(label=_("Each student gets the questions in another order"), required=False)
    advised_minutes = forms.IntegerField(
        label=_("Time advice, in minutes"),
        required=False,
        min_value=1,
        max_value=MOST_EXTRA_MINUTES,
        help_text=_("Students read it as advice. Nothing closes when the time is over."),
    )
    limit_minutes = forms.IntegerField(
        label=_("Time limit, in minutes"),
        required=False,
        min_value=1,
        max_value=MOST_EXTRA_MINUTES,
        help_text=_("For this training group it is real: answers that come later wait for your decision."),
    )

    def __init__(
        self, *args: Any, cohort: Cohort, rules: Rules, given: QuizAssignment | None = None, **kwargs: Any
    ) -> None:
        self._given = given
        opens_on = timezone.localtime(given.opens_at).date() if given else timezone.localdate()
        closes_on = last_day(given.closes_at) if given and given.closes_at else None
        kwargs["initial"] = {**asdict(rules), "opens_on": opens_on, "closes_on": closes_on}
        super().__init__(*args, **kwargs)
        if cohort.kind != CohortKind.TRAINING_GROUP:
            del self.fields["limit_minutes"]

    def clean(self) -> dict[str, Any]:
        """Ask for days in their order, and for a last day that is still to come."""
        data = super().clean() or {}
        opens_on, closes_on = data.get("opens_on"), data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("The last day is before the first day."))
        elif closes_on and closes_on < timezone.localdate() and closes_on != self.initial["closes_on"]:
            self.add_error("closes_on", _("This day is over. Choose today or a later day."))
        return data

    @property
    def rules(self) -> Rules:
        """Return what was chosen."""
        values: dict[str, Any] = {field.name: self.cleaned_data.get(field.name) for field in fields(Rules)}
        return Rules(**values)

    @property
    def window(self) -> Window:
        """Return first and last moment; a day that was not touched keeps its hour."""
        opens_on, closes_on = self.cleaned_data["opens_on"], self.cleaned_data["closes_on"]
        opens_at = start_of_day(opens_on)
        if opens_on == self.initial["opens_on"]:
            opens_at = self._given.opens_at if self._given else timezone.now()
        if closes_on is not None and closes_on == self.initial["closes_on"] and self._given:
            return opens_at, self._given.closes_at
        return opens_at, end_of_day(closes_on) if closes_on else None


class MarkingForm(forms.Form):
    """Points by criterion, none of them required, and words for the student; ``seen`` is the round that was shown."""

    feedback = forms.CharField(
        label=_("For the student, about the work"), max_length=LONGEST_FEEDBACK, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_FEEDBACK}),
        help_text=_("The student reads this. Up to 300 characters; write about the work, never about the person."),
    )  # fmt: skip
    seen = forms.IntegerField(min_value=0, max_value=32_000)

    def __init__(self, *args: Any, item: FrozenItem, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"feedback": kept}})
        self._criteria = [one.id for one in criteria_of(item)]

    def clean_feedback(self) -> str:
        """Return the words on one line."""
        return " ".join(str(self.cleaned_data["feedback"]).split())

    def clean(self) -> dict[str, Any]:
        """Add ``points``: criterion by criterion what was decided."""
        data = super().clean() or {}
        chosen = {name: self.data.get(f"criterion-{name}", "") for name in self._criteria}
        levels = {str(points): points for points in LEVELS}
        if any(value and value not in levels for value in chosen.values()):
            raise forms.ValidationError(_("Points go from 0 to 3."))
        return {**data, "points": {name: levels[value] for name, value in chosen.items() if value}}

    def shown_points(self, kept: dict[str, int]) -> dict[str, int]:
        """Return what the page shows as decided: what was just posted, else what is kept."""
        if not self.is_bound:
            return kept
        levels = {str(points): points for points in LEVELS}
        posted = {name: self.data.get(f"criterion-{name}", "") for name in self._criteria}
        return {name: levels[value] for name, value in posted.items() if value in levels}
