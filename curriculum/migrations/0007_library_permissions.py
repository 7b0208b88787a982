"""What authors and reviewers may do with the library in the CMS."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = ("resource",)
ACTIONS = {
    "Authors": ("add", "change", "view"),
    "Language reviewers": ("change", "view"),
    "Child protection reviewers": ("view",),
    "Site administrators": ("add", "change", "delete", "view"),
}


def give_permissions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each group its permissions; the groups come from a migration of cms."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for name, actions in ACTIONS.items():
        group = Group.objects.get(name=name)
        for model in MODELS:
            kind, _made = ContentType.objects.get_or_create(app_label="curriculum", model=model)
            for action in actions:
                permission, _made = Permission.objects.get_or_create(
                    content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("curriculum", "0006_library_and_unverified_facts"), ("cms", "0002_groups")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
