"""Creates the table of the audit log; its triggers come next."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("actor_id", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="who")),
                (
                    "actor_kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("learner", "Student"),
                            ("system", "The platform itself"),
                            ("anonymous", "Somebody not signed in"),
                        ],
                        max_length=10,
                        verbose_name="in which role",
                    ),
                ),
                ("action", models.CharField(max_length=60, verbose_name="action")),
                ("scope_type", models.CharField(blank=True, max_length=40, verbose_name="kind of object")),
                ("scope_id", models.CharField(blank=True, max_length=40, verbose_name="object")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how many")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["scope_type", "scope_id", "-at"], name="audit_by_scope"),
                    models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
                    models.Index(fields=["action", "-at"], name="audit_by_action"),
                    models.Index(fields=["at"], name="audit_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor_kind__in", ["staff", "learner", "system", "anonymous"])),
                        name="audit_actor_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor_id__isnull", False), ("actor_kind__in", ["staff", "learner"])),
                            models.Q(("actor_id__isnull", True), ("actor_kind__in", ["system", "anonymous"])),
                            _connector="OR",
                        ),
                        name="audit_person_has_a_number",
                    ),
                ],
            },
        ),
    ]
