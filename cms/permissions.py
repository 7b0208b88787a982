"""Which pages are not for everybody: rooms above register the trees that are closed to somebody, the rest is public."""

from collections.abc import Callable, Collection

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

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
