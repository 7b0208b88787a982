"""Dossiers that could be opened: a place in a training group, and a programme that takes new candidates."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from certification.models import Candidacy, Programme
from certification.queries.texts import titles_of
from institutions.enums import CohortKind, Role
from institutions.models import Cohort, Enrolment, Membership
from institutions.permissions import Scope


@dataclass(frozen=True, slots=True)
class Openable:
    """One programme for one group, and what it is called in the reader's language."""

    programme: Programme
    cohort: Cohort
    title: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody of a group without a dossier in a programme."""

    place: Enrolment
    programme: Programme


def active_programmes() -> list[Programme]:
    """Return the programmes that take new candidates, each as the row in its source language. One query."""
    rows = Programme.objects.filter(is_active=True).select_related("framework").order_by("pk")
    found: dict[object, Programme] = {}
    for row in rows:
        found.setdefault(row.translation_key, row)
    return list(found.values())


def openable(user: User) -> list[Openable]:
    """Return what somebody could begin now. Five queries at most."""
    groups = Cohort.objects.running().filter(
        kind=CohortKind.TRAINING_GROUP, enrolments__learner=user, enrolments__left_on=None
    )
    cohorts = list(groups.select_related("institution").order_by("name", "pk"))
    if not cohorts:
        return []
    programmes = active_programmes()
    begun = set(Candidacy.objects.filter(person=user).values_list("programme_id", flat=True))
    titles = titles_of(programmes)
    return [Openable(one, cohort, titles[one.pk]) for one in programmes if one.pk not in begun for cohort in cohorts]


def newcomers(cohort: Cohort) -> list[Newcomer]:
    """Return who of a group has no dossier yet, for each programme. Three queries."""
    places = Enrolment.objects.active().filter(cohort=cohort, learner__is_active=True).select_related("learner")
    begun = set(Candidacy.objects.filter(person__enrolments__cohort=cohort).values_list("person_id", "programme_id"))
    programmes = active_programmes()
    return [
        Newcomer(place, one)
        for place in places.order_by("seat_number")
        for one in programmes
        if not place.learner.is_learner and (place.learner_id, one.pk) not in begun
    ]


def candidates_for(cohort: Cohort) -> QuerySet[User]:
    """Return the colleagues with the role of a candidate at the group's institution who have no place in the group."""
    roles = Membership.objects.current().filter(Scope(cohort.institution).around(), role=Role.CANDIDATE)
    placed = Enrolment.objects.active().filter(cohort=cohort)
    people = User.objects.staff().filter(pk__in=roles.values("user"))
    return people.exclude(pk__in=placed.values("learner")).order_by("display_name", "pk")
