"""Who keeps the directory and who is asked for a conversation; the only way a view fetches a row of either."""

from safeguarding.permissions.directory import (
    KEEPERS,
    access_change,
    access_contact,
    access_directory,
    can_keep_directory,
)
from safeguarding.permissions.leads import Lead, leads_of, reachable_leads
from safeguarding.permissions.talking import (
    access_held_institutions,
    access_led_institution,
    access_led_institutions,
    access_reachable_lead,
    access_talk_request,
)

__all__ = [
    "KEEPERS",
    "Lead",
    "access_change",
    "access_contact",
    "access_directory",
    "access_held_institutions",
    "access_led_institution",
    "access_led_institutions",
    "access_reachable_lead",
    "access_talk_request",
    "can_keep_directory",
    "leads_of",
    "reachable_leads",
]
