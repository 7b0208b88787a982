"""A table of its own for which question shows which stored file, and made of what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0019_remember_merged_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="MediaUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(db_index=True, max_length=64)),
                ("item_key", models.CharField(blank=True, db_index=True, default="", max_length=36)),
                (
                    "content_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0: neutral"),
                            (1, "1: mentions harm"),
                            (2, "2: describes an invented case"),
                            (3, "3: professionals only"),
                        ]
                    ),
                ),
                (
                    "media",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="assessments.frozenmedia",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("media", "origin", "item_key"), name="one_use_per_question")
                ],
            },
        ),
    ]
