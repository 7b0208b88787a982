"""Two people change the directory: one proposes, another one tries it and confirms."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from safeguarding import services
from safeguarding.enums import CheckMethod, ContactKind, Refusal
from safeguarding.models import HelpContact, HelpContactChange
from tests.safeguarding.conftest import TODAY

VALUES = {
    "country": "UA",
    "kind": ContactKind.CHILDREN,
    "position": 0,
    "names": {"en": "Line two"},
    "organisation": "",
    "number": "116 111",
    "number_from_abroad": "",
    "is_free": True,
    "works_from_mobile": True,
    "is_anonymous": True,
    "hours": {},
    "languages": "uk",
    "notes": {},
    "source": "Their own page, June",
}


@pytest.fixture
def proposal(site_admin):
    """A new contact that the site administrator proposes."""
    return services.propose_change(actor=site_admin, values=VALUES)


def confirm(change, actor, **how):
    """Confirm by having called today."""
    return services.confirm_change(
        **{"change": change, "actor": actor, "method": CheckMethod.CALL, "tried_on": TODAY, "today": TODAY} | how
    )


def logged() -> list[str]:
    """Return what the audit log says, oldest first."""
    return [*AuditEntry.objects.filter(scope_type="help_contact").order_by("pk").values_list("action", flat=True)]


def test_a_proposal_alone_changes_nothing(proposal):
    assert not HelpContact.objects.exists()
    assert proposal.is_waiting
    assert logged() == ["help_contact.propose"]


def test_the_same_proposal_again_is_the_same_one(proposal, site_admin):
    assert services.propose_change(actor=site_admin, values=VALUES) == proposal
    assert logged() == ["help_contact.propose"]


def test_a_second_person_puts_it_into_effect(proposal, second_keeper):
    contact = confirm(proposal, second_keeper)
    assert {name: getattr(contact, name) for name in VALUES} == VALUES
    assert (contact.verified_on, contact.verified_by, contact.verified_method) == (TODAY, second_keeper, "call")
    entry = AuditEntry.objects.get(action="help_contact.confirm")
    assert (entry.actor_id, entry.scope_id) == (second_keeper.pk, contact.public_id)
    assert entry.details["number_after"] == "116 111"


def test_confirming_twice_changes_nothing_more(proposal, second_keeper):
    contact = confirm(proposal, second_keeper)
    assert confirm(proposal, second_keeper) == contact
    assert HelpContact.objects.count() == 1
    assert logged() == ["help_contact.propose", "help_contact.confirm"]


def test_nobody_confirms_their_own_proposal(proposal, site_admin):
    with pytest.raises(services.ChangeRefused) as refused:
        confirm(proposal, site_admin)
    assert refused.value.reason == Refusal.SAME_PERSON
    assert not HelpContact.objects.exists()


def test_the_database_itself_wants_two_people(proposal, site_admin):
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpContactChange.objects.filter(pk=proposal.pk).update(
            confirmed_by=site_admin, confirmed_at=timezone.now(), method="call", tried_on=TODAY
        )


def test_the_database_itself_wants_a_trial(proposal, second_keeper):
    for missing in ({"method": ""}, {"tried_on": None}, {"confirmed_by": None}):
        told = {"confirmed_by": second_keeper, "confirmed_at": TODAY, "method": "call", "tried_on": TODAY} | missing
        told["confirmed_at"] = timezone.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpContactChange.objects.filter(pk=proposal.pk).update(**told)


@pytest.mark.parametrize("days", [-1, 31])
def test_a_trial_in_the_future_or_long_ago_is_refused(proposal, second_keeper, days):
    with pytest.raises(services.ChangeRefused) as refused:
        confirm(proposal, second_keeper, tried_on=TODAY - timedelta(days=days))
    assert refused.value.reason == Refusal.WRONG_DATE


def test_the_period_begins_on_the_day_of_the_trial(proposal, second_keeper):
    assert confirm(proposal, second_keeper, tried_on=TODAY - timedelta(days=30)).verified_on == TODAY - timedelta(30)


def test_a_declined_proposal_cannot_be_confirmed(proposal, second_keeper):
    services.decline_change(change=proposal, actor=second_keeper)
    services.decline_change(change=proposal, actor=second_keeper)
    with pytest.raises(services.ChangeRefused) as refused:
        confirm(proposal, second_keeper)
    assert refused.value.reason == Refusal.DECIDED
    assert logged() == ["help_contact.propose", "help_contact.decline"]


def test_a_confirmed_proposal_cannot_be_declined(proposal, second_keeper):
    confirm(proposal, second_keeper)
    with pytest.raises(services.ChangeRefused):
        services.decline_change(change=proposal, actor=second_keeper)


def test_a_third_person_comes_too_late(proposal, second_keeper, safeguarding_lead):
    confirm(proposal, second_keeper)
    with pytest.raises(services.ChangeRefused):
        confirm(proposal, safeguarding_lead)


def test_an_author_may_take_a_proposal_back(proposal, site_admin):
    services.decline_change(change=proposal, actor=site_admin)
    proposal.refresh_from_db()
    assert proposal.declined_by == site_admin


def test_a_changed_number_waits_while_the_old_one_stands(contact, site_admin, second_keeper):
    old = contact(0)
    change = services.propose_change(actor=site_admin, values=VALUES | {"number": "116 000"}, contact=old)
    old.refresh_from_db()
    assert old.number == "116 111"
    assert confirm(change, second_keeper).pk == old.pk
    old.refresh_from_db()
    assert old.number == "116 000"
    assert AuditEntry.objects.get(action="help_contact.confirm").details["number_before"] == "116 111"


def test_two_different_proposals_for_one_contact_wait_their_turn(contact, site_admin, second_keeper):
    old = contact(0)
    services.propose_change(actor=site_admin, values=VALUES, contact=old)
    with pytest.raises(services.ChangeRefused) as refused:
        services.propose_check(actor=second_keeper, contact=old)
    assert refused.value.reason == Refusal.ALREADY_OPEN


def test_a_check_starts_the_period_again(contact, site_admin, second_keeper):
    old = contact(181)
    confirm(services.propose_check(actor=site_admin, contact=old), second_keeper, method=CheckMethod.SITE)
    old.refresh_from_db()
    assert (old.verified_on, old.verified_method, old.number) == (TODAY, "site", "116 111")


def test_taking_a_contact_out_needs_two_people_too(contact, site_admin, second_keeper):
    old = contact(0)
    change = services.propose_change(actor=site_admin, values=services.values_of(old), contact=old, is_withdrawal=True)
    assert HelpContact.objects.standing().exists()
    confirm(change, second_keeper)
    assert not HelpContact.objects.standing().exists()


def test_a_proposal_sets_nothing_but_what_a_contact_says(site_admin):
    for name in ("verified_on", "verified_by_id", "public_id", "withdrawn_at", "pk"):
        with pytest.raises(ValueError, match=name):
            services.propose_change(actor=site_admin, values=VALUES | {name: "1"})


def test_nobody_else_proposes_confirms_or_declines(proposal, teacher, head, author, student):
    for person in (teacher, head, author, student):
        with pytest.raises(PermissionDenied):
            services.propose_change(actor=person, values=VALUES)
        with pytest.raises(PermissionDenied):
            confirm(proposal, person)
        with pytest.raises(PermissionDenied):
            services.decline_change(change=proposal, actor=person)


@pytest.mark.parametrize(("country", "count"), [("UA", 8), ("MD", 4), ("KG", 3), ("AL", 2), ("CZ", 2), ("RO", 2)])
def test_the_first_contacts_are_there_and_none_is_confirmed(db, country, count):
    assert services.seed_unconfirmed(country) == count
    assert not HelpContact.objects.filter(verified_on__isnull=False).exists()
    assert not HelpContact.objects.filter(source="").exists()
    assert services.seed_unconfirmed(country) == 0
    assert HelpContact.objects.filter(country=country).count() == count


def test_seeding_again_touches_nothing_that_was_confirmed(db):
    services.seed_unconfirmed("UA")
    HelpContact.objects.filter(number="116 111").update(verified_on=TODAY, names={"en": "Ours"})
    services.seed_unconfirmed("UA")
    assert HelpContact.objects.get(number="116 111").names == {"en": "Ours"}


def test_an_unknown_country_has_no_contacts(db):
    assert services.seed_unconfirmed("XX") == 0
