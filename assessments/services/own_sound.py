"""Giving a translated question a sound of its own, or its source's again, where localize will find it, too."""

import json

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.models import SegmentOverride, TranslationContext

from accounts.models import User
from assessments.models import Item
from assessments.queries.own_sound import PATH, sounds_of
from cms.models import CustomMedia


class OwnSoundRefused(ValueError):
    """The question can have no sound of its own; the message is for the author."""


@transaction.atomic
def set_own_sound(*, row: Item, sound: CustomMedia | None, actor: User | None) -> bool:
    """Give a translated row its own sound, or with None its source's again; return whether that changed anything.

    Writes localize's override, so that bringing translations up to date keeps it, and the row itself. Logged as an
    edit. Students hear it after the next publication of a quiz that asks the question. Raises ``OwnSoundRefused``.
    """
    known = sounds_of(Item.objects.select_for_update().get(pk=row.pk))
    if sound is not None and not known.can_have_own:
        raise OwnSoundRefused(_("Only the translation of a question that has a sound can have another one."))
    if sound is not None and sound.type != "audio":
        raise OwnSoundRefused(_("This is a film. Choose a sound."))
    heard = sound or known.source.sound
    if known.own == sound and known.row.sound_id == (heard.pk if heard else None):
        return False
    keep_own_sound(item_key=row.translation_key, locale_id=row.locale_id, sound=sound, actor=actor)
    known.row.sound = heard
    known.row.save(update_fields=["sound"])
    log(instance=known.row, action="wagtail.edit", user=actor)
    return True


def keep_own_sound(*, item_key: object, locale_id: int, sound: CustomMedia | None, actor: User | None) -> bool:
    """Write or remove localize's override alone and return whether it differs from what was there."""
    of_sound = {"context__object_id": item_key, "context__path": PATH, "locale_id": locale_id}
    if sound is None:
        return bool(SegmentOverride.objects.filter(**of_sound).delete()[0])
    value = json.dumps(str(sound.pk))
    if SegmentOverride.objects.filter(**of_sound, data_json=value, has_error=False).exists():
        return False
    context, _made = TranslationContext.objects.get_or_create(object_id=item_key, path=PATH)
    SegmentOverride.objects.update_or_create(
        locale_id=locale_id,
        context=context,
        defaults={"data_json": value, "last_translated_by": actor, "has_error": False, "field_error": ""},
    )
    return True
