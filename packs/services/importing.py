"""Importing a pack: everything is read and judged first, then written: in one transaction, or in small steps."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from assessments.models import Quiz
from assessments.services import NotPublishable, publish_quiz
from audit import services as audit
from cms.exchange.problems import Gap, Problems
from cms.services import ensure_home
from packs.exchange import lint, pack, source
from packs.exchange.manifest import is_picture
from packs.exchange.pack import PackDoc
from packs.exchange.signature import SIGNATURE, Seal, origin
from packs.exchange.source import Source
from packs.models import Pack
from packs.services import pictures
from packs.services.files import FileWriter
from packs.services.names import Names
from packs.services.pictures import PictureWriter
from packs.services.previewing import compare
from packs.services.programmes import write_parts
from packs.services.report import ImportReport, PackRefused
from packs.services.rows import Row, Rows
from packs.services.seeding import seed_sources
from packs.services.steps import Steps
from packs.services.translating import Translator
from packs.services.trust import in_words, refuse_strangers, trusted_keys
from packs.services.writing import SourceWriter, keep_place


def check_pack(*, source: Source) -> ImportReport:
    """Return what an import would find, without touching the database. Raises ``PackRefused``."""
    return judge(source)[1]


def preview_pack(*, source: Source) -> ImportReport:
    """Return that and what an import would change, without writing anything. Raises ``PackRefused``."""
    doc, report = judge(source)
    report.differences = compare(doc)
    return report


def import_pack(
    *,
    source: Source,
    actor_id: int | None,
    publish: bool = True,
    only_trusted: bool = False,
    in_steps: bool = False,
    tell: Callable[[int], None] = lambda _done: None,
) -> ImportReport:
    """Write a pack from a folder or a zip into rows and pages of every language, and publish its quizzes.

    Raises ``PackRefused`` with every reason, and then nothing is written; with ``only_trusted`` also where nobody we
    know has signed it. A language of something that is not complete stays unpublished; the report names what it lacks.
    A second import of the same pack changes nothing. Audited.

    ``in_steps`` is for a site that serves meanwhile: a transaction for each lesson and language, so that students'
    answers never wait long. What a page itself has against it then stops the import where it is, and the steps before
    stay; ``tell`` hears how many are done.
    """
    doc, report = judge(source)
    if only_trusted:
        refuse_strangers(report.origin, source)
    writers = PictureWriter(doc.manifest.id, report), FileWriter(doc.manifest.id, report)
    steps = Steps(writers, separate=in_steps, tell=tell)
    with steps.whole():
        _Import(doc, report, steps, writers, user=_actor(actor_id), publish=publish).run()
    return report


def _actor(actor_id: int | None) -> User | None:
    return None if actor_id is None else User.objects.get(pk=actor_id)


def judge(given: Source) -> tuple[PackDoc, ImportReport]:
    """Return the pack and an empty report with its gaps, or raise ``PackRefused`` with everything that is wrong."""
    problems = Problems()
    files = source.read(given, problems)
    doc = None if problems else pack.read(files, problems)
    if doc is None:
        raise PackRefused(problems)
    manifest = doc.manifest
    problems.extend(lint.problems(doc))
    pictures.check(manifest, doc.pictures, problems)
    for language in manifest.languages:
        if language not in dict(settings.LANGUAGES):
            message = _("This installation does not know the language %(code)s.")
            problems.add(source.MANIFEST, "languages", message % {"code": language})
    report = ImportReport(manifest.id, manifest.version, manifest.languages)
    report.origin = origin(files, trusted_keys())
    if report.origin.seal == Seal.BROKEN:
        problems.add(SIGNATURE, "", in_words(report.origin))
    for language in manifest.translations:
        found = list(lint.gaps(doc, language))
        report.gaps[language] = [gap for gap in found if isinstance(gap, Gap)]
        problems.extend(problem for problem in found if not isinstance(problem, Gap))
    if problems:
        raise PackRefused(problems)
    return doc, report


class _Import:
    """One import, inside its transaction."""

    def __init__(
        self,
        doc: PackDoc,
        report: ImportReport,
        steps: Steps,
        writers: tuple[PictureWriter, FileWriter],
        *,
        user: User | None,
        publish: bool,
    ) -> None:
        self._steps = steps
        self._doc = doc
        self._report = report
        self._pictures, self._files = writers
        self._user = user
        self._publish = publish
        self._problems = Problems()
        self._names = Names(doc.manifest.id)
        self._rows = Rows(doc, self._names, publish=publish)

    def run(self) -> None:
        """Write everything; raises ``PackRefused`` when a page's own checks refuse it."""
        manifest = self._doc.manifest
        with self._steps.one():
            kept, _made = Pack.objects.select_for_update().get_or_create(pack_id=manifest.id)
            locales = {language: ensure_home(language).locale for language in manifest.languages}
        for picture in manifest.media:
            with self._steps.one():
                data = self._doc.pictures[picture.path]
                writer = self._pictures if is_picture(picture.path) else self._files
                self._names.picture_numbers[picture.path] = writer.write(picture, data, manifest.licence)
        parts = self._parts()
        rows = [row for part in parts for row in self._write_source(part, locales[manifest.source], kept)]
        self._refuse_if_wrong()
        with self._steps.one():
            self._order(rows, self._rows.written)
            for programme in self._doc.programmes:
                if write_parts(programme, self._rows.written):
                    self._report.changed[_("parts of programmes")] += 1
        for language in manifest.translations:
            for part in parts:
                with self._steps.one():
                    self._translate(part, language, locales[language])
                    self._refuse_step()
            with self._steps.one():
                self._order_translated(rows, locales[language])
        self._refuse_if_wrong()
        if self._publish:
            self._publish_quizzes(rows)
        self._refuse_if_wrong()
        with self._steps.one():
            self._names.save(kept)
            self._keep_manifest(kept, rows)

    def _parts(self) -> list[list[Row]]:
        """Return the rows cut behind each page, or all of them together."""
        rows = list(self._rows.all())
        if not self._steps.separate:
            return [rows]
        parts: list[list[Row]] = [[]]
        for row in rows:
            parts[-1].append(row)
            if row.is_page:
                parts.append([])
        return [part for part in parts if part]

    def _refuse_step(self) -> None:
        """Take a step back that found something against it, where steps stand for themselves."""
        if self._steps.separate:
            self._refuse_if_wrong()

    def _refuse_if_wrong(self) -> None:
        if self._problems:
            raise PackRefused(self._problems)

    def _write_source(self, part: list[Row], locale: Locale, kept: Pack) -> list[Row]:
        with self._steps.one():
            writer = SourceWriter(locale, self._user, self._report, self._problems, publish=self._publish)
            home = ensure_home(locale.language_code)
            rows = []
            for row in part:
                parent = self._rows.written.get(row.parent) if row.parent else home
                if parent is None:
                    continue  # its own refusal was noted
                written = writer.write(row, self._names.key(row.name), parent, locale.language_code)
                if written is None:
                    continue
                self._rows.written[row.name] = written
                if row.name.startswith("item/"):
                    self._names.item_numbers[row.name.removeprefix("item/")] = written.pk
                rows.append(row)
            self._refuse_step()
            if self._doc.manifest.translations and not self._problems:
                seed_sources([self._rows.written[row.name] for row in rows])
            if self._steps.separate:
                self._names.save(kept)
        return rows

    def _translate(self, part: list[Row], language: str, locale: Locale) -> None:
        translator = Translator(language, locale, self._user, self._report, self._problems, publish=self._publish)
        for row in part:
            translator.write(row, self._rows.written[row.name])

    def _order_translated(self, rows: list[Row], locale: Locale) -> None:
        pages = {
            row.name: page
            for row in rows
            if row.is_page
            for page in row.model.objects.filter(translation_key=self._names.key(row.name), locale=locale)
        }
        self._order(rows, pages)

    def _order(self, rows: list[Row], pages: dict[str, Any]) -> None:
        for parent in dict.fromkeys(row.parent for row in rows if row.parent):
            if parent in pages:
                children = [pages[row.name] for row in rows if row.parent == parent and row.name in pages]
                keep_place(pages[parent], children)

    def _publish_quizzes(self, rows: list[Row]) -> None:
        for row in rows:
            if row.model is not Quiz:
                continue
            try:
                with self._steps.one():
                    publish_quiz(quiz=self._rows.written[row.name], actor=self._user)
            except NotPublishable as refused:
                for reason in refused.reasons:
                    self._problems.add(row.file_in(self._doc.manifest.source), "", reason)

    def _keep_manifest(self, kept: Pack, rows: list[Row]) -> None:
        """Remember what no row says: the version, the licence, and the folders of the lessons."""
        manifest = self._doc.manifest
        content = {
            "languages": list(manifest.languages),
            "licence": manifest.licence,
            "attribution": manifest.attribution,
            "facts_note": self._doc.facts.note,
            "rows": [row.name for row in rows],
            "paths": {place.id: place.path for place in manifest.lessons},
        }
        dropped = set(kept.manifest.get("rows", ())) - {row.name for row in rows}
        message = _("%(name)s is no longer in the pack; it stays in the database.")
        self._report.notes += [message % {"name": name} for name in sorted(dropped)]
        if self._report.has_changes or (kept.version, kept.manifest) != (manifest.version, content):
            kept.version, kept.manifest = manifest.version, content
            kept.imported_by_id = self._user.pk if self._user else None
            kept.save()
            audit.record(
                action="pack.import",
                actor=self._user,
                scope_type="pack",
                scope_id=manifest.id,
                details={"version": manifest.version},
            )
