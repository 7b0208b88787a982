"""Let a list find its rows without reading all others."""

from django.conf import settings
from django.db import migrations, models

from common.indexes import AddIndexWhileServing


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("assessments", "0013_take_in_answers_from_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexWhileServing(
            model_name="attempt",
            index=models.Index(
                models.OrderBy(models.F("sent_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("is_extra", False), ("number", 1), ("sent_at__isnull", False)),
                name="first_tries_by_time",
            ),
        ),
    ]
