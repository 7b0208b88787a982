"""Writing the rows and pages of the source language: only what differs, each page with one new revision."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from accounts.models import User
from cms.exchange.problems import Problems
from cms.exchange.rich_text import without_editor_marks
from cms.services import publish_import
from packs.services.report import ImportReport
from packs.services.rows import Row


def comparable(instance: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of these fields such that equal content is equal."""
    return {name: _comparable_value(instance, name) for name in fields}


def _comparable_value(instance: Any, name: str) -> Any:
    field = instance._meta.get_field(name)
    if field.many_to_many:
        return sorted(row.pk for row in getattr(instance, name).all())
    if isinstance(field, StreamField):
        return without_editor_marks(json.loads(field.value_to_string(instance)))
    return getattr(instance, field.attname)


class SourceWriter:
    """Writes rows in the source language and keeps count."""

    def __init__(
        self, locale: Locale, user: User | None, report: ImportReport, problems: Problems, *, publish: bool
    ) -> None:
        self._locale = locale
        self._user = user
        self._report = report
        self._problems = problems
        self._publish = publish

    def write(self, row: Row, key: UUID, parent: Page, language: str) -> Any:
        """Return the row or page of this name as the pack wants it, made or changed where it was not so.

        Returns None after noting what the page itself says against it.
        """
        wanted = row.fill(language)
        if wanted is None:  # the reader refuses a pack without a file of its source language
            raise LookupError(row.name)
        wanted.translation_key = key
        wanted.locale = self._locale
        found = row.model.objects.filter(translation_key=key, locale=self._locale).first()
        try:
            if row.is_page:
                return self._write_page(row, wanted, found, parent)
            return self._write_row(row, wanted, found)
        except ValidationError as error:
            note_refusal(error, row.file_in(language), self._problems)
            return None

    def _write_row(self, row: Row, wanted: Any, found: Any) -> Any:
        if found is None:
            _check_own(row, wanted)
            wanted.save()
            self._report.made[row.kind] += 1
            return wanted
        if comparable(found, row.fields) == comparable(wanted, row.fields):
            self._report.same[row.kind] += 1
            return found
        _take_over(found, wanted, row.fields)
        _check_own(row, found)
        found.save()
        self._report.changed[row.kind] += 1
        return found

    def _write_page(self, row: Row, wanted: Any, found: Any, parent: Page) -> Any:
        if found is None:
            wanted.live = False
            parent.add_child(instance=wanted)
            self._report.made[row.kind] += 1
            return self._new_revision(wanted)
        # What readers see decides; of a page that nobody sees yet, the latest draft.
        standing = found if found.live and self._publish else found.get_latest_revision_as_object()
        if comparable(standing, row.fields) == comparable(wanted, row.fields):
            self._report.same[row.kind] += 1
            return found if found.live or not self._publish else self._new_revision(standing)
        _take_over(found, wanted, row.fields)
        self._report.changed[row.kind] += 1
        return self._new_revision(found)

    def _new_revision(self, page: Any) -> Any:
        revision = page.save_revision(user=self._user, log_action=True)
        if self._publish:
            publish_import(revision=revision, actor=self._user)
        return type(page).objects.get(pk=page.pk)


def _check_own(row: Row, instance: Any) -> None:
    """Raise ``ValidationError`` where a row that publishes itself has something against it."""
    if row.own is not None:
        instance.clean()


def _take_over(found: Any, wanted: Any, fields: tuple[str, ...]) -> None:
    for name in fields:
        many = found._meta.get_field(name).many_to_many
        setattr(found, name, list(getattr(wanted, name).all()) if many else getattr(wanted, name))


def note_refusal(error: ValidationError, file: str, problems: Problems) -> None:
    """Note what a page's own checks say against it."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in fields.items():
        for message in messages:
            problems.add(file, "" if name == "__all__" else name, message)


def keep_place(parent: Page, children: list[Page]) -> None:
    """Have these pages stand below this one in this order; pages that authors added keep their place before them."""
    wanted = [page.pk for page in children]
    if list(parent.get_children().filter(pk__in=wanted).values_list("pk", flat=True)) == wanted:
        return
    for pk in wanted:
        # Each move renumbers paths, so that both ends are looked up again.
        Page.objects.get(pk=pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
