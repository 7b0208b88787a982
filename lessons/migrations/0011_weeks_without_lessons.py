"""Weeks in which a class has no lessons."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0005_mark_earlier_moves"),
        ("lessons", "0010_put_first_steps_away"),
    ]

    operations = [
        migrations.CreateModel(
            name="FreeWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="free_weeks",
                        to="institutions.cohort",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [models.UniqueConstraint(fields=("cohort", "starts_on"), name="free_week_once")],
            },
        ),
    ]
