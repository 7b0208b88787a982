"""Who reads a page, who writes in it and who reviews it.

Rooms above register the trees that are closed to somebody; the rest is public.
"""

from collections.abc import Callable, Collection

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Page, TaskState
from wagtail.query import PageQuerySet

from accounts.models import User
from cms.models import CheckedPage
from institutions.permissions.scopes import Visitor

# Returns the tree paths below which this visitor reads nothing.
type ClosedTrees = Callable[[Visitor], Collection[str]]

_CLOSED: list[ClosedTrees] = []


def register_closed(trees: ClosedTrees) -> None:
    """Have these trees hidden from lists and answered with 404; called from ``ready``. Twice is once."""
    if trees not in _CLOSED:
        _CLOSED.append(trees)


def closed_trees(visitor: Visitor) -> tuple[str, ...]:
    """Return the paths of every tree that is closed to a visitor; what the rooms above ask of the database, no more."""
    return tuple(path for trees in _CLOSED for path in trees(visitor))


def can_read(page: Page, visitor: Visitor) -> bool:
    """Whether a visitor may read a page; the pair of ``readable``."""
    return not page.path.startswith(closed_trees(visitor))


def readable(pages: PageQuerySet, visitor: Visitor) -> PageQuerySet:
    """Leave out what a visitor may not read."""
    closed = Q(pk__in=())
    for path in closed_trees(visitor):
        closed |= Q(path__startswith=path)
    return pages.exclude(closed)


def access_review(user: User, state_id: int) -> TaskState:
    """Return a step that waits for this reviewer, or 404."""
    step: TaskState = get_object_or_404(TaskState.objects.reviewable_by(user), pk=state_id)
    return step


def access_page(user: User, page_id: int) -> CheckedPage:
    """Return a page that this author may write in, or 404."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, CheckedPage) or not page.permissions_for_user(user).can_edit():
        raise Http404
    return page
