"""What an author or reviewer finds on the first screen of the CMS."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from accounts.models import User
from cms.queries.behind import behind_their_source
from cms.queries.desk import DeskRow, failing_checks, my_drafts, waiting_for


class DeskPanel(Component):
    """A list of things to do, each a link; an empty one is shown only when it has something to say about that."""

    name: ClassVar[str]
    heading: ClassVar[str | Promise]
    empty: ClassVar[str | Promise] = ""
    order: ClassVar[int]
    permission: ClassVar[str] = ""
    template_name = "cms/admin/desk_panel.html"

    def rows(self, _user: User) -> Sequence[DeskRow]:
        """Return what is to be shown to somebody: nothing, unless a panel knows more."""
        return ()

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the rows, none for those who can do nothing about them."""
        user = parent_context["request"].user
        may = not self.permission or user.has_perm(self.permission)
        return {"panel": self, "rows": self.rows(user) if may else []}


class Waiting(DeskPanel):
    """What others have sent and waits for this reviewer."""

    name, heading, order = "waiting", _("Waiting for me"), 100

    def rows(self, user: User) -> Sequence[DeskRow]:
        """Return the steps to decide."""
        return waiting_for(user)


class Drafts(DeskPanel):
    """What somebody has begun."""

    name, heading, order = "drafts", _("My drafts"), 110
    empty = _("You have no drafts. All pages are in the menu under “Pages”.")

    def rows(self, user: User) -> Sequence[DeskRow]:
        """Return the latest drafts."""
        return my_drafts(user)


class Behind(DeskPanel):
    """Translations whose source has changed."""

    name, heading, order = "behind", _("Translations behind their source"), 120
    permission = "wagtail_localize.submit_translation"

    def rows(self, _user: User) -> Sequence[DeskRow]:
        """Return the translations that are behind, whoever made them."""
        return behind_their_source()


class Failing(DeskPanel):
    """Pages against which the checks have something."""

    name, heading, order = "failing", _("Failing checks"), 140

    def rows(self, user: User) -> Sequence[DeskRow]:
        """Return published pages and own drafts."""
        return failing_checks(user)


PANELS: tuple[Callable[[], DeskPanel], ...] = (Waiting, Drafts, Behind, Failing)
