"""Hostile text for every field: ways out of a context × things that run × spellings; made here, from no list.

Usage: ``python -m tests.browser.hostile_text COUNT`` fills the database of DATABASE_URL and prints sessions and pages.
"""

import html
import itertools
import json
import os
import random
import sys
from urllib.parse import quote

RUN = "document.documentElement.setAttribute('data-ran','1')"
WAYS_OUT = (
    "</option></select>",
    "",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</script>",
    "-->",
    "</style>",
    "</svg>",
    "]]>",
    "</p></div>",
    "` ",
)
THAT_RUN = (
    f'<img data-hostile src=x onerror="{RUN}">',
    f'<svg data-hostile onload="{RUN}"></svg>',
    f"<script data-hostile>{RUN}</script>",
    f'<details data-hostile open ontoggle="{RUN}">x</details>',
    f'<input data-hostile autofocus onfocus="{RUN}">',
    f'<a data-hostile href="javascript:{RUN}">x</a>',
    f'<video data-hostile><source onerror="{RUN}"></video>',
    f'<iframe data-hostile srcdoc="&lt;script&gt;parent.{RUN}&lt;/script&gt;"></iframe>',
    "<base data-hostile href=//elsewhere.example/>",
    '<meta data-hostile http-equiv=refresh content="0;url=//elsewhere.example/">',
    f'x" data-hostile autofocus onfocus="{RUN}" y="',
)
SPELLINGS = {
    "plain": str,
    "capitals": lambda text: text.replace("<img", "<IMG").replace("<script", "<ScRiPt").replace("<svg", "<SVG"),
    "entities": html.escape,
    "entities twice": lambda text: html.escape(html.escape(text)),
    "percent": quote,
    "slashes": lambda text: text.replace(" ", "/"),
    "new lines": lambda text: text.replace(" ", "\n"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "json": lambda text: json.dumps(text).replace("<", "\\u003c"),
    "wide": lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),
    "template": lambda text: "{{ " + text + "|safe }}",
    "comment": lambda text: f"<!--{text}--><!---->{text}",
    "half": lambda text: text.rstrip(">"),
    "spaces": lambda text: text.replace("=", " = "),
    "entity signs": lambda text: text.replace("<", "&#60;").replace(":", "&colon;"),
    "mixed": lambda text: text.replace("javascript", "java\tscript").replace("on", "On"),
}


def payloads(count: int) -> list[str]:
    """Return so many different payloads, always the same ones."""
    every = [spell(f"{out}{run}") for out, run, spell in itertools.product(WAYS_OUT, THAT_RUN, SPELLINGS.values())]
    different = list(dict.fromkeys(every))
    assert count <= len(different), len(different)
    return random.Random(0).sample(different, count)


def hostile(value: object, text: str) -> object:
    """Return a block with every text of its own replaced; rich text as the editor's filter would leave it."""
    if isinstance(value, list):
        return [hostile(part, text) for part in value]
    if isinstance(value, dict):
        kept = {"type", "id", "cardinality", "shuffle", "correct"}
        return {name: part if name in kept else hostile(part, text) for name, part in value.items()}
    if isinstance(value, str):
        return f"<p>{html.escape(text)}</p>" if value.startswith("<p>") else text
    return value


