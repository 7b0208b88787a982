"""Who reads the courses for professionals and what of the library; every other course is public."""

from curriculum.permissions.courses import OF_EVERY_COURSE, READING_ROLES, access_country_pages, closed_courses
from curriculum.permissions.resources import access_resource, most_level, readable_resources

__all__ = [
    "OF_EVERY_COURSE",
    "READING_ROLES",
    "access_country_pages",
    "access_resource",
    "closed_courses",
    "most_level",
    "readable_resources",
]
