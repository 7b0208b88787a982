"""Saving what translators have written as a version of the page, which readers see once it is published."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation, TranslationLog

from accounts.models import User


@transaction.atomic
def save_translation(*, translation: Translation, actor: User | None) -> Revision:
    """Save a page's translation as a draft and return the version.

    Localize itself would write the words into the row at once, and so over the text of a published page.
    """
    source, locale = translation.source, translation.target_locale
    target = Page.objects.filter(translation_key=source.object_id, locale=locale, live=True).first()
    if target is None:
        translation.save_target(user=actor, publish=False)
        return translation.get_target_instance().latest_revision
    if target.alias_of_id is not None:
        ConvertAliasPageAction(target.specific, user=actor).execute(skip_permission_checks=True)
    page = source.get_ephemeral_translated_instance(locale, fallback=True)
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    revision = page.save_revision(user=actor, log_action=True)
    source.update_target_view_restrictions(locale)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return revision
