"""Importing question banks in the CMS, as an author does it and as others may not."""

import os
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale

from assessments.exchange import banks
from assessments.models import BankUpload, Item
from jobs import services as jobs
from jobs.models import Job
from tests.assessments.banks.checking import DATA, samples
from tests.assessments.banks.mutating import mutated
from tests.signing_in import sign_in

pytestmark = pytest.mark.sqlite

POSTS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000")) // 20
GIFT = b"::<b>Bird</b>::Which is a bird?{~a cat =a stork}\n\n::<script>alert(1)</script>::Riddle{=one ~two =three}\n"


@pytest.fixture
def at_desk(client, author, site_tree):
    """An author who is signed in."""
    return sign_in(client, author)


def send(client, data=GIFT, name="bank.gift", **more):
    return client.post(reverse("bank_upload"), {"file": SimpleUploadedFile(name, data), "format": "", **more})


def test_an_author_imports_a_bank(at_desk):
    page = at_desk.get(reverse("bank_upload"))
    assert page.status_code == 200
    sent = send(at_desk)
    upload = BankUpload.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, reverse("bank_preview", args=[upload.public_id]))
    shown = at_desk.get(sent["Location"]).content.decode()
    assert "1 new question" in shown
    assert "It has two right answers" in shown
    assert "line 3" in shown
    assert "<script>alert" not in shown
    assert "<b>Bird" not in shown
    asked = at_desk.post(sent["Location"], {"locale": Locale.get_default().pk, "difficulty": "recall"})
    job = Job.objects.get(kind="assessments.import_bank")
    assert asked["Location"] == reverse("bank_import", args=[job.public_id])
    assert 'http-equiv="refresh"' in at_desk.get(asked["Location"]).content.decode()
    jobs.run(job.pk)
    done = at_desk.get(asked["Location"]).content.decode()
    assert "1 question was imported." in done
    assert 'http-equiv="refresh"' not in done
    assert Item.objects.get(origins__isnull=False).name == "<b>Bird</b>"
    assert at_desk.get(sent["Location"]).status_code == 404


def test_a_file_that_cannot_be_read_is_explained_in_the_readers_language(at_desk):
    sent = send(at_desk, b"<quiz>", "bank.xml")
    assert sent.status_code == 422
    assert "damaged or not complete. (line 1)" in sent.content.decode()
    assert not BankUpload.objects.exists()


def test_a_bank_can_be_forgotten(at_desk):
    send(at_desk)
    upload = BankUpload.objects.get()
    assert at_desk.post(reverse("bank_discard", args=[upload.public_id])).status_code == 303
    assert not BankUpload.objects.exists()
    assert not Item.objects.filter(origins__isnull=False).exists()


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_the_template_is_read_by_our_own_reader(at_desk, file_type):
    data = at_desk.get(reverse("bank_template", args=[file_type])).content
    bank = banks.reader("table").read(data, f"a.{file_type}")
    assert len(bank.questions) >= 4
    assert not bank.reported
    assert at_desk.get(reverse("bank_template", args=["exe"])).status_code == 404


def test_nobody_else_sees_an_upload_or_an_import(at_desk, site_admin, teacher, student):
    send(at_desk)
    upload = BankUpload.objects.get()
    preview = reverse("bank_preview", args=[upload.public_id])
    at_desk.post(preview, {"locale": Locale.get_default().pk, "difficulty": "recall"})
    job = reverse("bank_import", args=[Job.objects.get().public_id])
    client = sign_in(at_desk, site_admin)
    assert client.get(preview).status_code == 404
    assert client.get(job).status_code == 404
    for person in (teacher, student):
        sign_in(client, person)
        for address in (reverse("bank_upload"), preview, job, reverse("bank_template", args=["csv"])):
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404)
            assert "Bird" not in answer.content.decode()


@pytest.mark.parametrize("name", sorted(folder.name for folder in DATA.iterdir()))
def test_damaged_files_through_the_form_never_end_in_an_error(at_desk, name):
    chooser = random.Random(name)
    paths, before = samples(name), Item.objects.count()
    for _turn in range(POSTS):
        path = chooser.choice(paths)
        sent = send(at_desk, mutated(chooser, path.read_bytes()), path.name, format=name)
        assert sent.status_code in (303, 422)
        if sent.status_code == 303:
            assert at_desk.get(sent["Location"]).status_code == 200
            BankUpload.objects.all().delete()
        else:
            assert re.search(r"error-message|help-critical|errors", sent.content.decode())
        assert not BankUpload.objects.exists()
    assert Item.objects.count() == before
    assert not Job.objects.exists()
