"""Who sees what of the library: levels 0 and 1 everybody, 2 staff and classes, 3 staff."""

from django.db.models import Q
from django.http import Http404

from accounts.models import User
from cms.enums import ContentLevel
from cms.permissions import closed_trees
from curriculum.models import Resource, ResourceQuerySet
from institutions.models import Cohort, Enrolment
from institutions.permissions.scopes import Visitor, memberships


def most_level(visitor: Visitor) -> int:
    """Return the highest content level that a visitor may see. One query for people who have signed in."""
    if not isinstance(visitor, User):
        return ContentLevel.MENTION
    if visitor.is_learner:
        learns = Enrolment.objects.active().filter(learner=visitor, cohort__in=Cohort.objects.running()).exists()
        return ContentLevel.STORY if learns else ContentLevel.MENTION
    return ContentLevel.PROFESSIONAL if memberships(visitor).exists() else ContentLevel.MENTION


def readable_resources(visitor: Visitor) -> ResourceQuerySet:
    """Return the published things that a visitor may see; a lesson that is closed to them is none."""
    closed = Q(pk__in=())
    for path in closed_trees(visitor):
        closed |= Q(page__path__startswith=path)
    return Resource.objects.published().up_to(most_level(visitor)).exclude(closed).select_related("locale")


def access_resource(visitor: Visitor, public_id: str) -> Resource:
    """Return a thing of the library; 404 for whoever may not see it."""
    found = (
        readable_resources(visitor)
        .filter(public_id=public_id)
        .select_related("picture", "document", "media", "page")
        .first()
    )
    if found is None:
        raise Http404
    return found
