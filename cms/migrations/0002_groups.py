"""The groups of the roles that work in the CMS, and what each may do with pages and files."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AUTHORS = "Authors"
LANGUAGE = "Language reviewers"
PROTECTION = "Child protection reviewers"
ADMINS = "Site administrators"
PAGE_PERMISSIONS = {
    AUTHORS: ("add_page", "change_page", "publish_page"),
    LANGUAGE: ("change_page",),
    PROTECTION: ("change_page",),
    ADMINS: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
# Wagtail keeps the permissions of a replaced file model on its own one.
FILE_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))
FILE_PERMISSIONS = {
    AUTHORS: ("add", "change", "choose"),
    LANGUAGE: ("choose",),
    PROTECTION: ("choose",),
    ADMINS: ("add", "change", "delete", "choose"),
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the groups; Wagtail's own two go, because membership comes from roles only."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    def permission(app: str, model: str, codename: str) -> object:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        found, _made = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": codename.replace("_", " ").capitalize()}
        )
        return found

    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    root_page = Page.objects.get(depth=1)
    root_collection = Collection.objects.get(depth=1)
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(permission("wagtailadmin", "admin", "access_admin"))
        for codename in codenames:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root_page, permission=permission("wagtailcore", "page", codename)
            )
        for app, model in FILE_MODELS:
            for action in FILE_PERMISSIONS[name]:
                if (model, action) == ("media", "choose"):
                    continue  # wagtailmedia has no such permission
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root_collection, permission=permission(app, model, f"{action}_{model}")
                )
    for name in (AUTHORS, LANGUAGE, ADMINS):
        Group.objects.get(name=name).permissions.add(
            permission("wagtail_localize", "translation", "submit_translation")
        )
    for codename in ("add_locale", "change_locale", "delete_locale"):
        Group.objects.get(name=ADMINS).permissions.add(permission("wagtailcore", "locale", codename))


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [
        ("cms", "0001_pages_and_files"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0096_referenceindex_referenceindex_source_object_and_more"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
