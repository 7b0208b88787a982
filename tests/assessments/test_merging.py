"""Answers written without a network: merged in any order, never refused, not always counted."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.exchange.outbox import Entry, EntryKind
from assessments.exchange.sealing import private_key, public_point, seal
from assessments.models import Attempt, HeldAnswer, QuizAssignment, Response
from assessments.queries import frozen_structure
from assessments.services import (
    Merged,
    assign_quiz,
    issue_tickets,
    note_feedback_seen,
    save_answer,
    send_attempt,
    start_attempt,
)
from assessments.services.doubles import move_answers
from assessments.services.former import forget_former
from assessments.services.merging import merge_entry
from assessments.services.tickets import read_ticket
from tests.assessments.builders import KEY, answer_to, make_assignment, make_cohort, make_learner


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort(), tries=1)


@pytest.fixture
def learner(assignment):
    return make_learner(assignment.cohort)


def ticket_of(learner) -> str:
    (issued,) = issue_tickets(learner=learner)
    return issued.ticket


def entry(assignment, ticket, *, place=0, choice=KEY, sequence=1001) -> Entry:
    item = frozen_structure(assignment.version).items[place]
    fields = {"choice": [item.choices[choice]]}
    return Entry(kind=EntryKind.ANSWER, ticket=ticket, item=item.id, sequence=sequence, fields=fields, language="en")


def merge(given: Entry) -> Merged:
    return merge_entry(entry=given, ticket=read_ticket(given.ticket))


def sending(ticket) -> Entry:
    return Entry(kind=EntryKind.SEND, ticket=ticket)


def test_the_first_answer_makes_the_attempt_that_the_ticket_names(assignment, learner):
    (issued,) = issue_tickets(learner=learner)
    assert merge(entry(assignment, issued.ticket)) is Merged.SAVED
    attempt = Attempt.objects.get()
    assert (attempt.public_id, attempt.learner, attempt.number) == (issued.attempt, learner, 1)
    assert merge(entry(assignment, issued.ticket)) is Merged.DOUBLE
    assert Response.objects.get().score == 1


def test_a_device_with_a_network_meets_the_same_attempt(assignment, learner):
    (issued,) = issue_tickets(learner=learner)
    assert start_attempt(assignment=assignment, learner=learner).public_id == issued.attempt
    assert merge(entry(assignment, issued.ticket, place=1)) is Merged.SAVED
    assert Attempt.objects.count() == 1


def test_a_ticket_says_what_is_answered_already(assignment, learner):
    merge(entry(assignment, ticket_of(learner), place=1))
    (issued,) = issue_tickets(learner=learner)
    assert issued.answered == [frozen_structure(assignment.version).items[1].id]


def test_an_older_answer_changes_nothing(assignment, learner):
    ticket = ticket_of(learner)
    merge(entry(assignment, ticket, choice=KEY, sequence=2001))
    assert merge(entry(assignment, ticket, choice=0, sequence=1002)) is Merged.OLDER
    assert Response.objects.get().sequence == 2001


def test_sending_comes_before_the_answers_and_the_score_is_right_all_the_same(assignment, learner):
    ticket = ticket_of(learner)
    assert merge(sending(ticket)) is Merged.SENT
    assert merge(entry(assignment, ticket)) is Merged.SAVED
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.max_score) == (1, 3)


def test_an_answer_after_the_feedback_is_kept_apart(assignment, learner):
    ticket = ticket_of(learner)
    merge(entry(assignment, ticket, choice=0))
    attempt = send_attempt(attempt=Attempt.objects.get())
    note_feedback_seen(attempt=attempt)
    late = entry(assignment, ticket, choice=KEY, sequence=5001)
    assert [merge(late), merge(late)] == [Merged.HELD, Merged.DOUBLE]
    assert merge(entry(assignment, ticket, choice=0)) is Merged.DOUBLE
    assert HeldAnswer.objects.get().reason == "after_feedback"
    assert Attempt.objects.get().score == 0


def test_an_answer_after_the_last_day_is_kept_apart_and_so_is_one_to_a_withdrawn_quiz(assignment, learner):
    ticket = ticket_of(learner)
    now = timezone.now()
    QuizAssignment.objects.update(opens_at=now - timedelta(2), closes_at=now - timedelta(1))
    assert merge(entry(assignment, ticket)) is Merged.HELD
    QuizAssignment.objects.update(closes_at=None, withdrawn_at=now)
    assert merge(entry(assignment, ticket, place=1)) is Merged.HELD
    assert not Response.objects.exists()


def test_a_later_last_day_of_ones_own_lets_answers_count(assignment, learner):
    ticket = ticket_of(learner)
    now = timezone.now()
    QuizAssignment.objects.update(opens_at=now - timedelta(2), closes_at=now - timedelta(1))
    assignment.exceptions.create(learner=learner, closes_at=now + timedelta(1))
    assert merge(entry(assignment, ticket)) is Merged.SAVED
    assert [one.ticket for one in issue_tickets(learner=learner)]


def test_a_try_too_many_is_kept_and_counted_nowhere(assignment, learner):
    ticket = ticket_of(learner)
    assignment.exceptions.create(learner=learner, extra_tries=1)
    attempt = send_attempt(attempt=start_attempt(assignment=assignment, learner=learner))
    (second,) = issue_tickets(learner=learner)
    assignment.exceptions.all().delete()
    assert merge(entry(assignment, second.ticket)) is Merged.SAVED
    assert Attempt.objects.exclude(pk=attempt.pk).get().is_extra
    assert ticket != second.ticket


def test_a_learner_who_was_erased_leaves_nothing_to_merge(assignment, learner):
    given = entry(assignment, ticket_of(learner))
    learner.delete()
    assert merge(given) is Merged.GONE
    QuizAssignment.objects.all().delete()
    assert merge(given) is Merged.GONE


def test_what_our_pages_cannot_have_written_is_named_and_dropped(assignment, learner):
    ticket = ticket_of(learner)
    odd = entry(assignment, ticket)
    for item, fields in (("x" * 36, odd.fields), (odd.item, {"choice": ["nothing"]}), (odd.item, {})):
        broken = Entry(kind=EntryKind.ANSWER, ticket=ticket, item=item, sequence=1, fields=fields, language="en")
        assert merge(broken) is Merged.UNREADABLE


class TestTheDoor:
    """What devices post: no cookie, no user, sealed entries only."""

    @pytest.fixture
    def post(self, client, settings):
        point = public_point(private_key(settings.SECRET_KEY))

        def post(*contents, whole=None):
            sealed = [one if isinstance(one, str) else seal(json.dumps(one).encode(), point) for one in contents]
            body = whole if whole is not None else json.dumps({"sealed": sealed})
            return client.post(reverse("take_in"), body, content_type="application/json")

        return post

    def plain(self, given: Entry) -> dict[str, object]:
        return {
            "kind": given.kind, "ticket": given.ticket, "item": given.item, "sequence": given.sequence,
            "fields": dict(given.fields), "language": given.language,
        }  # fmt: skip

    def test_it_answers_for_every_entry_in_order(self, post, assignment, learner):
        ticket = ticket_of(learner)
        good = self.plain(entry(assignment, ticket))
        reply = post(good, good, "rubbish", {"kind": "send", "ticket": ticket}, good | {"ticket": "forged"})
        assert reply.json() == {"outcomes": ["saved", "double", "sealed", "sent", "unreadable"]}
        assert reply.headers["Cache-Control"] == "no-store"
        assert not reply.cookies

    @pytest.mark.parametrize("body", ["", "[]", '{"sealed": 1}', '{"sealed": [1]}', '{"sealed": ["a"', "[" * 9999])
    def test_anything_else_is_a_bad_request(self, post, db, body):
        assert post(whole=body).status_code == 400

    def test_too_many_at_once_are_refused_as_a_whole(self, post, db):
        assert post(whole=json.dumps({"sealed": ["a"] * 101})).status_code == 400

    def test_somebody_elses_ticket_adds_to_their_attempt_alone(self, post, assignment, learner):
        other = make_learner(assignment.cohort, "Ivan")
        post(self.plain(entry(assignment, ticket_of(other))))
        assert not Attempt.objects.filter(learner=learner).exists()

    def test_an_old_ticket_opens_nothing(self, post, assignment, learner, monkeypatch):
        given = self.plain(entry(assignment, ticket_of(learner)))
        monkeypatch.setattr("assessments.services.tickets.LIFETIME_SECONDS", -1)
        assert post(given).json() == {"outcomes": ["unreadable"]}


def test_tickets_cost_the_same_for_one_quiz_and_for_three(assignment, learner, django_assert_num_queries):
    merge(entry(assignment, ticket_of(learner)))
    with django_assert_num_queries(4):
        issue_tickets(learner=learner)
    for number in range(2):
        other = make_assignment(make_cohort(f"9-{number}"))
        assign_quiz(version=other.version, cohort=assignment.cohort, actor=None)
    with django_assert_num_queries(4):
        assert len(issue_tickets(learner=learner)) == 3


def test_an_answer_saved_with_a_network_and_one_without_meet_by_sequence(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    item = frozen_structure(assignment.version).items[0]
    save_answer(attempt=attempt, item=item, answer=answer_to(item, 0), sequence=1000, language="en", text_revision=1)
    assert merge(entry(assignment, ticket_of(learner), choice=KEY, sequence=1007)) is Merged.SAVED
    assert Response.objects.get().score == 1


@pytest.mark.parametrize("is_begun", [True, False])
def test_what_a_device_still_holds_of_a_merged_account_is_kept(assignment, learner, is_begun):
    other = make_learner(assignment.cohort)
    mine, theirs = ticket_of(learner), ticket_of(other)
    if is_begun:
        merge(entry(assignment, theirs))
    move_answers(kept_id=learner.pk, dropped_id=other.pk)
    for ticket in (theirs, mine):
        assert merge(entry(assignment, ticket, place=1)) is Merged.SAVED
        assert merge(entry(assignment, ticket, place=1)) is Merged.DOUBLE
    tries = {attempt.public_id: attempt for attempt in Attempt.objects.filter(learner=learner)}
    assert set(tries) == {read_ticket(mine).attempt_id, read_ticket(theirs).attempt_id}
    assert [tries[read_ticket(one).attempt_id].is_extra for one in (theirs, mine)] == [False, True]
    other.delete()
    assert merge(entry(assignment, theirs, place=2)) is Merged.SAVED
    assert Response.objects.count() == 3 + is_begun


def test_a_merged_account_is_forgotten_with_its_last_ticket(assignment, learner):
    other = make_learner(assignment.cohort)
    for _twice in range(2):
        move_answers(kept_id=learner.pk, dropped_id=other.pk)
    assert forget_former(now=timezone.now() + timedelta(days=29)) == 0
    assert forget_former(now=timezone.now() + timedelta(days=31)) == 1
