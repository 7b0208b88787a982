"""What somebody who takes results out of the platform says first."""

from django import forms
from django.utils.translation import gettext_lazy as _

EXPORT_REFUSALS = {
    "no_reason": _("Write in a few words what the file is for."),
    "names_somebody": _("Leave names of students out: the log is kept longer than their data."),
    "too_many": _(
        "With this file you would take out the results of more than 200 students today. Go on tomorrow, or ask a "
        "colleague who teaches this class."
    ),
}


class ReasonForm(forms.Form):
    """What the file is for."""

    reason = forms.CharField(
        label=_("What do you need the file for?"), max_length=200,
        help_text=_("A few words, for example: report for the end of term. No names of students."),
        error_messages={"required": EXPORT_REFUSALS["no_reason"]},
    )  # fmt: skip


class ExportForm(ReasonForm):
    """Who may read the file decides whether it carries names."""

    people = forms.ChoiceField(
        label=_("Students"),
        choices=[("numbers", _("Seat numbers only")), ("as_shown", _("As the class list shows them"))],
        initial="numbers",
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Spreadsheet (XLSX)")), ("csv", _("Plain table (CSV)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    field_order = ("people", "format", "reason")


class GradebookForm(ExportForm):
    """The gradebook may be a sheet of paper too."""

    format = forms.ChoiceField(
        label=_("File"),
        choices=[
            ("xlsx", _("Spreadsheet (XLSX)")),
            ("csv", _("Plain table (CSV)")),
            ("pdf", _("To print, A4 (PDF)")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
