"""A class, its lesson and its questions, made in bulk for measurements; the same rows as the services make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import NAMESPACE_OID, uuid5

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.enums import SessionKey, UserKind
from accounts.models import User
from assessments.interactions import logic
from assessments.models import Attempt, Item, Quiz, QuizAssignment, Response
from assessments.queries import frozen_structure
from assessments.services import publish_quiz, start_attempt
from cms.models import HomePage
from curriculum.models import CoursePage, UnitPage
from institutions.enums import CentreKind, InstitutionKind, Role
from institutions.models import Cohort, CohortStaff, Enrolment, Institution, Membership, PopulationCentre, Region
from lessons.models import LessonAssignment, LessonPage
from lessons.services import assign_lesson

WORDS = (
    "Nobody may keep your papers, your phone or your pay. Before you say yes to a job or a journey, ask three people "
    "you trust what they think of it, and write down the name, the place and the number of whoever made the offer. "
    "A promise that nobody else may hear of is a reason to stop. You may always change your mind, also on the way. "
)
CHOICES = ("Ask three people you trust", "Hand over your papers", "Keep the offer to yourself", "Leave at once")


@dataclass(frozen=True)
class Scene:
    """What was made; ``lessons`` are those given to the class, the first with ``assignment`` as its quiz."""

    teacher: User
    cohort: Cohort
    learners: Sequence[User]
    lessons: Sequence[LessonAssignment]
    assignment: QuizAssignment


def build(*, learners: int, questions: int, lessons: int = 1, name: str = "measured") -> Scene:
    """Make a class with a teacher and give it lessons of six steps; scenes of different names share a database."""
    teacher = User.objects.create(username=f"{name}-teacher", display_name="Teacher", kind=UserKind.STAFF)
    cohort = cohort_of(name, teacher)
    people = User.objects.bulk_create(
        User(username=f"{name}-{seat}", display_name=f"Student {seat}", kind=UserKind.LEARNER)
        for seat in range(1, learners + 1)
    )
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=learner, seat_number=seat) for seat, learner in enumerate(people, 1)
    )
    quiz = _quiz(name, questions)
    publish_quiz(quiz=quiz, actor=teacher)
    given = [assign_lesson(lesson=page, cohort=cohort, actor=teacher) for page in _pages(name, lessons, quiz)]
    assignment = given[0].quiz_assignment
    if assignment is None:
        raise LookupError("the first lesson has no quiz")
    return Scene(teacher, cohort, people, given, assignment)


def start_attempts(scene: Scene) -> list[Attempt]:
    """Open an attempt for every learner, through the service."""
    assignment = QuizAssignment.objects.select_related("version__quiz").get(pk=scene.assignment.pk)
    return [start_attempt(assignment=assignment, learner=learner) for learner in scene.learners]


def answer_everything(scene: Scene) -> None:
    """Give every learner a sent attempt with an answer to every question; every third answer is wrong."""
    structure = frozen_structure(scene.assignment.version)
    attempts = start_attempts(scene)
    rows = []
    for person, attempt in enumerate(attempts):
        for place, item in enumerate(structure.items):
            choices: list[str] = attempt.layout["choices"][item.id]
            wrong = (person + place) % 3 == 0
            right = next(iter(logic(item.kind).right_options(item)))
            chosen = next(choice for choice in choices if (choice == right) is not wrong)
            rows.append(
                Response(
                    attempt=attempt, item_id=item.id, sequence=1, answer={"chosen": [chosen]},
                    score=Decimal(not wrong), language="en",
                )
            )  # fmt: skip
    Response.objects.bulk_create(rows)
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).update(sent_at=timezone.now())


def sign_in(user: User) -> str:
    """Open a session as the doors do, the second factor of staff passed, and return its key."""
    now = int(timezone.now().timestamp())
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = f"accounts.adapters.{'Card' if user.is_learner else 'Staff'}Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[SessionKey.SIGNED_IN_AT] = session[SessionKey.SEEN_AT] = now
    if not user.is_learner:
        session[SessionKey.SECOND_FACTOR_AT] = now
    session.create()
    return str(session.session_key)


def cohort_of(name: str, teacher: User) -> Cohort:
    """Make a class with its school and its place."""
    region = Region.objects.create(country="UA", name=name)
    centre = PopulationCentre.objects.create(region=region, name=name, kind=CentreKind.URBAN)
    school = Institution.objects.create(centre=centre, name=name, kind=InstitutionKind.SCHOOL)
    last_day = timezone.localdate() + timedelta(days=200)
    cohort = Cohort.objects.create(institution=school, name=name[:40], language="en", ends_on=last_day)
    member = Membership.objects.create(user=teacher, role=Role.TEACHER, institution=school)
    CohortStaff.objects.create(cohort=cohort, member=member)
    return cohort


def _pages(name: str, count: int, quiz: Quiz) -> list[LessonPage]:
    locale = Locale.objects.get(language_code="en")
    root = Page.objects.get(depth=1)
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = root.add_child(instance=HomePage(title="Home", slug=f"{name}-home", locale=locale))
    course = home.add_child(instance=CoursePage(title=name, slug=f"{name}-course", locale=locale))
    unit = course.add_child(instance=UnitPage(title="Module 1", slug="m1", locale=locale))
    now = timezone.now()
    return [
        unit.add_child(
            instance=LessonPage(
                title=f"Lesson about offers {number}", slug=f"l{number}", number=f"1.{number}", summary=WORDS[:120],
                locale=locale, body=_steps(number), quiz=quiz if number == 1 else None, last_published_at=now,
            )
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


def _steps(lesson: int) -> list[dict[str, object]]:
    def block(kind: str, value: object, *where: object) -> dict[str, object]:
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_OID, repr((lesson, where))))}

    paragraphs = [f"<p>{WORDS}</p>", f"<p><b>{WORDS[:60]}</b> {WORDS[60:]}</p>"]
    glossary = {"entries": [{"type": "item", "value": {"term": "Offer", "meaning": WORDS[:100]}}]}
    return [
        block(
            "step",
            {
                "heading": f"An offer, page {step}",
                "content": [
                    block("text", paragraphs[step % 2], step, "text"),
                    block("story", {"title": "Nina", "text": f"<p>{WORDS[:200]}</p>"}, step, "story"),
                    block("glossary", glossary, step, "glossary"),
                ],
            },
            step,
        )
        for step in range(1, 7)
    ]


def _quiz(name: str, questions: int) -> Quiz:
    locale = Locale.objects.get(language_code="en")
    items = [
        Item.objects.create(name=f"{name} {number}", locale=locale, interaction=[_choice(number)])
        for number in range(1, questions + 1)
    ]
    entries = [{"type": "question", "value": item.pk} for item in items]
    return Quiz.objects.create(title=f"Questions of {name}"[:120], locale=locale, questions=entries)


def _choice(number: int) -> dict[str, object]:
    choices = [
        {
            "type": "item",
            "id": str(uuid5(NAMESPACE_OID, f"choice {number} {place}")),
            "value": {"text": text, "correct": place == 0, "feedback": WORDS[:90], "misconception": WORDS[90:150]},
        }
        for place, text in enumerate(CHOICES)
    ]
    prompt = f"{number}. Somebody offers you work abroad and wants to hear yes today. What do you do first?"
    value = {"prompt": prompt, "cardinality": "single", "choices": choices, "shuffle": True, "feedback": WORDS[:80]}
    return {"type": "choice", "value": value}
