"""The store of pictures and files is away: lessons go on with words in place of pictures, downloads say "later"."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from cms.models import CustomDocument, CustomImage
from tests.factories.site import block_id

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a new rendition to the collector of garbage.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

WORDS = "An oak in spring"


class AwayStorage(Storage):
    """A store that cannot be reached, whatever it is asked."""

    def _fail(self, *args, **kwargs):
        raise ConnectionRefusedError(111, "Connection refused: store.internal:9000")

    _open = _save = exists = size = delete = listdir = get_modified_time = _fail

    def url(self, name):
        return f"/media/{name}"


@pytest.fixture
def shop(settings, tmp_path):
    """Keep files in a folder of the test until the test takes them away."""
    settings.MEDIA_ROOT = tmp_path
    kept = settings.STORAGES

    def take_away(*, back=False):
        away = {"BACKEND": f"{__name__}.AwayStorage"} if not back else kept["default"]
        settings.STORAGES = {**kept, "default": away}

    return take_away


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
