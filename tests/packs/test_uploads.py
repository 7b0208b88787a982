"""An administrator brings a pack in: looks at it first, says that it may come, and a worker imports it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs import services as jobs
from jobs.models import Job
from packs.models import Pack
from tests.packs.small_pack import without, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def bring(client, data):
    answer = client.post(reverse("pack_upload"), {"file": SimpleUploadedFile("course.zip", data)})
    assert answer.status_code == 303
    jobs.run(Job.objects.latest("pk").pk)
    return answer.url


def test_nothing_is_imported_before_somebody_says_so(client, sign_in, site_admin, author, files):
    assert sign_in(client, author).get(reverse("pack_upload")).status_code in (302, 403)
    sign_in(client, site_admin)
    look = bring(client, zipped(files))
    page = client.get(look).content.decode()
    assert "Nobody has signed it." in page
    assert "lesson/l11 (uk): new" in page
    assert client.post(look, {"publish": "on"}).status_code == 422
    assert not Pack.objects.exists()
    asked = client.post(look, {"publish": "on", "accept": "on"})
    jobs.run(Job.objects.latest("pk").pk)
    assert "The pack is imported." in client.get(asked.url).content.decode()
    assert Pack.objects.get().imported_by_id == site_admin.pk
    assert sign_in(client, author).get(look).status_code in (302, 403, 404)


def test_a_pack_that_breaks_rules_says_which(client, sign_in, site_admin, files):
    sign_in(client, site_admin)
    page = client.get(bring(client, zipped(without(files, "competencies.yaml")))).content.decode()
    assert "competencies.yaml: The file is missing." in page
    assert 'name="accept"' not in page
