"""What accounts changes in the CMS: no action on many users at once."""

from wagtail import hooks

from accounts.viewsets import NoActivating, NoDeleting, NoRoles

# Wagtail keeps the action that was registered last.
AFTER_WAGTAIL = 100

for action in (NoRoles, NoDeleting, NoActivating):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)
