"""Typed reading of a mapping from a file: every value is checked, every mistake is named with its field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cms.exchange.problems import Problems

IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
MOST_ENTRIES = 500


def is_identifier(value: str) -> bool:
    """Whether this is a short name: lower-case letters, digits and hyphens, at most 40."""
    return IDENTIFIER.fullmatch(value) is not None


class Fields:
    """One mapping of a file. Read every field, then call ``end``, which names the fields nobody asked for."""

    def __init__(self, content: object, file: str, problems: Problems, place: str = "") -> None:
        self.file = file
        self.place = place
        self.problems = problems
        self._read: set[str] = set()
        self._content: Mapping[str, object] = content if isinstance(content, dict) else {}
        if not isinstance(content, dict):
            self.problems.add(file, place, _("Here should be a list of fields, each as name and value."))

    def has(self, name: str) -> bool:
        """Whether the field stands in the file."""
        return name in self._content

    def add(self, name: str, message: str) -> None:
        """Note a problem of one field; an empty name means the mapping itself."""
        place = f"{self.place}.{name}" if self.place and name else self.place or name
        self.problems.add(self.file, place, message)

    def text(self, name: str, *, most: int, required: bool = True) -> str:
        """Return one line or more of text, ``most`` characters at most."""
        value = self._take(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.add(name, _("This should be text; put it in quotes."))
            return ""
        return self._checked(name, value.strip(), most, required=required)

    def texts(self, name: str, languages: Sequence[str], *, most: int, required: bool = True) -> dict[str, str]:
        """Return one text per language; one that is missing is left out, but for the first: the source."""
        value = self._take(name, required=required)
        if value is None:
            return {}
        found = Fields(value, self.file, self.problems, f"{self.place}.{name}" if self.place else name)
        words = {code: found.text(code, most=most, required=False) for code in languages}
        found.end()
        if not words[languages[0]]:
            found.add(languages[0], _("The text in the source language is missing."))
        return {code: text for code, text in words.items() if text}

    def strings(self, name: str, *, most: int, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(name, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.add(name, _("This should be a list of texts; put each in quotes."))
            return ()
        return tuple(
            self._checked(f"{name}[{number}]", str(entry).strip(), most, required=True)
            for number, entry in enumerate(self._limited(name, value))
        )

    def identifier(self, name: str, *, required: bool = True) -> str:
        """Return a short name."""
        value = self.text(name, most=40, required=required)
        if value and not is_identifier(value):
            self.add(name, _("A short name has only small letters, digits and hyphens."))
            return ""
        return value

    def identifiers(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of different short names."""
        values = self.strings(name, most=40, required=required)
        if not all(is_identifier(value) for value in values):
            self.add(name, _("A short name has only small letters, digits and hyphens."))
            return ()
        if len(set(values)) < len(values):
            self.add(name, _("A name stands here twice."))
        return values

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number of the range."""
        value = self._take(name, required=default is None)
        if value is None:
            return low if default is None else default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.add(name, _("This should be a whole number from %(low)d to %(high)d.") % {"low": low, "high": high})
            return low
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self._take(name, required=default is None)
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.add(name, _("This should be true or false, without quotes."))
            return False
        return value

    def choice(self, name: str, options: Sequence[str], default: str | None = None) -> str:
        """Return one of the options."""
        value = self._take(name, required=default is None)
        if value is None:
            return options[0] if default is None else default
        if not isinstance(value, str) or value not in options:
            self.add(name, _("This should be one of: %(options)s.") % {"options": ", ".join(options)})
            return options[0]
        return value

    def day(self, name: str, *, required: bool = True) -> date | None:
        """Return a date."""
        value = self._take(name, required=required)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.add(name, _("This should be a date such as 2026-11-22, without quotes."))
            return None
        return value

    def child(self, name: str) -> "Fields":
        """Return the mapping below this one."""
        place = f"{self.place}.{name}" if self.place else name
        return Fields(self._take(name, required=False) or {}, self.file, self.problems, place)

    def children(self, name: str, *, required: bool = True) -> Iterator["Fields"]:
        """Yield the mappings of a list; each is named by its ``id`` where it has one, else by its number."""
        value = self._take(name, required=required)
        if value is None:
            return
        if not isinstance(value, list):
            self.add(name, _("This should be a list."))
            return
        base = f"{self.place}.{name}" if self.place else name
        for number, entry in enumerate(self._limited(name, value)):
            known = entry.get("id") if isinstance(entry, dict) else None
            label = known if isinstance(known, str) and is_identifier(known) else number
            yield Fields(entry, self.file, self.problems, f"{base}[{label}]")

    def refuse(self, names: Sequence[str]) -> None:
        """Note each of these fields that stands in a translation although only the source has it."""
        for name in names:
            if name in self._content:
                self._read.add(name)
                self.add(name, _("Only the file in the source language says this; leave it out here."))

    def end(self) -> None:
        """Note the fields nobody asked for."""
        for name in self._content:
            if name not in self._read:
                self.add(str(name)[:60], _("This field is not known here."))

    def _take(self, name: str, *, required: bool) -> object:
        self._read.add(name)
        value = self._content.get(name)
        if value is None and required:
            self.add(name, _("This field is missing."))
        return value

    def _checked(self, name: str, text: str, most: int, *, required: bool) -> str:
        if required and not text:
            self.add(name, _("This field is empty."))
        if len(text) > most:
            self.add(name, _("This is longer than %(most)d characters.") % {"most": most})
            return text[:most]
        return text

    def _limited(self, name: str, values: list[object]) -> list[object]:
        if len(values) > MOST_ENTRIES:
            self.add(name, _("This list has more than %(most)d entries.") % {"most": MOST_ENTRIES})
        return values[:MOST_ENTRIES]