def main(count: int) -> None:
    """Put all payloads into every stored text of a small site."""
    import django

    django.setup()
    from django.db.models import TextField, Value
    from django.db.models.functions import Cast, Concat
    from wagtail.models import Page

    from accounts.models import User
    from assessments.models import Item, Quiz
    from audit.services import record
    from benchmarks import scene
    from cms.models import CustomDocument
    from curriculum.models import CoursePage
    from institutions.enums import Role
    from institutions.models import Cohort, Institution, Invitation, Membership, PopulationCentre, Region
    from institutions.permissions import Scope
    from institutions.services import grant_role, invite
    from jobs.models import Job
    from lessons.models import LessonPage
    from safeguarding.models import HelpContact

    text = " ".join(payloads(count))
    choice, steps = scene._choice, scene._steps
    scene._choice = lambda number: hostile(choice(number), text)
    scene._steps = lambda number: hostile(steps(number), text)
    working = scene.build(learners=2, questions=2, name="working")
    attempts = scene.start_attempts(working)
    done = scene.build(learners=2, questions=2, name="done")
    scene.answer_everything(done)
    admin = User.objects.create(username="admin", display_name="Admin", kind="staff")
    for role in (Role.SITE_ADMIN, Role.AUTHOR, Role.COORDINATOR):
        scope = Scope(region=Region.objects.first()) if role == Role.COORDINATOR else Scope()
        grant_role(user=admin, role=role, scope=scope, actor=None)
    head = Membership.objects.create(user=done.teacher, role=Role.HEAD, institution=done.cohort.institution).user
    invite(display_name="New", role=Role.TEACHER, scope=Scope(institution=done.cohort.institution), actor=head)
    contact = HelpContact.objects.create(
        country="UA", kind="children", names={"en": text}, number="1", hours={"en": text}
    )
    record(action="class.erase", actor=admin, reason=text)
    Job.objects.create(kind="operations.retention", message=text, error_text=text, status="failed", owner_id=admin.pk)
    CustomDocument.objects.create(title=text, file="documents/none.txt")
    User.objects.filter(kind="staff").update(display_name=text)
    # A constraint keeps these short.
    User.objects.filter(kind="learner").update(display_name='"><b data-hostile>x')
    for model in (Cohort, Institution, Region, PopulationCentre, Item):
        # Names of places differ from each other.
        model.objects.update(name=Concat(Value(text), Cast("pk", TextField())))
    HelpContact.objects.update(organisation=text, number=text)
    Invitation.objects.update(display_name=text)
    Quiz.objects.update(title=text)
    Page.objects.filter(depth__gt=1).update(title=text, draft_title=text, seo_title=text, search_description=text)
    LessonPage.objects.update(summary=text)
    lesson, item, quiz = LessonPage.objects.first(), Item.objects.first(), Quiz.objects.first()
    given, attempt = working.lessons[0], attempts[0]
    cohort, assignment = done.cohort.public_id, done.assignment.public_id
    print(
        json.dumps(
            {
                "student": [
                    scene.sign_in(working.learners[0]),
                    ["/my/", f"/my/l/{given.public_id}/", f"/my/l/{given.public_id}/1/",
                     f"/my/q/{attempt.public_id}/1/", f"/my/q/{attempt.public_id}/check/", "/help/"],
                ],
                "student who is done": [
                    scene.sign_in(done.learners[0]),
                    [f"/my/q/{done.learners[0].attempts.get().public_id}/done/"],
                ],
                "teacher": [
                    scene.sign_in(done.teacher),
                    ["/t/", f"/t/c/{cohort}/", f"/t/c/{cohort}/students/", f"/t/c/{cohort}/edit/",
                     f"/t/c/{cohort}/cards/", f"/t/q/{assignment}/", f"/t/q/{assignment}/1/",
                     f"/t/l/{done.lessons[0].public_id}/", "/t/staff/",
                     f"/t/s/{done.cohort.enrolments.first().public_id}/", f"/t/c/{cohort}/teachers/"],
                ],
                "admin": [
                    scene.sign_in(admin),
                    ["/t/help/", f"/t/help/{contact.public_id}/", "/t/jobs/", "/t/audit/", "/t/status/", "/admin/",
                     f"/admin/pages/{CoursePage.objects.first().pk}/", f"/admin/pages/{lesson.pk}/edit/",
                     "/admin/snippets/assessments/item/", f"/admin/snippets/assessments/item/edit/{item.pk}/",
                     f"/admin/snippets/assessments/quiz/edit/{quiz.pk}/", "/admin/documents/", "/admin/users/",
                     "/admin/reports/site-history/", "/admin/pages/search/?q=img"],
                ],
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main(int(sys.argv[1]))
