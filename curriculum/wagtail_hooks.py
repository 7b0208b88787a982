"""The curriculum in the CMS menu, and its old facts on the first screen."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from accounts.models import User
from cms.queries.desk import MOST_ROWS, DeskRow
from cms.views.home import DeskPanel
from curriculum.queries import stale_facts
from curriculum.viewsets import CurriculumGroup

register_snippet(CurriculumGroup)


class StaleFacts(DeskPanel):
    """Facts that somebody should have checked again by now."""

    name, heading, order = "facts", gettext_lazy("Stale facts"), 130
    permission = "curriculum.change_countryfact"

    def rows(self, _user: User) -> Sequence[DeskRow]:
        """Return the facts of this country, the longest overdue first. One query."""
        facts = stale_facts().select_related("locale").order_by("next_check_on", "pk")[:MOST_ROWS]
        return [
            DeskRow(
                url=reverse("wagtailsnippets_curriculum_countryfact:edit", args=[fact.pk]),
                title=str(fact),
                language=fact.locale.get_display_name(),
                note=gettext("to be checked by %(day)s")
                % {"day": date_format(fact.next_check_on or timezone.localdate())},
            )
            for fact in facts
        ]


@hooks.register("construct_homepage_panels")
def show_stale_facts(request: HttpRequest, panels: list[Any]) -> None:
    """Add them to what is to do."""
    panels.append(StaleFacts())
