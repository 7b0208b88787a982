"""The store of pictures and files is away or silent: lessons go on with words in place of pictures, downloads wait."""

import gc
import json
import os
from io import BytesIO
from time import monotonic, sleep

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.test import Client
from moto.server import ThreadedMotoServer
from PIL import Image
from wagtail.models import Collection

from cms.adapters import bucket
from cms.models import CustomDocument, CustomImage
from tests.factories.site import block_id
from tests.robustness.proxy import Proxy

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a new rendition to the collector of garbage.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

SECONDS = float(os.environ.get("ORIENTIR_FAULT_SECONDS", "2"))
WORDS = "An oak in spring"


class AwayStorage(Storage):
    """A store that cannot be reached, whatever it is asked."""

    def _fail(self, *args, **kwargs):
        raise ConnectionRefusedError(111, "Connection refused: store.internal:9000")

    _open = _save = exists = size = delete = listdir = get_modified_time = _fail

    def url(self, name):
        return f"/media/{name}"


def _folder(settings, tmp_path):
    """Keep files in a folder of the test until the test takes them away."""
    settings.MEDIA_ROOT = tmp_path
    kept = settings.STORAGES

    def take_away(*, back=False):
        away = {"BACKEND": f"{__name__}.AwayStorage"} if not back else kept["default"]
        settings.STORAGES = {**kept, "default": away}

    return take_away


@pytest.fixture
def way_to_store(settings, monkeypatch):
    """A bucket of a store of our own, behind a way that can go silent."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    proxy = Proxy(server._server.port)
    settings.S3_ENDPOINT = f"http://127.0.0.1:{proxy.port}"
    options = {"endpoint_url": settings.S3_ENDPOINT, "region_name": "us-east-1"}
    keys = {"access_key": "a", "secret_key": "b"}
    boto3.client("s3", aws_access_key_id="a", aws_secret_access_key="b", **options).create_bucket(Bucket="media")
    store = {"BACKEND": "cms.adapters.bucket.PrivateBucketStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": store | {"OPTIONS": options | keys | {"bucket_name": "media"}}}
    monkeypatch.setattr(bucket, "READ_SECONDS", 1)
    monkeypatch.setattr(bucket, "REST_SECONDS", 0.5)
    monkeypatch.setattr(bucket, "_silent_until", 0.0)
    yield proxy
    proxy.close()
    server.stop()
    storages._storages.clear()


@pytest.fixture
def shop(request, settings, tmp_path):
    """Keep files where the test says: in a folder, or in the store behind the way that can go silent."""
    if "way_to_store" in request.fixturenames:
        request.getfixturevalue("way_to_store")
        return None
    return _folder(settings, tmp_path)


@pytest.fixture
def picture(shop):
    content = BytesIO()
    Image.new("RGB", (32, 32), "green").save(content, "png")
    return CustomImage.objects.create(title="Oak", file=ContentFile(content.getvalue(), "oak.png"))


@pytest.fixture
def step(site_tree, picture, given_lesson):
    """The address of a step with a picture."""

    value = {"image": picture.pk, "alt": WORDS, "caption": ""}
    content = [{"type": "picture", "id": block_id("picture"), "value": value}]
    body = [{"type": "step", "id": block_id("s9"), "value": {"heading": "Trees", "part": "", "content": content}}]
    site_tree.lesson.body = json.dumps(body)
    site_tree.lesson.save()
    return f"/my/l/{given_lesson.public_id}/1/"


def test_a_step_shows_words_in_place_of_the_picture_and_the_picture_again_when_it_is_back(
    shop, step, student, client, sign_in
):
    sign_in(client, student)
    shop()
    page = client.get(step)
    assert page.status_code == 200
    assert f"<p data-missing>{WORDS}</p>" in page.text
    assert "store.internal" not in page.text
    shop(back=True)
    assert f'alt="{WORDS}"' in client.get(step).text


def test_a_picture_that_was_made_before_keeps_its_address(shop, step, student, client, sign_in):
    sign_in(client, student)
    page = client.get(step).text
    shop()
    assert client.get(step).text == page


def test_pictures_and_files_answer_later_and_tell_nothing(shop, picture):
    document = CustomDocument.objects.create(title="Leaflet", file=ContentFile(b"text", "leaflet.txt"))
    shop()
    visitor = Client(raise_request_exception=False)
    for address in ("/media/images/oak.width-640.webp", f"/documents/{document.pk}/leaflet.txt"):
        answer = visitor.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5"), address
        assert "store.internal" not in answer.text
        assert "Traceback" not in answer.text


def test_a_file_behind_a_sign_in_stays_behind_it(shop):
    document = CustomDocument(title="Private", file=ContentFile(b"text", "private.txt"))
    root = Collection.get_first_root_node()
    collection = root.add_child(name="Staff")
    collection.view_restrictions.create(restriction_type="login")
    document.collection = collection
    document.save()
    shop()
    answer = Client(raise_request_exception=False).get(f"/documents/{document.pk}/private.txt")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/")


def test_a_store_that_says_nothing_costs_one_wait_and_not_one_a_page(way_to_store, step, student, client, sign_in):
    sign_in(client, student)
    way_to_store.hang()
    end, waits, pages = monotonic() + SECONDS, [], 0
    while monotonic() < end or pages < 3:
        started = monotonic()
        page = client.get(step)
        waits.append(monotonic() - started)
        pages += 1
        assert page.status_code == 200
        assert f"<p data-missing>{WORDS}</p>" in page.text
        assert "127.0.0.1" not in page.text
    assert min(waits) < bucket.READ_SECONDS / 2, waits
    assert sum(wait > bucket.READ_SECONDS for wait in waits) <= 1 + SECONDS, waits
    way_to_store.mend()
    sleep(bucket.REST_SECONDS)
    assert f'alt="{WORDS}"' in client.get(step).text
    # What the storage leaves open is collected here, where it is no error, and not in somebody else's test.
    gc.collect()
