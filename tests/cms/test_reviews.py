"""A text that mentions harm reaches its readers in the very version that a child protection reviewer has approved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision, TaskState, WorkflowState

from audit.models import AuditEntry
from cms.services import publish_due, publish_import, send_to_review
from institutions.enums import Role
from lessons.models import LessonPage
from tests.cms.test_translations import translate
from tests.factories.site import with_all_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(site_tree, author) -> LessonPage:
    """A published lesson at level 1 and a draft of its author's that says something else."""
    page = with_all_parts(site_tree.lesson)
    page.content_level = 1
    publish_import(revision=page.save_revision(user=None), actor=None)
    page = LessonPage.objects.get(pk=page.pk)
    page.summary = "A new summary"
    page.save_revision(user=author)
    return LessonPage.objects.get(pk=page.pk)


@pytest.fixture
def protector(member):
    return member(Role.SAFEGUARDING_REVIEWER).user


@pytest.fixture
def linguist(member):
    return member(Role.LANGUAGE_REVIEWER).user


def waiting(page) -> TaskState:
    return LessonPage.objects.get(pk=page.pk).current_workflow_task_state


def decide(page, user, action="approve", comment=""):
    state = waiting(page)
    state.task.specific.on_action(state, user, action, comment=comment)


def published(page) -> LessonPage:
    return LessonPage.objects.get(pk=page.pk)


def in_code(page, author, client):
    page.latest_revision.publish(user=author)


def by_action(page, author, client):
    PublishPageRevisionAction(page.latest_revision, user=author).execute(skip_permission_checks=True)


def over_the_row(page, author, client):
    page.latest_revision.as_object().save()


def by_programs(page, author, client):
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    answer = client.post(url, content_type="application/json")
    assert answer.status_code == 400
    raise ValidationError(answer.json()["__all__"] if "__all__" in answer.json() else str(answer.json()))


def by_copying(page, author, client):
    page.copy(update_attrs={"slug": "again"}, user=author, keep_live=True)


def lowered(page, author, client):
    page.content_level = 0
    page.save_revision(user=author).publish(user=author)


@pytest.mark.parametrize("door", [in_code, by_action, over_the_row, by_programs, by_copying, lowered])
def test_no_door_publishes_a_version_that_nobody_has_approved(door, lesson, author, client, sign_in):
    sign_in(client, author)
    with pytest.raises(ValidationError, match=r"child protection reviewer|new version is published|Copy it as a draft"):
        door(published(lesson), author, client)
    assert published(lesson).summary == "Summary"
    assert LessonPage.objects.filter(live=True, content_level=1, translation_key=lesson.translation_key).count() == 1
    assert not LessonPage.objects.filter(slug="again").exists()


def test_at_its_hour_it_is_published_only_when_approved(lesson, author, protector, linguist):
    Revision.objects.filter(pk=lesson.latest_revision_id).update(approved_go_live_at=timezone.now())
    assert publish_due() == {"published": 0, "refused": 1, "taken_back": 0}
    assert publish_due() == {"published": 0, "refused": 0, "taken_back": 0}
    assert published(lesson).summary == "Summary"
    lesson.summary, lesson.go_live_at = "Later", timezone.now() + timedelta(hours=1)
    lesson.save_revision(user=author)
    send_to_review(page=published(lesson), actor=author)
    decide(lesson, protector)
    decide(lesson, linguist)
    assert published(lesson).summary == "Summary", "its hour has not come"
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now())
    content = published(lesson).latest_revision.content | {"go_live_at": None}
    Revision.objects.filter(pk=published(lesson).latest_revision_id).update(content=content)
    assert publish_due()["published"] == 1
    assert published(lesson).summary == "Later"


def test_two_others_approve_and_it_is_published_with_their_finding(lesson, author, protector, linguist):
    assert send_to_review(page=lesson, actor=author) == send_to_review(page=published(lesson), actor=author)
    decide(lesson, protector)
    assert published(lesson).summary == "Summary"
    decide(lesson, linguist)
    found = published(lesson)
    assert (found.summary, found.live, found.has_unpublished_changes) == ("A new summary", True, False)
    assert (found.review_status, found.reviewed_by) == ("child_protection", str(protector))
    assert found.reviewed_on == timezone.localdate()
    steps = AuditEntry.objects.filter(action__startswith="review.").order_by("pk").values_list("action", "actor_id")
    assert [*steps] == [("review.send", author.pk), ("review.approve", protector.pk), ("review.approve", linguist.pk)]


