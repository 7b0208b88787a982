"""App configuration of common."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Small things every room may use."""

    name = "common"
