"""Let a list find its rows without reading all others."""

from django.db import migrations, models

from common.indexes import AddIndexWhileServing


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0003_remember_spent_codes"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        AddIndexWhileServing(
            model_name="user",
            index=models.Index(
                condition=models.Q(("kind", "staff")), fields=["display_name", "username"], name="staff_by_name"
            ),
        ),
    ]
