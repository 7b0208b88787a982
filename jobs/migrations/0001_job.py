"""Creates the table of jobs."""

import django.utils.timezone
from django.db import migrations, models

import common.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=common.ids.new_public_id, editable=False, max_length=10, unique=True),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("payload", models.JSONField(blank=True, default=dict)),
                ("unique_key", models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ("owner_id", models.BigIntegerField(blank=True, null=True, verbose_name="owner")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="progress")),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="message")),
                ("result", models.JSONField(blank=True, default=dict)),
                ("error_code", models.CharField(blank=True, max_length=60)),
                ("error_text", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("interruptions", models.PositiveSmallIntegerField(default=0)),
                ("run_after", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked for"),
                ),
                ("rung_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("cancel_job", "Can cancel anybody's job")],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "queued")), fields=["run_after", "id"], name="job_queue"
                    ),
                    models.Index(condition=models.Q(("status", "running")), fields=["heartbeat_at"], name="job_pulse"),
                    models.Index(fields=["owner_id", "-created_at"], name="job_by_owner"),
                    models.Index(fields=["finished_at"], name="job_by_end"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "running", "done", "failed", "cancelled"])),
                        name="job_status_is_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("progress__lte", 100)), name="job_progress_is_percent"),
                ],
            },
        ),
    ]
