"""The words of single questions for their teachers, read from many versions at once."""

from collections.abc import Collection
from dataclasses import dataclass

from assessments.models import QuizVersion, QuizVersionText


@dataclass(frozen=True)
class StaffWords:
    """One question in one language: its stem, and how to explain it again."""

    quiz: str
    prompt: str
    reteach: str


def staff_words(wanted: Collection[tuple[QuizVersion, str]], language: str | None) -> dict[tuple[int, str], StaffWords]:
    """Return the words by (version's row number, item), in the language, else in the version's own. One query."""
    versions = {version.pk: version for version, _item in wanted}
    chosen: dict[int, QuizVersionText] = {}
    for row in QuizVersionText.objects.filter(version__in=versions).order_by("revision"):
        version, before = versions[row.version_id], chosen.get(row.version_id)
        is_asked_for = row.language == language
        if is_asked_for or (
            row.language == version.source_language and (before is None or before.language != language)
        ):
            chosen[row.version_id] = row
    return {
        (version.pk, item_id): _words(chosen[version.pk], item_id)
        for version, item_id in wanted
        if version.pk in chosen and item_id in chosen[version.pk].texts
    }


def _words(row: QuizVersionText, item_id: str) -> StaffWords:
    texts = row.texts[item_id]
    return StaffWords(row.title, texts["prompt"], texts.get("reteach", ""))
