"""Closed lists of the content management system."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class ContentLevel(IntegerChoices):
    """How close a page, picture or question comes to harm; decides notes, help block and review."""

    NEUTRAL = 0, _("0: neutral")
    MENTION = 1, _("1: mentions harm")
    STORY = 2, _("2: describes an invented case")
    PROFESSIONAL = 3, _("3: professionals only")
