"""Forms of the directory, and what the platform answers when it does not take a change or a line of arithmetic."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from safeguarding.enums import CheckMethod, ContactKind, Refusal
from safeguarding.exchange.arithmetic import Fault
from safeguarding.models import ROOM_LENGTH, HelpContact

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,38}")
# Kinds that are nothing without a number; an adult can be a place and hours.
NEEDS_NUMBER = frozenset({ContactKind.EMERGENCY, ContactKind.CHILDREN, ContactKind.MIGRATION, ContactKind.CHAT})
TEXTS = {"names": _("Name"), "hours": _("Hours"), "notes": _("Notes")}

REFUSALS = {
    Refusal.SAME_PERSON: _("You proposed this yourself: a second person has to try the number and confirm."),
    Refusal.DECIDED: _("Somebody has decided this already."),
    Refusal.ALREADY_OPEN: _("Another proposal for this contact is waiting. Decide that one first."),
    Refusal.WRONG_DATE: _("The number must have been tried within the last 30 days."),
}
FAULTS: dict[Fault, Any] = {
    Fault.EMPTY: "",
    Fault.TOO_LONG: _("This is too long."),
    Fault.UNREADABLE: _("Check the numbers and signs."),
    Fault.ZERO: _("Division by zero does not work."),
}


class ContactForm(forms.Form):
    """Everything a proposal says about a contact; texts are written in every language of the installation."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    number = forms.CharField(
        label=_("Number as dialled"),
        max_length=40,
        required=False,
        help_text=_("Needed unless this is a person or a place. For a chat: the name to look for."),
    )
    number_from_abroad = forms.CharField(label=_("Number from abroad"), max_length=40, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    is_free = forms.BooleanField(label=_("The call is free"), required=False)
    works_from_mobile = forms.BooleanField(label=_("It works from a mobile phone"), required=False)
    is_anonymous = forms.BooleanField(label=_("Nobody asks for a name"), required=False)
    languages = forms.CharField(
        label=_("Languages they speak"), max_length=120, required=False, help_text=_("For example: uk, ru, en")
    )
    source = forms.CharField(
        label=_("Where this was found"), max_length=250, help_text=_("A page and its date, or who told you.")
    )
    position = forms.IntegerField(
        label=_("Place in its group"), min_value=0, max_value=99, initial=0, help_text=_("0 comes first.")
    )

    def __init__(self, data: Any = None, contact: HelpContact | None = None) -> None:
        """Add one field per text and language, filled from ``contact`` where there is one."""
        initial = {name: getattr(contact, name) for name in self.base_fields} if contact else {}
        for name in TEXTS:
            for code, text in (getattr(contact, name) if contact else {}).items():
                initial[f"{name}_{code}"] = text
        super().__init__(data, initial=initial)
        for name in TEXTS:
            for code, _english in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=get_language_info(code)["name_local"].capitalize(), max_length=200, required=False
                )

    def text_groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the heading of each text with its fields, one per language."""
        for name, label in TEXTS.items():
            yield str(label), [self[f"{name}_{code}"] for code, _english in settings.LANGUAGES]

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that are the same in every language."""
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        """Refuse a contact without a name, and a number that no phone can dial."""
        data = super().clean() or {}
        kind = data.get("kind")
        if not any(data.get(f"names_{code}") for code, _english in settings.LANGUAGES):
            self.add_error(f"names_{settings.LANGUAGES[0][0]}", _("Write the name in at least one language."))
        if kind in NEEDS_NUMBER and not data.get("number"):
            self.add_error("number", _("Write the number exactly as it is dialled."))
        # A chat may be a name in some messenger.
        dialled = ("number_from_abroad",) if kind == ContactKind.CHAT else ("number", "number_from_abroad")
        for name in dialled:
            if data.get(name) and not PHONE.fullmatch(data[name]):
                self.add_error(name, _("Use digits, spaces, hyphens, brackets, and + at the start."))
        return data

    def values(self, country: str) -> dict[str, Any]:
        """Return what a proposal stores; the order of languages follows the settings."""
        data = self.cleaned_data
        texts = {
            name: {code: data[f"{name}_{code}"] for code, _english in settings.LANGUAGES if data[f"{name}_{code}"]}
            for name in TEXTS
        }
        return {"country": country, **{name: data[name] for name in self.base_fields}, **texts}


class ConfirmForm(forms.Form):
    """When and how the second person found out that the contact works."""

    method = forms.ChoiceField(label=_("How did you try it?"), choices=CheckMethod.choices, widget=forms.RadioSelect)
    tried_on = forms.DateField(
        label=_("When did you try it?"),
        initial=timezone.localdate,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def clean_tried_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["tried_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class TalkPlaceForm(forms.Form):
    """Where students find the lead, in words that fit the school."""

    room = forms.CharField(
        label=_("Room"), max_length=ROOM_LENGTH, help_text=_("For example: room 12, second floor, beside the library.")
    )
    hours = forms.CharField(
        label=_("When you are there"),
        max_length=ROOM_LENGTH,
        help_text=_("For example: every break, Tuesday 14:00-16:00."),
    )
