"""App configurations of accounts and, in its place, of Wagtail's user section."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "accounts"
    verbose_name = _("People and sign-in")
    default = True


class StaffListConfig(WagtailUsersAppConfig):
    """Wagtail's user section as a list of staff to look at."""

    default = False
    user_viewset = "accounts.viewsets.StaffViewSet"

    def ready(self) -> None:
        """Register our policy last, so that it is the one in force."""
        super().ready()
        from wagtail.permissions import register_permission_policy

        from accounts.models import User
        from accounts.viewsets import LookOnlyPolicy

        register_permission_policy(User, LookOnlyPolicy(User))
