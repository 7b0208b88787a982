"""What an author can do with one row of a list; fetched once for the whole list."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button, ButtonWithDropdown
from wagtail.models import Locale
from wagtail.snippets.views.snippets import IndexView

from cms.queries.languages import with_translations

# Its buttons ask the database twice for every row; here they are made of what the list has fetched.
LOCALIZE = "wagtail_localize.wagtail_hooks"


class TranslatableIndexView[M: Model](IndexView):
    """A list of translatable rows at a fixed price."""

    def get_base_queryset(self) -> QuerySet[M]:
        """Return the rows with what their buttons need."""
        return with_translations(super().get_base_queryset())

    @cached_property
    def _languages(self) -> int:
        return int(Locale.objects.count())

    @cached_property
    def _may_translate(self) -> bool:
        return bool(self.request.user.has_perm("wagtail_localize.submit_translation"))

    def get_list_buttons(self, instance: Any) -> list[Button]:
        """Return the menu behind the three dots."""
        shown = [item for item in self.get_list_more_buttons(instance) if item.is_shown(self.request.user)]
        buttons = [Button.from_menu_item(item) for item in shown]
        for hook in hooks.get_hooks("register_snippet_listing_buttons"):
            if hook.__module__ != LOCALIZE:
                buttons += hook(instance, self.request.user, self.request.path)
        if self._may_translate and instance.language_count < self._languages:
            meta = self.model._meta
            address = [meta.app_label, meta.model_name, instance.pk]
            url = reverse("wagtail_localize:submit_snippet_translation", args=address)
            buttons.append(Button(_("Translate"), url, icon_name="wagtail-localize-language", priority=100))
        if self._may_translate and instance.source_id is not None:
            url = reverse("wagtail_localize:update_translations", args=[instance.source_id])
            buttons.append(Button(_("Bring translations up to date"), url, icon_name="resubmit", priority=106))
        label = {"aria-label": _("More options for “%(name)s”") % {"name": instance}}
        return [ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs=label)]
