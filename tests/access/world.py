"""Three classes with canaries in their names: our own, another one of the same school, and one far away."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import SecondFactorRecovery, User
from assessments.models import AnswerFile, Attempt
from assessments.services import Sheet, sheet_token, start_attempt
from curriculum.models import Resource
from institutions.enums import CohortKind, CohortRole, Role
from institutions.models import ClassCode, Cohort, Enrolment, Invitation, JoinRequest, Membership
from jobs.services import beat
from lessons.models import Attendance, DeliveredLesson, LessonAssignment
from lessons.services import assign_lesson, start_run
from safeguarding.models import HelpContact, HelpContactChange
from tests.factories import (
    CandidacyFactory,
    CertificateFactory,
    CohortFactory,
    CohortStaffFactory,
    CriterionFactory,
    EnrolmentFactory,
    InstitutionFactory,
    LearnerFactory,
    MembershipFactory,
    SiteTree,
    StaffFactory,
    make_site,
)

TENANTS = ("own", "same", "foreign")
# What stands in a professional's dossier, for the person and the trainers of the group.
DOSSIER = "Zqdossier"


@dataclass
class Tenant:
    """One class and everything an address could name."""

    name: str
    cohort: Cohort
    teacher: User
    student: User
    enrolment: Enrolment
    given: LessonAssignment
    attempt: Attempt
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def canaries(self) -> set[str]:
        """Return what must not be read by people of other classes."""
        return {f"Zq{self.name}-me", f"Zq{self.name}-mate", f"Zq{self.name}-class"}


@dataclass
class World:
    """The three classes, and people without a class."""

    site: SiteTree
    tenants: dict[str, Tenant]
    people: dict[str, User]

    def canaries_for(self, role: str) -> set[str]:
        """Return the names this role may read: students' names are their teacher's, classes their institution's."""
        if role == "student":
            return {"Zqown-me", "Zqown-class"}
        for name in TENANTS:
            if role == f"teacher of {name}":
                # A student can be moved to any class of the school, so its teachers know what the others are called.
                school = {"Zqown-class", "Zqsame-class"} if name != "foreign" else set()
                return self.tenants[name].canaries | school
        if role == "site admin":
            return {f"Zq{name}-class" for name in TENANTS}
        if role in ("trainer", "candidate"):
            return {DOSSIER}
        if role in ("head", "coordinator"):
            return {"Zqown-class", "Zqsame-class"}
        return set()


def make_tenant(name: str, site: SiteTree, institution: Any) -> Tenant:
    """Build one class with a teacher, two students, a lesson, an attempt and all that can be addressed."""
    cohort = CohortFactory(institution=institution, name=f"Zq{name}-class")
    membership = MembershipFactory(user=StaffFactory(), role=Role.TEACHER, institution=institution)
    CohortStaffFactory(cohort=cohort, member=membership, role=CohortRole.TEACHER)
    enrolment = EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name=f"Zq{name}-me"), seat_number=1)
    mate = EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name=f"Zq{name}-mate"), seat_number=2)
    given = assign_lesson(lesson=site.lesson, cohort=cohort, actor=membership.user)
    run = start_run(given=given, actor=membership.user)
    attempt = start_attempt(assignment=given.quiz_assignment, learner=enrolment.learner)
    file = AnswerFile.objects.create(
        attempt=attempt, item_id="1", kind="txt", size=9, stored_as=f"answers/world-{name}.txt"
    )
    if not default_storage.exists(file.stored_as):
        default_storage.save(file.stored_as, ContentFile(f"Zq{name}-me".encode()))
    delivered = DeliveredLesson.objects.create(
        cohort=cohort, lesson=site.lesson, language="uk", held_on=timezone.localdate(), minutes=45, mode="paper"
    )
    Attendance.objects.create(delivered=delivered, learner=enrolment.learner, was_present=True)
    ClassCode.objects.create(
        cohort=cohort,
        code=str(abs(hash(name)) % 10**10).zfill(10),
        expires_at=timezone.now() + timedelta(days=1),
    )
    request = JoinRequest.objects.create(cohort=cohort, enrolment=enrolment, seat_number=1, device_hash=name[0] * 64)
    return Tenant(
        name=name,
        cohort=cohort,
        teacher=membership.user,
        student=enrolment.learner,
        enrolment=enrolment,
        given=given,
        attempt=attempt,
        arguments={
            "cohort_id": cohort.public_id,
            "enrolment_id": enrolment.public_id,
            "other_id": mate.public_id,
            "given_id": given.public_id,
            "run_id": run.public_id,
            "assignment_id": given.quiz_assignment.public_id,
            "attempt_id": attempt.public_id,
            "sheet_token": sheet_token(Sheet(given.quiz_assignment.public_id, enrolment.public_id)),
            "file_id": file.public_id,
            "delivery_id": delivered.public_id,
            "request_id": request.public_id,
            "institution_id": institution.public_id,
            "centre_id": institution.centre.public_id,
            "region_id": institution.centre.region.public_id,
            "kind": "institution",
            "place_id": institution.public_id,
            "membership_id": membership.public_id,
            "member_id": membership.public_id,
            "user_id": membership.user.public_id,
        },
    )


