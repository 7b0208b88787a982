"""Tables of the curriculum."""

from curriculum.models.courses import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    CountryFact,
    CountryFactQuerySet,
    CoursePage,
    UnitPage,
)
from curriculum.models.resources import Resource, ResourceQuerySet

__all__ = [
    "Competency",
    "CompetencyFramework",
    "CompetencyLevel",
    "CountryFact",
    "CountryFactQuerySet",
    "CoursePage",
    "Resource",
    "ResourceQuerySet",
    "UnitPage",
]
