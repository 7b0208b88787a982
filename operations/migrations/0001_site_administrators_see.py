"""Site administrators see every job, may stop any, and read the whole audit log."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADMINS = "Site administrators"
PERMISSIONS = (
    ("jobs", "job", "view_job", "Can view job"),
    ("jobs", "job", "cancel_job", "Can cancel anybody's job"),
    ("audit", "auditentry", "view_auditentry", "Can view audit entry"),
)


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the permissions; they are made here too, because Django makes them only after all migrations."""
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    group = apps.get_model("auth", "Group").objects.get(name=ADMINS)
    for app, model, codename, name in PERMISSIONS:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        permission, _made = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def take_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them again."""
    Permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group").objects.get(name=ADMINS)
    group.permissions.remove(
        *Permission.objects.filter(codename__in=[codename for _app, _model, codename, _ in PERMISSIONS])
    )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [
        ("audit", "0002_append_only"),
        ("cms", "0002_groups"),
        ("jobs", "0001_job"),
    ]
    operations = [migrations.RunPython(give, take_back)]
