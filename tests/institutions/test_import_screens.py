"""Loading a roster: a preview in figures, nothing before the last press, and a sentence for whatever is wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institutions.enums import Role
from institutions.exchange.oneroster import MAX_UPLOAD
from institutions.models import Cohort, Enrolment, RosterUpload
from tests.institutions.rosters import minimal, pack, tables

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def upload(browser, data, **form):
    file = SimpleUploadedFile("Школа №5 список.zip", data, "application/zip")
    return browser.post(reverse("roster_import"), {"file": file} | form)


@pytest.fixture
def by_teacher(client, sign_in, teacher):
    return sign_in(client, teacher)


@pytest.fixture
def preview_url(by_teacher):
    return upload(by_teacher, pack(tables("school_1_1"))).headers["Location"]


def test_from_the_file_to_the_class(by_teacher, teacher, cohort, preview_url):
    page = text(by_teacher.get(preview_url))
    assert "7-А" in page
    assert "enrollments.csv, row" in page
    assert "Марія" not in page
    assert "anary" not in page
    assert Enrolment.objects.count() == 0
    key = re.search(r'name="classes" value="(\w{64})"', page)[1]
    end = (timezone.localdate() + timedelta(days=90)).isoformat()
    response = by_teacher.post(preview_url, {"classes": key, "fallback_end": end})
    assert response.headers["Location"] == reverse("today")
    made = Cohort.objects.get(source_hash=key)
    assert Cohort.objects.taught_by(teacher).filter(pk=made.pk).exists()
    assert by_teacher.get(preview_url).status_code == 404
    assert by_teacher.post(preview_url, {"classes": key, "fallback_end": end}).status_code == 404


def test_known_classes_are_chosen_beforehand_and_new_ones_are_not(by_teacher, preview_url):
    page = by_teacher.get(preview_url)
    assert " checked" not in text(page)
    keys = re.findall(r'name="classes" value="(\w{64})"', text(page))
    end = timezone.localdate().isoformat()
    by_teacher.post(preview_url, {"classes": keys[0], "fallback_end": end})
    again = upload(by_teacher, pack(tables("school_1_1"))).headers["Location"]
    assert text(by_teacher.get(again)).count(" checked") == 1


def test_no_class_and_no_day_are_asked_for(by_teacher, preview_url):
    response = by_teacher.post(preview_url, {"fallback_end": ""})
    assert response.status_code == 422
    assert "error-summary" in text(response)
    response = by_teacher.post(preview_url, {"fallback_end": timezone.localdate().isoformat()})
    assert "Choose at least one class." in text(response)
    response = by_teacher.post(preview_url, {"classes": "x" * 64, "fallback_end": timezone.localdate().isoformat()})
    assert response.status_code == 422
    key = re.search(r'name="classes" value="(\w{64})"', text(by_teacher.get(preview_url)))[1]
    response = by_teacher.post(preview_url, {"classes": key, "fallback_end": "2099-01-01"})
    assert response.status_code == 422
    assert f'value="{key}" checked' in text(response)
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"no zip", "This is not a zip file."),
        (pack(minimal(classes=None)), "classes.csv"),
        (b"PK\x03\x04" + b"0" * MAX_UPLOAD, "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(by_teacher, data, said):
    response = upload(by_teacher, data)
    assert response.status_code == 422
    assert said in text(response)
    assert not RosterUpload.objects.exists()


def test_a_file_can_be_forgotten(by_teacher, preview_url):
    discard = preview_url + "discard/"
    assert by_teacher.post(discard).headers["Location"] == reverse("roster_import")
    assert not RosterUpload.objects.exists()
    assert by_teacher.post(discard).status_code == 404


@pytest.mark.parametrize("who", ["co_teacher", "head", "student", "site_admin"])
def test_nobody_else_opens_the_upload(request, sign_in, preview_url, who):
    browser = sign_in(Client(), request.getfixturevalue(who))
    assert browser.get(preview_url).status_code == 404
    assert browser.post(preview_url, {"fallback_end": "2026-12-31"}).status_code == 404
    assert browser.post(preview_url + "discard/").status_code == 404
    assert RosterUpload.objects.count() == 1


def test_who_lost_the_role_meanwhile_imports_nothing(by_teacher, teacher, preview_url, boarding_school):
    teacher.memberships.create(role=Role.TEACHER, institution=boarding_school)
    teacher.memberships.exclude(institution=boarding_school).update(ends_on=timezone.localdate())
    assert by_teacher.get(preview_url).status_code == 404


def test_with_several_institutions_the_file_is_for_the_one_that_was_chosen(by_teacher, teacher, boarding_school):
    teacher.memberships.create(role=Role.TEACHER, institution=boarding_school)
    assert upload(by_teacher, pack(minimal())).status_code == 422
    response = upload(by_teacher, pack(minimal()), institution=boarding_school.public_id)
    assert RosterUpload.objects.get().institution == boarding_school
    assert "keeps no names" in text(by_teacher.get(response.headers["Location"]))
