"""What candidates add to their dossier."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.exchange.handed_in import LARGEST_UPLOAD
from certification.enums import AppealReason, Level, RelationKind, SignKey
from certification.forms.choosing import choose
from certification.models import LONGEST_ENTRY, LONGEST_TEXT, SignOffRule, VignetteSign
from certification.queries.portfolio import LevelRow
from institutions.models import Cohort, CohortStaff

NOT_TRAINERS = [choice for choice in RelationKind.choices if choice[0] != RelationKind.OWN_TRAINER]


class EvidenceForm(forms.Form):
    """A file or words for one sign-off; ``key`` makes a second sending of the same form one piece of evidence."""

    rule = forms.ChoiceField(label=_("Which sign-off is it for?"))
    file = forms.FileField(label=_("Photo, PDF or plain text"), required=False)
    text = forms.CharField(
        label=_("Or write it here"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, rules: list[SignOffRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {rule.code: rule for rule in rules}
        choose(self, "rule", [(rule.code, str(rule)) for rule in rules])
        accept = "image/jpeg,image/png,image/webp,application/pdf,text/plain"
        self.fields["file"].widget.attrs |= {"data-shrink": "", "accept": accept, "aria-describedby": "whose"}
        self.fields["text"].widget.attrs["aria-describedby"] = "whose"

    def clean_file(self) -> Any:
        """Refuse what is larger than any camera makes, unread."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("This file is too large. A photo may have 15 MB, a document 2 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for the one or the other."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned["text"].strip():
            raise forms.ValidationError(_("Choose a file or write something."))
        return cleaned


class EntryForm(forms.Form):
    """An entry of the reflective log."""

    text = forms.CharField(
        label=_("What did you do, what did you notice about your own work, what will you do next time?"),
        max_length=LONGEST_ENTRY,
        widget=forms.Textarea(attrs={"rows": 8, "aria-describedby": "whose"}),
    )


class OwnLevelsForm(forms.Form):
    """A level for each competency, as the candidate sees it; what is left open says nothing."""

    def __init__(self, *args: Any, rows: list[LevelRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Say nothing")), *Level.choices]
        for row in rows:
            one = row.competency
            field = forms.TypedChoiceField(
                label=f"{one.code} · {one.statement}", choices=choices, coerce=int, empty_value=None, required=False,
                initial=next((value for value, label in Level.choices if str(label) == row.own), ""),
            )  # fmt: skip
            self.fields[one.code] = field

    @property
    def levels(self) -> dict[str, int]:
        """Return what was chosen, by code."""
        return {code: level for code, level in self.cleaned_data.items() if level is not None}


class SheetForm(forms.Form):
    """Each sign of an invented case: seen, told or not known, and why."""

    def __init__(self, *args: Any, signs: list[VignetteSign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signs = signs
        for sign in signs:
            self.fields[f"sign-{sign.code}"] = forms.ChoiceField(
                label=sign.text, choices=SignKey.choices, widget=forms.RadioSelect
            )
            self.fields[f"why-{sign.code}"] = forms.CharField(
                label=_("Why, and what else could explain it?"), max_length=300, required=False
            )

    def said(self, name: str) -> dict[str, str]:
        """Return the values of one kind of field, by the code of the sign."""
        return {sign.code: self.cleaned_data[f"{name}-{sign.code}"] for sign in self.signs}


class NearForm(forms.Form):
    """Which of the group's trainers manages the candidate or is a relative."""

    member = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    kind = forms.ChoiceField(label=_("What ties you?"), choices=NOT_TRAINERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, cohort: Cohort, own: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = CohortStaff.objects.current().filter(cohort=cohort).exclude(member__user=own)
        people = {one.member.user_id: one.member.user for one in staff.select_related("member__user").order_by("pk")}
        self.people = people
        choose(self, "member", [(number, person.get_full_name()) for number, person in people.items()])


class AppealForm(forms.Form):
    """Why somebody asks to look again."""

    reason = forms.ChoiceField(label=_("Why?"), choices=AppealReason.choices, widget=forms.RadioSelect)
