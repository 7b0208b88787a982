"""The steps between writing and publishing: somebody else looks at a text that stands still meanwhile."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

if TYPE_CHECKING:
    from accounts.models import User

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class StandsStill(WorkflowLock):
    """Keeps a text as it is while somebody looks at it."""

    def get_message(self, _user: "User") -> str:
        """Say what it waits for, and how to write on."""
        return gettext(
            "This text stands still while it is reviewed (%(step)s). To change it now, cancel the review."
        ) % {"step": self.task._meta.verbose_name}

    def get_description(self, _user: "User") -> str:
        """Say the same in the side panel."""
        return self.get_message(_user)


class ReviewTask(AbstractGroupApprovalTask):
    """A step of a review. Whoever wrote anything since the last publication, or sent it, does not decide."""

    lock_class = StandsStill
    # The screens on which this reviewer looks at a page first, by their names among its previews.
    first_previews: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def approval_of(cls, revision: Revision) -> TaskState | None:
        """Return the approval of exactly this version, or None; saved over since then, it is another one. One query."""
        found: QuerySet[TaskState] = TaskState.objects.filter(
            revision=revision,
            status=TaskState.STATUS_APPROVED,
            task__content_type=ContentType.objects.get_for_model(cls),
            finished_at__gte=F("revision__created_at"),
        )
        return found.select_related("finished_by").order_by("-finished_at").first()

    def locked_for_user(self, _obj: Any, _user: "User") -> bool:
        """Lock for everybody: what is looked at stands still."""
        return True

    def user_can_lock(self, _obj: Any, _user: "User") -> bool:
        """Leave no second lock behind."""
        return False

    def get_task_states_user_can_moderate(self, user: "User", **kwargs: Any) -> Any:
        """Return what waits for this reviewer: all of it but their own texts."""
        page = Page.objects.filter(pk=Cast(OuterRef("revision__object_id"), BigIntegerField()))
        written = Revision.objects.filter(
            base_content_type=OuterRef("revision__base_content_type"),
            object_id=OuterRef("revision__object_id"),
            user=user,
            created_at__gt=OuterRef("published_at"),
        )
        waiting = (
            super()
            .get_task_states_user_can_moderate(user, **kwargs)
            .annotate(published_at=Coalesce(Subquery(page.values("live_revision__created_at")), Value(NEVER)))
            .exclude(workflow_state__requested_by=user)
            .exclude(Exists(written))
        )
        # As plain numbers, because Wagtail joins the states of all tasks.
        return TaskState.objects.filter(pk__in=[*waiting.values_list("pk", flat=True)])

    def get_actions(self, obj: Any, user: "User") -> list[tuple[str, Any, bool]]:
        """Return what this reviewer may do with a page; the pair of ``get_task_states_user_can_moderate``."""
        if not self.get_task_states_user_can_moderate(user).for_instance(obj).exists():
            return []
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        return actions

    def on_action(self, task_state: TaskState, user: "User", action_name: str, **kwargs: Any) -> None:
        """Approve or send back. What the checks refuse at the last step goes back to its author with the reasons."""
        if action_name not in {name for name, _label, _asks in self.get_actions(task_state.revision.as_object(), user)}:
            raise PermissionDenied
        try:
            with transaction.atomic():
                super().on_action(task_state, user, action_name, **kwargs)
        except ValidationError as refused:
            task_state.refresh_from_db()
            task_state.reject(user=user, comment="\n".join(refused.messages))


class ProtectionReview(ReviewTask):
    """Whether the text is safe for children to read."""

    first_previews = ("student", "run")

    class Meta:
        verbose_name = _("child protection review")
        verbose_name_plural = _("child protection reviews")


class LanguageReview(ReviewTask):
    """Whether the text is right and plain in its language."""

    first_previews = ("student", "paper")

    class Meta:
        verbose_name = _("language review")
        verbose_name_plural = _("language reviews")
