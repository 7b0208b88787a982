"""What the worker makes of a certificate: signed once, printed in every language, refused once it is withdrawn."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from certification.enums import DOCUMENT_JOB, EventKind
from certification.exchange.refusals import Refusal
from certification.models import Certificate, IssuerKey, LevelRating, RequiredLevel, StatusList
from certification.queries.trust import verify_here
from certification.services.governing import revoke
from certification.services.issuing import ask_for_documents, handle_unfinished_job
from certification.services.keys import (
    NoIssuerKey,
    ensure_issuer_key,
    make_issuer_key,
    signing_key,
    withdraw_issuer_key,
)
from certification.services.statuses import STATUS_JOB, publish_status_list
from jobs import services as jobs
from jobs.models import Job
from tests.factories import CertificateFactory, CompetencyFactory
from tests.factories.certification import happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(settings, tmp_path) -> Path:
    """Name a file for the key that is not there yet, and a store that the test leaves empty."""
    settings.ISSUER_KEY_FILE = str(tmp_path / "key.pem")
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "key.pem"


@pytest.fixture
def key(key_file) -> IssuerKey:
    """Return the key of the installation, in use since an hour."""
    return make_issuer_key(file=key_file, lasts=timedelta(days=9), now=timezone.now() - timedelta(hours=1))


@pytest.fixture
def certificate(candidate, training_group) -> Certificate:
    """Return a certificate with one competency at its level."""
    row = CertificateFactory(person=candidate, cohort=training_group)
    competency = CompetencyFactory(framework=row.programme.framework)
    RequiredLevel.objects.create(programme=row.programme, competency=competency, level=3)
    LevelRating.objects.create(
        candidacy=row.candidacy, competency=competency, level=4, rated_at=row.awarded_at - timedelta(days=1)
    )
    return row


def work_through(certificate):
    """Have the worker do what was asked for this certificate, and return the job."""
    ask_for_documents(certificate_id=certificate.pk)
    job = Job.objects.get(kind=DOCUMENT_JOB)
    jobs.run(job.pk)
    job.refresh_from_db()
    certificate.refresh_from_db()
    return job


def verdict_on(certificate):
    return verify_here(json.dumps(certificate.credential).encode(), timezone.now())


def test_a_certificate_is_signed_and_printed_once(key, certificate):
    assert work_through(certificate).result == {"made": 4, "signed": True}
    assert sorted(certificate.documents) == ["en", "ro", "ru", "uk"]
    for name in certificate.documents.values():
        with default_storage.open(name) as page:
            assert page.read(5) == b"%PDF-"
    verdict = verdict_on(certificate)
    assert (verdict.refusal, verdict.words) == (None, "")
    result = verdict.claims["credentialSubject"]["result"]
    assert [one["value"] for one in result] == ["4"]
    assert certificate.person.get_full_name() not in json.dumps(certificate.credential)
    before = certificate.credential, certificate.documents
    assert work_through(certificate).status == "done"
    assert (certificate.credential, certificate.documents) == before


def test_without_a_key_pages_are_made_and_the_rest_is_asked_for_again(key_file, certificate):
    job = work_through(certificate)
    assert (job.status, job.error_code, len(certificate.documents)) == ("queued", "no_issuer_key", 4)
    make_issuer_key(file=key_file, lasts=timedelta(days=1))
    assert handle_unfinished_job(jobs.Run(job)) == {"asked": 1}
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    jobs.run(job.pk)
    certificate.refresh_from_db()
    assert verdict_on(certificate).refusal is None


def test_what_is_withdrawn_or_suspended_is_refused_and_reinstated_is_not(key, certificate):
    work_through(certificate)
    published = []
    for kind, refusal in [
        (EventKind.SUSPENDED, Refusal.REVOKED),
        (EventKind.REINSTATED, None),
        (EventKind.REVOKED, Refusal.REVOKED),
    ]:
        happen(certificate, kind)
        published.append(publish_status_list(now=timezone.now()))
        assert verdict_on(certificate).refusal is refusal
    assert published == [True, True, True]
    assert publish_status_list(now=timezone.now()) is False
    assert publish_status_list(now=timezone.now() + timedelta(days=3)) is True
    assert StatusList.objects.count() == 1


def test_a_withdrawal_has_the_list_published(key, certificate, certifier):
    happen(certificate, EventKind.AWARDED)
    work_through(certificate)
    assert verdict_on(certificate).refusal is None
    revoke(certificate=certificate, reason_code="conduct", actor=certifier)
    jobs.run(Job.objects.get(kind=STATUS_JOB).pk)
    assert verdict_on(certificate).refusal is Refusal.REVOKED


def test_keys_overlap_and_a_withdrawn_one_signs_nothing_more(key, certificate, settings, tmp_path):
    work_through(certificate)
    file = tmp_path / "new" / "next.pem"
    settings.ISSUER_KEY_FILE = str(file)
    new = ensure_issuer_key(file=file, lasts=timedelta(days=9))
    assert ensure_issuer_key(file=file, lasts=timedelta(days=9)) == new
    new.delete()
    assert ensure_issuer_key(file=file, lasts=timedelta(days=9)).public_multibase == new.public_multibase
    assert signing_key(timezone.now())[1] != key
    assert verdict_on(certificate).refusal is None
    # Proofs are dated in whole seconds: what was signed in the second of the withdrawal is not believed either.
    later = timezone.now() + timedelta(seconds=1)
    assert [withdraw_issuer_key(key=key, now=later), withdraw_issuer_key(key=key)] == [True, False]
    assert verdict_on(certificate).refusal is None
    settings.ISSUER_KEY_FILE = str(tmp_path / "key.pem")
    with pytest.raises(NoIssuerKey, match="withdrawn"):
        signing_key(later)


def test_commands_make_keys_and_judge_files(key_file, certificate, tmp_path, capsys):
    call_command("make_issuer_key", days=30)
    assert key_file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("make_issuer_key")
    assert IssuerKey.objects.count() == 1
    work_through(certificate)
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(certificate.credential))
    call_command("verify_certificate", file)
    assert f"number {certificate.number}" in capsys.readouterr().out
    # The thief of a key signs what nobody awarded: it fits, and the database does not know it.
    Certificate.objects.filter(pk=certificate.pk).update(credential={"another": "one"})
    with pytest.raises(CommandError, match="not_ours"):
        call_command("verify_certificate", file)
    file.write_text(file.read_text().replace('"value": "4"', '"value": "1"'))
    with pytest.raises(CommandError, match="altered"):
        call_command("verify_certificate", file)
    (row,) = IssuerKey.objects.all()
    call_command("withdraw_issuer_key", row.key_id)
    with pytest.raises(CommandError, match=row.key_id):
        call_command("withdraw_issuer_key", "unknown")
