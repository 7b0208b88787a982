"""What lies on somebody's desk in the CMS: a few rows of each kind, at a price that does not depend on how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from cms.models import PageCheck
from cms.queries.reviews import step_name

MOST_ROWS = 10


@dataclass(frozen=True)
class DeskRow:
    """One thing to do: where it leads, what it is, its language, and what there is to say or since when it waits."""

    url: str
    title: str
    language: str = ""
    note: str = ""
    at: datetime | None = None


def my_drafts(user: User) -> list[DeskRow]:
    """Return the pages that somebody changed last and that are not published so, the latest first. Two queries."""
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user).select_related("locale")
    pages = list(drafts.order_by("-latest_revision_created_at", "-pk")[:MOST_ROWS])
    under_way = _under_way(pages)
    return [
        DeskRow(
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            title=page.draft_title or page.title,
            language=page.locale.get_display_name(),
            note=_state_words(under_way.get(str(page.pk))),
            at=page.latest_revision_created_at,
        )
        for page in pages
    ]


def _under_way(pages: Iterable[Page]) -> dict[str, WorkflowState]:
    kind = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.active().filter(
        base_content_type=kind, object_id__in=[str(page.pk) for page in pages]
    )
    return {state.object_id: state for state in states.select_related("current_task_state__task__content_type")}


def _state_words(state: WorkflowState | None) -> str:
    if state is None or state.current_task_state is None:
        return _("Draft")
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("Sent back: %(words)s") % {"words": state.current_task_state.comment[:200]}
    return _("Waits for: %(step)s") % {"step": step_name(state.current_task_state)}


def waiting_for(user: User) -> list[DeskRow]:
    """Return what others have sent and this reviewer may decide, the longest waiting first."""
    steps = TaskState.objects.reviewable_by(user).order_by("started_at", "pk")
    states = list(
        steps.select_related("revision", "workflow_state__requested_by", "task__content_type").defer(
            "revision__content"
        )[:MOST_ROWS]
    )
    pages = Page.objects.select_related("locale").in_bulk([int(state.revision.object_id) for state in states])
    return [
        DeskRow(
            url=reverse("cms_review", args=[state.pk]),
            title=state.revision.object_str,
            language=pages[int(state.revision.object_id)].locale.get_display_name(),
            note=f"{step_name(state)} · {state.workflow_state.requested_by or ''}".rstrip("· "),
            at=state.started_at,
        )
        for state in states
        if int(state.revision.object_id) in pages
    ]


def failing_checks(user: User) -> list[DeskRow]:
    """Return the published pages, and somebody's own drafts, against which the checks had something. One query."""
    concerned = Q(page__live=True) | Q(page__latest_revision__user=user)
    found = PageCheck.objects.filter(concerned, problems__gt=0).select_related("page__locale")
    return [
        DeskRow(
            url=reverse("cms_page_checks", args=[check.page_id]),
            title=check.page.draft_title or check.page.title,
            language=check.page.locale.get_display_name(),
            note=ngettext("%(count)d reason", "%(count)d reasons", check.problems) % {"count": check.problems},
            at=check.checked_at,
        )
        for check in found.order_by("-page__live", "-problems", "page__title", "pk")[:MOST_ROWS]
    ]
