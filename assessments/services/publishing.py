"""Freezing a quiz: structure and key once per version, words once per language and revision."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from assessments import interactions
from assessments.grading import Structure
from assessments.interactions.base import FrozenError, Json
from assessments.interactions.faults import frozen_sentence
from assessments.interactions.media import Media
from assessments.models import Item, Quiz, QuizVersion, QuizVersionText
from assessments.queries import freeze_item_texts
from assessments.queries.drafts import draft_of, source_row
from assessments.queries.media_faults import media_faults
from assessments.queries.planning import structure_of
from assessments.services.item_media import media_of, pinned_media
from assessments.services.media import MediaRefused
from audit import services as audit
from cms.checks import publishing_problems
from cms.queries import problems_of_rows


class NotPublishable(ValueError):
    """The quiz cannot be frozen; ``reasons`` are sentences for the author."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def publish_quiz(*, quiz: Quiz, actor: User | None) -> QuizVersion:
    """Freeze the quiz as its next version and return it; an unchanged quiz returns its latest version.

    Reads the row in the source language, whichever row is given. Writes the texts of every language that is complete.
    Raises ``NotPublishable``. Audited.
    """
    source = source_row(quiz)
    Quiz.objects.select_for_update().get(pk=source.pk)
    structure = _structure(source)
    latest = source.versions.order_by("-number").first()
    if latest is not None and latest.content_hash == structure.digest and latest.pass_percent == source.pass_percent:
        version = latest
    else:
        version = QuizVersion.objects.create(
            quiz=source,
            number=(latest.number if latest else 0) + 1,
            structure=structure.to_json(),
            content_hash=structure.digest,
            pass_percent=source.pass_percent,
            needs_marking=bool(structure.for_person),
            source_language=source.locale.language_code,
            published_by_id=actor.pk if actor else None,
        )
        audit.record(actor=actor, action="quiz.publish", scope_type="quiz_version", scope_id=version.public_id)
    publish_texts(version=version, locale=source.locale)
    for locale in Locale.objects.exclude(pk=source.locale_id):
        try:
            publish_texts(version=version, locale=locale)
        except NotPublishable:
            continue  # an incomplete translation stays unpublished; its own publication says what is missing
    return version


@transaction.atomic
def publish_texts(*, version: QuizVersion, locale: Locale) -> QuizVersionText:
    """Append the words of one language to a version; unchanged words return the latest revision.

    Raises ``NotPublishable`` when a row is missing in that language, is behind its source or not fully translated, or
    does not cover the frozen choices.
    """
    structure = Structure.from_json(version.structure)
    rows = {
        str(item.translation_key): item
        for item in Item.objects.filter(translation_key__in=list(structure.by_id), locale=locale).select_related(
            "picture", "sound"
        )
    }
    quiz_row = Quiz.objects.filter(translation_key=version.quiz.translation_key, locale=locale).first()
    missing = [item_id for item_id in structure.by_id if item_id not in rows]
    if quiz_row is None or missing:
        raise NotPublishable([_("%(count)s questions are not translated.") % {"count": len(missing)}])
    if locale.language_code != version.source_language:
        # Localize saves half a translation if told to; a class gets a language whole or not at all.
        behind = [f"{row}: {reason}" for row, reason in problems_of_rows([quiz_row, *rows.values()])]
        if behind:
            raise NotPublishable(behind)
    texts = {item_id: freeze_item_texts(rows[item_id], media) for item_id, media in _shown(version, structure, rows)}
    misfits = list(_misfits(structure, texts, rows))
    if misfits:
        raise NotPublishable(misfits)
    latest = version.texts.filter(language=locale.language_code).order_by("-revision").first()
    if latest is not None and latest.texts == texts and latest.title == quiz_row.title:
        return latest
    return QuizVersionText.objects.create(
        version=version,
        language=locale.language_code,
        revision=(latest.revision if latest else 0) + 1,
        title=quiz_row.title,
        texts=texts,
    )


def _structure(source: Quiz) -> Structure:
    problems = publishing_problems(source)
    if problems:
        raise NotPublishable(problems)
    draft = draft_of(source)
    try:
        media = {frozen.id: media_of(row=one.row, source=one.row).digests() for one, frozen, _texts in draft.whole}
    except MediaRefused as refused:
        raise NotPublishable([str(refused)]) from refused
    return structure_of(draft, media={item: files for item, files in media.items() if files})


def _shown(version: QuizVersion, structure: Structure, rows: dict[str, Item]) -> Iterator[tuple[str, Media]]:
    """Yield what each question shows in the language of the rows. Raises ``NotPublishable``."""
    sources = {
        str(item.translation_key): item
        for item in Item.objects.filter(
            translation_key__in=list(structure.by_id), locale__language_code=version.source_language
        ).select_related("picture", "sound")
    }
    pinned = pinned_media(structure.media)
    for item_id in structure.by_id:
        row = rows[item_id]
        source = sources.get(item_id, row)
        faults = [
            _("“%(name)s” – %(message)s") % {"name": row, "message": fault}
            for _field, fault in media_faults(row, source)
        ]
        if faults:
            raise NotPublishable(faults)
        try:
            yield item_id, media_of(row=row, source=source, pinned=pinned.get(item_id))
        except MediaRefused as refused:
            raise NotPublishable([f"{row}: {refused}"]) from refused


def _misfits(structure: Structure, texts: dict[str, Json], rows: dict[str, Item]) -> Iterator[str]:
    """Yield what in the words of one language does not fit the frozen questions."""
    for item_id, item in structure.by_id.items():
        try:
            interactions.logic(item.kind).texts_from_json(item, texts[item_id])
        except FrozenError as error:
            yield _("The translation of “%(name)s” does not fit its question. %(message)s") % {
                "name": rows[item_id],
                "message": frozen_sentence(error),
            }
