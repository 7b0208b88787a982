"""Marks the places that were left by a move before moves were marked: another place began on that very day."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def mark(apps: Any, _schema_editor: Any) -> None:
    """Mark them in one statement; a student taken out of one class and let into another that day counts as moved."""
    places = apps.get_model("institutions", "Enrolment").objects
    there = places.filter(
        learner=OuterRef("learner"), joined_on=OuterRef("left_on"), cohort__institution=OuterRef("cohort__institution")
    )
    moved = places.filter(Exists(there.exclude(pk=OuterRef("pk"))), left_on__gt=F("joined_on"))
    places.filter(pk__in=moved.values("pk")).update(has_moved=True)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0004_tell_moved_from_taken_out"),
    ]

    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
