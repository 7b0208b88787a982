"""What a reviewer is shown of a version: what changed, how it looks, and what was said before."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail.models import TaskState, WorkflowState

from cms.queries import translation_of


@dataclass(frozen=True)
class Link:
    """Where something is looked at."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class Said:
    """One finished step: what it was, who decided what, and why."""

    step: str
    who: str
    at: Any
    is_approved: bool
    comment: str


def step_name(state: TaskState) -> str:
    """Return what a step is called in the reader's language."""
    kind = state.task.content_type.model_class()
    name = kind._meta.verbose_name if kind is not None else state.task.name
    return str(capfirst(str(name)))


def changes(page: Any, state: TaskState) -> dict[str, str]:
    """Return the addresses that compare this version with the published one and with the one sent back before."""
    found = {}
    if page.live:
        found["published"] = _compare(page, "live", state.revision_id)
    before = (
        TaskState.objects.filter(workflow_state=state.workflow_state, status=TaskState.STATUS_REJECTED)
        .exclude(revision=state.revision_id)
        .order_by("-finished_at")
        .first()
    )
    if before is not None:
        found["sent_back"] = _compare(page, before.revision_id, state.revision_id)
    return found


def previews(page: Any, first: tuple[str, ...]) -> tuple[list[Link], list[Link]]:
    """Return the screens that this reviewer looks at first, and the others; they show the latest version."""
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    links = {name: Link(label, f"{draft}?mode={name}") for name, label in page.preview_modes}
    chosen = [links.pop(name) for name in first if name in links]
    return chosen, [*links.values()]


def original(page: Any) -> Link | None:
    """Return the page in the language it was written in, when this one is its translation."""
    translation = translation_of(page)
    source = translation.source.get_source_instance() if translation is not None else None
    return Link(str(source), reverse("wagtailadmin_pages:view_draft", args=[source.pk])) if source is not None else None


def history(state: WorkflowState | None) -> list[Said]:
    """Return the finished steps of a review, the latest first."""
    rows = TaskState.objects.filter(workflow_state=state, finished_at__isnull=False).order_by("-finished_at")
    decided = rows.exclude(status=TaskState.STATUS_CANCELLED).select_related("finished_by", "task__content_type")
    return [
        Said(
            step=step_name(row),
            who=str(row.finished_by or ""),
            at=row.finished_at,
            is_approved=row.status == TaskState.STATUS_APPROVED,
            comment=row.comment,
        )
        for row in (decided if state is not None else ())
    ]


def _compare(page: Any, before: object, after: object) -> str:
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before, after])
