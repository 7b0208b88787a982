"""What the next publication of a quiz would change against its latest version."""

from dataclasses import dataclass, field

from assessments import interactions
from assessments.grading import Structure
from assessments.interactions.base import FrozenItem, ItemTexts, Json
from assessments.models import Item, Quiz, QuizAssignment, QuizVersion
from assessments.queries.drafts import Draft, draft_of
from assessments.queries.frozen import frozen_structure, frozen_texts


@dataclass(frozen=True)
class Changes:
    """Names of questions by what would happen to them; ``running`` counts classes that still have an older version.

    ``makes_version`` says whether a new version comes of it: new words alone reach running classes as a revision.
    """

    latest: QuizVersion | None
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    key_changed: list[str] = field(default_factory=list)
    choices_changed: list[str] = field(default_factory=list)
    words_changed: list[str] = field(default_factory=list)
    is_reordered: bool = False
    pass_percent: tuple[int, int] | None = None
    is_new_title: bool = False
    running: int = 0

    @property
    def makes_version(self) -> bool:
        """Whether structure, key or pass mark differ."""
        parts = (self.added, self.removed, self.key_changed, self.choices_changed)
        return self.latest is None or any(parts) or self.is_reordered or self.pass_percent is not None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not (self.makes_version or self.words_changed or self.is_new_title)


def pending_changes(source: Quiz) -> Changes:
    """Compare a quiz's row in the source language with its latest version. A fixed number of queries."""
    latest = source.versions.order_by("-number").first()
    draft = draft_of(source)
    if latest is None:
        return Changes(None, added=[str(one.row) for one in draft.asked])
    before = frozen_structure(latest)
    texts = frozen_texts(latest, latest.source_language)
    names = {str(one.row.translation_key): str(one.row) for one in draft.asked}
    gone = [item_id for item_id in before.by_id if item_id not in names]
    kept = [item_id for item_id in before.by_id if item_id in names]
    changed = _changed(draft, before, texts.by_item)
    return Changes(
        latest,
        added=[name for item_id, name in names.items() if item_id not in before.by_id],
        removed=_names_of(gone, source, texts.by_item),
        key_changed=changed["key"],
        choices_changed=changed["choices"],
        words_changed=changed["words"],
        is_reordered=kept != [item_id for item_id in names if item_id in before.by_id],
        pass_percent=(latest.pass_percent, source.pass_percent) if latest.pass_percent != source.pass_percent else None,
        is_new_title=texts.title != source.title,
        running=QuizAssignment.objects.opened().filter(version__quiz=source).count(),
    )


def _changed(draft: Draft, before: Structure, words: dict[str, ItemTexts]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"key": [], "choices": [], "words": []}
    for one, frozen, texts in draft.whole:
        old = before.by_id.get(frozen.id)
        if old is None:
            continue
        if frozen != old:
            is_same = _right(frozen, texts) == _right(old, words[old.id])
            found["choices" if is_same else "key"].append(str(one.row))
        if texts != words[frozen.id]:
            found["words"].append(str(one.row))
    return found


def _right(item: FrozenItem, texts: ItemTexts) -> tuple[str, Json | None]:
    answer = interactions.logic(item.kind).right_answer(item, texts)
    return item.kind, None if answer is None else answer.to_json()


def _names_of(item_ids: list[str], source: Quiz, words: dict[str, ItemTexts]) -> list[str]:
    """Return the bank's names; of a question that is not there any more, its first words."""
    rows = Item.objects.filter(translation_key__in=item_ids, locale_id=source.locale_id)
    names = {str(row.translation_key): str(row) for row in rows}
    return [names.get(item_id, words[item_id].prompt[:60]) for item_id in item_ids]
