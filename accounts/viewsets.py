"""The CMS's list of users: staff only, and only to look at; people come and go by invitation and membership."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.models import User


class LookOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes a user in the CMS, not even a superuser."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Allow looking to those who may."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: Collection[str]) -> bool:
        """Allow looking, when that is among the actions."""
        return "view" in actions and self.user_has_permission(user, "view")


class StaffIndexView(IndexView):
    """Staff, without boxes to tick and buttons to press."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Leave learners out: nobody searches for a child across classes."""
        users: QuerySet[User] = super().get_base_queryset()
        return users.filter(pk__in=User.objects.staff())

    @cached_property
    def columns(self) -> list[Column]:
        """Leave out the boxes for actions on many people at once."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_list_buttons(self, _instance: User) -> list[Any]:
        """Offer nothing."""
        return []


class StaffViewSet(UserViewSet):
    """Takes the place of Wagtail's user section."""

    index_view_class = StaffIndexView


class _Closed:
    """Wagtail finds actions on many users by address alone; these take their places and do nothing."""

    def dispatch(self, *_request: HttpRequest) -> HttpResponse:
        """Answer as if there were no such action."""
        raise Http404


class NoRoles(_Closed, AssignRoleBulkAction):
    """Groups follow from memberships."""


class NoDeleting(_Closed, DeleteBulkAction):
    """Accounts are closed, and erased with their class."""


class NoActivating(_Closed, SetActiveStateBulkAction):
    """Closing an account ends its sessions too, which this would not."""