def make_world() -> World:
    """Build everything, at an installation whose worker works."""
    beat()
    site = make_site()
    school, far = InstitutionFactory(name="Near school"), InstitutionFactory(name="Far school")
    tenants = {
        "own": make_tenant("own", site, school),
        "same": make_tenant("same", site, school),
        "foreign": make_tenant("foreign", site, far),
    }
    people = {
        "head": MembershipFactory(user=StaffFactory(), role=Role.HEAD, institution=school).user,
        "safeguarding lead": MembershipFactory(
            user=StaffFactory(), role=Role.SAFEGUARDING_LEAD, institution=school
        ).user,
        "coordinator": scoped(Role.COORDINATOR, region=school.centre.region),
        "certifier": scoped(Role.CERTIFIER, region=school.centre.region),
        "author": scoped(Role.AUTHOR, is_installation_wide=True),
        "site admin": scoped(Role.SITE_ADMIN, is_installation_wide=True),
        "trainer": MembershipFactory(user=StaffFactory(), role=Role.TRAINER, institution=school).user,
        "candidate": MembershipFactory(user=StaffFactory(), role=Role.CANDIDATE, institution=school).user,
        "student": tenants["own"].student,
        **{f"teacher of {name}": tenants[name].teacher for name in TENANTS},
    }
    world = World(site, tenants, people)
    add_shared_arguments(world)
    add_dossier(world, school)
    return world


def add_dossier(world: World, school: Any) -> None:
    """Let the trainer have a group with the candidate in it, whose dossier holds one piece of everything."""
    trainer, person = world.people["trainer"], world.people["candidate"]
    group = CohortFactory(institution=school, kind=CohortKind.TRAINING_GROUP, name="Group")
    CohortStaffFactory(cohort=group, member=trainer.memberships.get(), role=CohortRole.TRAINER)
    EnrolmentFactory(cohort=group, learner=person, seat_number=1)
    rule = CriterionFactory(code="a").rule
    dossier = CandidacyFactory(programme=rule.programme, person=person, cohort=group)
    case = rule.programme.vignettes.create(code="W1", texts={"en": "Mira"})
    evidence = dossier.evidence.create(rule=rule, kind="txt", text=DOSSIER)
    entry = dossier.log_entries.create(text=DOSSIER)
    seen = dossier.observations.create(
        rule=rule, assessor=trainer, setting="live", comment=DOSSIER, finished_at=timezone.now()
    )
    workshop = group.workshops.create(title="Law", hours=4)
    for tenant in world.tenants.values():
        tenant.arguments |= {
            "candidacy_id": dossier.public_id,
            "group_id": group.public_id,
            "rule_code": rule.code,
            "case_code": case.code,
            "evidence_id": evidence.public_id,
            "entry_id": entry.public_id,
            "observation_id": seen.public_id,
            "workshop_id": workshop.public_id,
        }


def scoped(role: str, **scope: Any) -> User:
    """Return somebody with a role that is bound to no institution."""
    membership: Membership = MembershipFactory(user=StaffFactory(), role=role, institution=None, **scope)
    return membership.user


def add_shared_arguments(world: World) -> None:
    """Add what belongs to no class: a help number, a proposal, an invitation, a recovery, a question to try."""
    contact = HelpContact.objects.create(country="UA", kind="children", names={"en": "Line"}, number="1")
    change = HelpContactChange.objects.create(contact=contact, values={}, proposed_by=world.people["coordinator"])
    later = timezone.now() + timedelta(days=1)
    invitation = Invitation.objects.create(
        code_hash="x" * 64,
        display_name="Somebody new",
        role=Role.TEACHER,
        institution=world.tenants["own"].cohort.institution,
        created_by=world.people["head"],
        expires_at=later,
    )
    recovery = SecondFactorRecovery.objects.create(
        user=world.people["teacher of own"], requested_by=world.people["head"], expires_at=later
    )
    certificate = CertificateFactory(person=world.people["candidate"], cohort=CohortFactory(kind="training_group"))
    leaflet = Resource.objects.create(
        title="A leaflet", kind="leaflet", audience="students", link="https://library.example/", is_published=True,
        locale=world.site.home.locale,
    )  # fmt: skip
    shared = {
        "certificate_id": certificate.public_id,
        "certificate_number": certificate.number,
        "list_number": 1,
        "language": "uk",
        "number": 1,
        "pk": 1,
        "item_key": world.site.practice.translation_key,
        "token": "000000.aaaaaaaaaaaaaaaaaaaaaa",
        "contact_id": contact.public_id,
        "change_id": change.public_id,
        "invitation_id": invitation.public_id,
        "recovery_id": recovery.public_id,
        "public_id": contact.public_id,
        "page_id": world.site.lesson.pk,
        "country_code": "UA",
        "resource_id": leaflet.public_id,
    }
    for tenant in world.tenants.values():
        tenant.arguments |= shared
