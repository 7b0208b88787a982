"""The form of a lesson that was held."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import MOST_LEARNERS, Cohort
from lessons.enums import Mode
from lessons.models import LONGEST_LESSON, SCHOOL_HOUR, DeliveredLesson, LessonPage
from lessons.services import Held

DELIVERY_REFUSALS = {
    "future": _("This day has not come yet."),
    "before_class": _("The class had not begun on this day."),
    "double": _("This lesson stands in the log for this day already."),
}


class HeldForm(forms.Form):
    """When, how long, how and with how many people a lesson was held; for a new row also which one."""

    lesson = forms.ChoiceField(label=_("Lesson"))
    held_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_LESSON, initial=SCHOOL_HOUR)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PAPER)
    present = forms.IntegerField(label=_("How many students were there"), min_value=0, max_value=MOST_LEARNERS)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(
        self, *args: Any, cohort: Cohort, lessons: dict[str, str], row: DeliveredLesson | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"held_on": timezone.localdate(), "language": cohort.language, **kwargs.get("initial", {})}
        if row is not None:
            names = ("held_on", "minutes", "mode", "present", "language")
            kwargs["initial"] |= {name: getattr(row, name) for name in names}
        super().__init__(*args, **kwargs)
        span = {"min": cohort.starts_on.isoformat(), "max": timezone.localdate().isoformat()}
        self.fields["held_on"].widget.attrs |= span
        field = self.fields["lesson"]
        if row is not None:
            del self.fields["lesson"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = list(lessons.items())

    @property
    def held(self) -> Held:
        """Return what was said about the lesson."""
        return Held(**{name: self.cleaned_data[name] for name in Held.__dataclass_fields__})

    @property
    def chosen(self) -> LessonPage:
        """Return the lesson that was chosen, one of the class's."""
        page: LessonPage = LessonPage.objects.get(pk=self.cleaned_data["lesson"])
        return page
