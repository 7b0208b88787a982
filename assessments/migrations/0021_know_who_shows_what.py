"""Files that were stored before: each is shown by the questions that show its origin now, or by nobody we know."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import migrations


def note_uses(apps: Any, _editor: Any) -> None:
    """Give every stored file its uses; a file whose question is gone keeps the level it had."""
    stored = apps.get_model("assessments", "FrozenMedia")
    use = apps.get_model("assessments", "MediaUse")
    shown: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for origin, key, level in _shown(apps.get_model("assessments", "Item")):
        shown[origin].setdefault(key, level)
    noted = set(use.objects.values_list("media_id", flat=True))
    rows = []
    for media in stored.objects.exclude(pk__in=noted):
        # What is open stays open until its question is looked at again: a class may have it before them.
        by = {key: min(level, media.content_level) for key, level in shown[media.origin].items()}
        rows += [
            use(media=media, origin=media.origin, item_key=key, content_level=level)
            for key, level in (by or {"": media.content_level}).items()
        ]
    use.objects.bulk_create(rows, batch_size=500)


def _shown(items: Any) -> Iterator[tuple[str, str, int]]:
    """Yield origin, question and level of every picture and sound, the row in the source language first."""
    for item in items.objects.exclude(picture=None, sound=None).select_related("picture", "sound").order_by("pk"):
        for file, origin in ((item.picture, _picture_mark), (item.sound, _sound_mark)):
            if file is not None:
                yield origin(file), str(item.translation_key), max(item.content_level, file.content_level)


def _picture_mark(picture: Any) -> str:
    return str(picture.file_hash)


def _sound_mark(sound: Any) -> str:
    return sha256(f"{sound.file.name}:{sound.pk}".encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0020_which_question_shows_what"),
        ("cms", "0003_know_sounds_of_packs"),
    ]

    operations = [migrations.RunPython(note_uses, migrations.RunPython.noop)]
