"""However many sides confirm at the same moment, there is one certificate; and the database keeps it as it is."""

import os
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from certification.models import Certificate, CertificateEvent
from certification.services.deciding import confirm_decision, propose_decision
from certification.services.refusals import RuleRefused
from certification.services.retention import erase_old_dossiers

THREADS = int(os.environ.get("ORIENTIR_AWARDS", "50"))
AT_ONCE = 10


@pytest.mark.postgres
def test_parallel_confirmations_award_once(transactional_site, ground):
    ground.submit()
    proposal = propose_decision(candidacy=ground.candidacy, decision="award", actor=ground.certifier)
    answers = []

    def confirm():
        try:
            answers.append(confirm_decision(proposal=proposal, actor=ground.second).state)
        except RuleRefused as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    for _round in range(0, THREADS, AT_ONCE):
        threads = [threading.Thread(target=confirm) for _thread in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == ["awarded"] * THREADS
    assert (Certificate.objects.count(), CertificateEvent.objects.count()) == (1, 1)


def refused_by_database(work):
    with pytest.raises(DatabaseError), transaction.atomic():
        work()


def test_the_database_keeps_a_certificate_as_it_was_awarded(ground):
    certificate = ground.award()
    rows, events = (
        Certificate.objects.filter(pk=certificate.pk),
        CertificateEvent.objects.filter(certificate=certificate),
    )
    for name, value in {
        "number": "1", "valid_until": timezone.localdate() + timedelta(days=9999), "cycle": 2, "status_index": 7,
        "decided_by_id": 99, "framework_version": "9", "person": ground.other.pk, "programme_title": "Other",
    }.items():  # fmt: skip
        refused_by_database(lambda name=name, value=value: rows.update(**{name: value}))
    refused_by_database(lambda: rows._raw_delete(using="default"))
    refused_by_database(lambda: events.update(kind="revoked", reason_code="conduct"))
    refused_by_database(lambda: events._raw_delete(using="default"))
    assert rows.update(name_consent_at=timezone.now(), holder_name="Name", key_id="k", credential={}) == 1
    assert rows.update(person=None) == 1


def test_a_dossier_goes_five_years_after_its_certificate_ended(ground):
    today, now = timezone.localdate(), timezone.now()
    ended = Certificate.objects.create(
        number="1", person=ground.candidate, programme=ground.programme, candidacy=ground.candidacy, cycle=1,
        framework_version="1", issued_on=today - timedelta(days=3000), valid_until=today - timedelta(days=1829),
        decided_by_id=1, confirmed_by_id=2, status_index=1,
    )  # fmt: skip
    ended.events.create(kind="awarded")
    ground.candidacy.__class__.objects.update(opened_at=now - timedelta(days=3000))
    assert erase_old_dossiers(now=now - timedelta(days=9)) == 0
    assert erase_old_dossiers(now=now) > 0
    assert (Certificate.objects.count(), ground.candidacy.__class__.objects.count()) == (0, 0)
    assert erase_old_dossiers(now=now) == 0
