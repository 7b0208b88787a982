"""Who reads the courses for professionals; every other course is public."""

from django.http import Http404

from curriculum.enums import CourseKind, CourseReaders
from curriculum.models import CoursePage
from institutions.enums import Role
from institutions.permissions.scopes import Visitor, memberships

# Who writes, reviews, trains with or answers for every course.
OF_EVERY_COURSE = frozenset({
    Role.TRAINER, Role.AUTHOR, Role.LANGUAGE_REVIEWER, Role.SAFEGUARDING_REVIEWER, Role.COORDINATOR, Role.SITE_ADMIN,
})  # fmt: skip
READING_ROLES: dict[str, frozenset[str]] = {
    CourseReaders.SOCIAL_WORKERS: OF_EVERY_COURSE | {Role.CANDIDATE, Role.CERTIFIER},
    CourseReaders.TEACHERS: OF_EVERY_COURSE | {Role.TEACHER, Role.HEAD},
    CourseReaders.COMMUNITY: OF_EVERY_COURSE | {Role.COMMUNITY_COORDINATOR},
}


def access_country_pages(visitor: Visitor) -> None:
    """Let those in who read the course for social workers; 404 for everybody else. One query."""
    if not memberships(visitor).filter(role__in=READING_ROLES[CourseReaders.SOCIAL_WORKERS]).exists():
        raise Http404


def closed_courses(visitor: Visitor) -> tuple[str, ...]:
    """Return the tree paths of the courses that are not for this visitor. One query, two for staff.

    A course is one in all its languages: one page of it that says "for professionals" closes the others too.
    """
    roles = set(memberships(visitor).values_list("role", flat=True))
    own = [readers for readers, reading in READING_ROLES.items() if roles & reading]
    closed = CoursePage.objects.filter(kind=CourseKind.PROFESSIONAL).exclude(readers__in=own)
    pages = CoursePage.objects.filter(translation_key__in=closed.values("translation_key"))
    return tuple(pages.values_list("path", flat=True))
