"""A place that was left by a move is told apart from one whose student was taken out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0003_close_institutions"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="has_moved",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
