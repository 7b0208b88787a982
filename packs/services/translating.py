"""Translations through wagtail-localize: its sources, strings and targets, from the texts of a pack's files.

An unsaved copy of the row in the target language, built from the translated file with the same block ids, yields the
same segments as the source; they are paired by path and order and kept as the translator's own strings would be.
"""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from accounts.models import User
from assessments.models import Item
from assessments.services.own_sound import keep_own_sound
from cms.exchange.problems import Gap, Problems
from cms.queries import is_content_current, missing_strings
from cms.services import publish_import, save_translation
from packs.services.report import ImportReport
from packs.services.rows import REVIEW_FIELDS, Row, review_values
from packs.services.writing import comparable, note_refusal


class Translator:
    """Writes one language of rows that stand in the source language already."""

    def __init__(
        self,
        language: str,
        locale: Locale,
        user: User | None,
        report: ImportReport,
        problems: Problems,
        *,
        publish: bool,
    ) -> None:
        self._language = language
        self._locale = locale
        self._user = user
        self._report = report
        self._problems = problems
        self._publish = publish
        self._gaps = report.gaps[language]

    def write(self, row: Row, original: Any) -> None:
        """Keep the strings of this row, and save it in the language when nothing is missing."""
        source, is_new = self._source(original)
        copy = row.fill(self._language)
        is_changed = self._keep_strings(copy, row, source)
        if isinstance(copy, Item):
            own = copy.sound if copy.sound_id != original.sound_id else None
            is_changed |= keep_own_sound(
                item_key=original.translation_key, locale_id=self._locale.pk, sound=own, actor=self._user
            )
        waiting = {gap.owner for gap in self._gaps}
        if row.owners & waiting:
            return
        missing = missing_strings(source, self._locale.pk)
        if missing:
            message = _("%(count)d pieces of text in the source are not in the pack")
            self._gaps.append(Gap(row.file_in(self._language), row.name, message % {"count": missing}, row.name))
            return
        self._save_target(row, source, is_changed=is_new or is_changed)

    def _source(self, original: Any) -> tuple[TranslationSource, bool]:
        """Return what localize holds of the original, brought up to date, and whether it was not."""
        source = TranslationSource.objects.filter(
            object_id=original.translation_key, locale_id=original.locale_id
        ).first()
        if source is not None and is_content_current(source, original):
            return source, False
        return TranslationSource.update_or_create_from_instance(original)[0], True

    def _keep_strings(self, copy: Any | None, row: Row, source: TranslationSource) -> bool:
        """Store the translated strings of a row's copy and return whether any differs from what was there."""
        if copy is None:
            return False
        texts: dict[str, list[str]] = defaultdict(list)
        for segment in extract_segments(copy):
            if isinstance(segment, StringSegmentValue):
                texts[segment.path].append(segment.string.data)
        segments: dict[str, list[StringSegment]] = defaultdict(list)
        for kept in StringSegment.objects.filter(source=source).select_related("context").order_by("order"):
            segments[kept.context.path].append(kept)
        wanted: dict[tuple[int, int], str] = {}
        for path, there in segments.items():
            here = texts.get(path, [])
            # Where the numbers differ nothing can be paired; the gap was named when the files were compared.
            for segment, text in zip(there, here, strict=True) if len(there) == len(here) else ():
                if wanted.setdefault((segment.string_id, segment.context_id), text) != text:
                    self._note_ambiguity(row, text)
        return self._store(source, wanted)

    def _note_ambiguity(self, row: Row, text: str) -> None:
        message = _("the source says the same twice in one block, so “%(text)s” must be said the same way, too")
        self._gaps.append(Gap(row.file_in(self._language), row.name, message % {"text": text[:60]}, row.name))

    def _store(self, source: TranslationSource, wanted: dict[tuple[int, int], str]) -> bool:
        kept = {
            (one.translation_of_id, one.context_id): one
            for one in StringTranslation.objects.filter(context__object_id=source.object_id, locale=self._locale)
        }
        new = [
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale=self._locale,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=self._user,
            )
            for (string, context), text in wanted.items()
            if (string, context) not in kept
        ]
        changed = [kept[pair] for pair, text in wanted.items() if pair in kept and _differs(kept[pair], text)]
        for one in changed:
            one.data = wanted[one.translation_of_id, one.context_id]
            one.has_error, one.field_error = False, ""
            one.last_translated_by, one.updated_at = self._user, timezone.now()
        StringTranslation.objects.bulk_create(new)
        StringTranslation.objects.bulk_update(
            changed, ["data", "has_error", "field_error", "last_translated_by", "updated_at"]
        )
        return bool(new or changed)

    def _save_target(self, row: Row, source: TranslationSource, *, is_changed: bool) -> None:
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=self._locale)
        if not translation.enabled:
            message = _("%(name)s was taken out of synchronisation in %(language)s and stays as it is.")
            self._report.notes.append(message % {"name": row.name, "language": self._language})
            return
        target = row.model.objects.filter(translation_key=source.object_id, locale=self._locale).first()
        try:
            if row.is_page:
                self._save_page(row, translation, target, is_changed=is_changed)
            elif is_changed or target is None or self._lacks_own(row, target):
                translation.save_target(user=self._user, publish=True)
                self._save_own(row, translation)
                self._report.translated[row.kind] += 1
        except ValidationError as error:
            note_refusal(error, row.file_in(self._language), self._problems)

    def _lacks_own(self, row: Row, target: Any) -> bool:
        wanted = row.own(self._language) if row.own else {}
        return any(getattr(target, name) != value for name, value in wanted.items())

    def _save_own(self, row: Row, translation: Translation) -> None:
        """Give a row what localize neither translates nor copies, and have its own checks look at all of it."""
        if row.own is None:
            return
        target = translation.get_target_instance()
        for name, value in row.own(self._language).items():
            setattr(target, name, value)
        target.clean()
        target.save()

    def _save_page(self, row: Row, translation: Translation, target: Any, *, is_changed: bool) -> None:
        review = review_values(row.reviews[self._language]) if row.reviews else {}
        is_text_new = is_changed or target is None or target.alias_of_id is not None
        is_review_new = bool(review) and target is not None and comparable(target, REVIEW_FIELDS) != review
        is_live = target is not None and target.live
        is_hidden = self._publish and target is not None and not is_live
        # A page that readers see must not change unpublished.
        if not (is_text_new or is_review_new or is_hidden) or (is_live and not self._publish):
            return
        if is_text_new:
            # Published below, inside the transaction: localize would publish after its commit.
            page = save_translation(translation=translation, actor=self._user).as_object()
        else:
            page = translation.get_target_instance()
        revision = page.latest_revision
        if comparable(page, tuple(review)) != review:
            for name, value in review.items():
                setattr(page, name, value)
            revision = page.save_revision(user=self._user)
        if self._publish:
            publish_import(revision=revision, actor=self._user)
        self._report.translated[row.kind] += 1


def _differs(kept: StringTranslation, text: str) -> bool:
    return bool(kept.data != text or kept.has_error)
