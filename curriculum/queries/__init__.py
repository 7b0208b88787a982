"""Reads of the curriculum: competencies and facts in the reader's language, professionals' courses, the library."""

from curriculum.queries.countries import chapters, countries
from curriculum.queries.facts import facts, in_professional_course, is_professional, stale_facts, statements
from curriculum.queries.library import FILTERS, Choice, in_library, library_choices, other_languages

__all__ = [
    "FILTERS",
    "Choice",
    "chapters",
    "countries",
    "facts",
    "in_library",
    "in_professional_course",
    "is_professional",
    "library_choices",
    "other_languages",
    "stale_facts",
    "statements",
]