def test_who_wrote_it_decides_nothing(lesson, author, protector, member):
    member(Role.SAFEGUARDING_REVIEWER)
    author.groups.add(*protector.groups.all())
    lesson.summary = "Changed by the reviewer"
    lesson.save_revision(user=protector)
    send_to_review(page=published(lesson), actor=author)
    for person in (author, protector):
        assert not TaskState.objects.reviewable_by(person).exists()
        with pytest.raises(PermissionDenied):
            decide(lesson, person)


def test_what_was_written_after_the_approval_is_approved_again(lesson, author, protector, linguist):
    send_to_review(page=lesson, actor=author)
    decide(lesson, protector)
    later = published(lesson)
    later.summary = "Slipped in"
    later.save_revision(user=author)
    decide(lesson, linguist)
    assert published(lesson).summary == "Summary"
    assert waiting(lesson).task.content_type.model == "protectionreview"


def test_a_version_saved_over_is_another_one(lesson, author, protector, linguist):
    send_to_review(page=lesson, actor=author)
    decide(lesson, protector)
    draft = published(lesson).latest_revision.as_object()
    draft.summary = "Slipped in"
    draft.save_revision(user=author, overwrite_revision=published(lesson).latest_revision)
    decide(lesson, linguist)
    assert published(lesson).summary == "Summary"
    assert "child protection reviewer" in TaskState.objects.latest("pk").comment


def test_what_the_checks_refuse_is_not_sent_and_goes_back(lesson, author, protector, linguist):
    lesson.minutes = 30
    lesson.save_revision(user=author)
    with pytest.raises(ValidationError, match="45 minutes"):
        send_to_review(page=published(lesson), actor=author)
    lesson.minutes, lesson.summary = 45, "A new summary"
    lesson.save_revision(user=author)
    send_to_review(page=published(lesson), actor=author)
    decide(lesson, protector, "reject", "Name nobody.")
    assert published(lesson).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    send_to_review(page=published(lesson), actor=author)
    decide(lesson, protector)
    decide(lesson, linguist)
    assert published(lesson).summary == "A new summary"


def test_localize_does_not_write_over_a_published_translation(lesson, site_tree):
    target = with_all_parts(site_tree.lesson_uk)
    target.content_level = 1
    publish_import(revision=target.save_revision(), actor=None)
    translation = translate(lesson, target.locale)
    with pytest.raises(ValidationError, match="new version is published"):
        translation.save_target(publish=True)
    assert published(target).summary == "укр Summary"


@pytest.fixture
def reviewers(protector, linguist):
    return protector, linguist


def test_the_screens_tell_what_there_is_to_know_and_decide(lesson, author, reviewers, client, sign_in):
    protector, linguist = reviewers
    sign_in(client, author)
    page = client.get(reverse("cms_page_checks", args=[lesson.pk])).content.decode()
    assert "nothing against this version" in page
    assert client.post(reverse("cms_page_checks", args=[lesson.pk])).status_code == 302
    review = reverse("cms_review", args=[waiting(lesson).pk])
    assert client.get(review).status_code == 404
    sign_in(client, protector)
    page = client.get(review).content.decode()
    assert f"/admin/pages/{lesson.pk}/revisions/compare/live...{lesson.latest_revision_id}/" in page
    assert f"/admin/pages/{lesson.pk}/view_draft/?mode=run" in page
    assert client.post(review, {"reject": "1", "comment": " "}).url == review
    client.post(review, {"approve": "1", "comment": "Good."})
    sign_in(client, linguist)
    assert client.get(review).status_code == 404, "that step is over"
    review = reverse("cms_review", args=[waiting(lesson).pk])
    assert "Good." in client.get(review).content.decode()
    client.post(review, {"approve": "1"})
    assert published(lesson).summary == "A new summary"
