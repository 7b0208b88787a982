"""Sending a page to review, and publishing what a pack brings."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from audit.services import record


@transaction.atomic
def send_to_review(*, page: Any, actor: User) -> WorkflowState:
    """Have the latest version of a page reviewed, or return the review that is under way.

    A review that came back goes on where it stopped. Raises ``ValidationError`` with what the checks have against the
    page, or that its tree has no workflow. Wagtail writes the step into the page's history, we into the audit log.
    """
    state: WorkflowState | None = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return state
    draft = page.get_latest_revision_as_object()
    problems = list(draft.problems())
    workflow = page.get_workflow()
    if workflow is None:
        problems.append(_("This part of the site has no review."))
    if problems:
        raise ValidationError({NON_FIELD_ERRORS: problems})
    if page.latest_revision is None:
        page.save_revision(user=actor)
    if state is None:
        return workflow.start(page, actor)
    state.resume(user=actor)
    return state


def publish_import(*, revision: Revision, actor: User | None) -> None:
    """Publish a version that an administrator imports from a pack: its checks count, its reviews are the pack's own."""
    revision.is_import = True
    revision.publish(user=actor, skip_permission_checks=True)


def note_sent(instance: WorkflowState, user: User | None = None, **_signal: Any) -> None:
    """Write into the audit log that a page was sent to review."""
    _note("review.send", instance, user)


def note_approval(instance: TaskState, user: User | None = None, **_signal: Any) -> None:
    """Write into the audit log that a version was approved."""
    _note("review.approve", instance.workflow_state, user, instance)


def note_return(instance: TaskState, user: User | None = None, **_signal: Any) -> None:
    """Write into the audit log that a version went back to its author."""
    _note("review.send_back", instance.workflow_state, user, instance)


def _note(action: str, state: WorkflowState, user: User | None, step: TaskState | None = None) -> None:
    if state.base_content_type.model_class() is not Page:
        return
    details = {} if step is None else {"step": step.task.content_type.model, "version": step.revision_id}
    record(action=action, actor=user, scope_type="page", scope_id=state.object_id, details=details)
