"""Choices that a form learns only when it is made."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms


def choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let a field of a form offer these choices."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
