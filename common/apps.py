"""App configuration of common."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from common import checks, durability


class CommonConfig(AppConfig):
    """Small things every room may use."""

    name = "common"

    def ready(self) -> None:
        """Look at every new connection of a production installation, whatever process opens it."""
        register(checks.check_proxies, Tags.security, deploy=True)
        if settings.IS_PRODUCTION:
            connection_created.connect(durability.look_at, dispatch_uid="common.durability")
