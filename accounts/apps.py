"""App configurations of accounts and, in its place, of Wagtail's user section."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "accounts"
    verbose_name = _("People and sign-in")
    default = True

    def ready(self) -> None:
        """Take the place of Django's receiver, which writes down when students signed in: nobody needs that."""
        from django.contrib.auth.signals import user_logged_in

        from accounts.services.sign_in import note_staff_sign_in

        # Django connects its own later and under this name; the first one under a name stays.
        user_logged_in.connect(note_staff_sign_in, dispatch_uid="update_last_login")


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
