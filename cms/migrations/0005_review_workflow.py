"""The review of every page: child protection first, then language; and who may give a course one of its own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "Child protection and language"
STEPS = (
    ("ProtectionReview", "Child protection review", "Child protection reviewers"),
    ("LanguageReview", "Language review", "Language reviewers"),
)
ADMINS = "Site administrators"
# What Wagtail puts at the top of a new site; its reviewers are a group that is gone.
WAGTAILS_OWN = "Moderators approval"


def make_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the steps and the workflow, and put it at the top of the tree unless somebody has chosen another."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    Permission = apps.get_model("auth", "Permission")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")

    workflow = Workflow.objects.create(name=NAME, active=True)
    for order, (model, name, group) in enumerate(STEPS):
        kind, _made = ContentType.objects.get_or_create(app_label="cms", model=model.lower())
        step = apps.get_model("cms", model).objects.create(name=name, content_type=kind, active=True)
        step.groups.set(Group.objects.filter(name=group))
        WorkflowTask.objects.create(workflow=workflow, task_id=step.pk, sort_order=order)
    WorkflowPage.objects.filter(workflow__name=WAGTAILS_OWN).delete()
    Workflow.objects.filter(name=WAGTAILS_OWN).update(active=False)
    top = Page.objects.get(depth=1)
    if not WorkflowPage.objects.filter(page=top).exists():
        WorkflowPage.objects.create(page=top, workflow=workflow)

    kinds = [("wagtailcore", "workflow"), ("wagtailcore", "groupapprovaltask")]
    for app, model in [*kinds, *(("cms", model.lower()) for model, _name, _group in STEPS)]:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        for action in ("add", "change", "delete"):
            permission, _made = Permission.objects.get_or_create(
                content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            Group.objects.get(name=ADMINS).permissions.add(permission)


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("cms", "0004_review_steps"), ("cms", "0002_groups")]

    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
