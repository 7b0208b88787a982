"""Pictures and sounds that nothing shows go after thirty days; what anything shows stays for ever."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.models import FrozenMedia, Item
from assessments.services import publish_quiz
from assessments.services.media import Shown, keep_picture
from assessments.services.media_tidying import delete_unused_media
from tests.assessments.builders import make_item, make_quiz
from tests.assessments.media_files import make_image, make_sound, picture_bytes

pytestmark = pytest.mark.django_db
LATER = timedelta(days=31)


@pytest.fixture
def previewed():
    """A picture that somebody looked at while writing, and then did without."""
    return keep_picture(image=make_image(picture_bytes("red")), by=Shown("", 3))


def test_what_nothing_shows_goes_and_its_file_with_it(previewed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_unused_media(now=timezone.now() + LATER) == 1
    assert not default_storage.exists(previewed.file)
    assert not FrozenMedia.objects.exists()
    assert delete_unused_media(now=timezone.now() + LATER) == 0


def test_what_was_looked_at_lately_stays(previewed):
    assert delete_unused_media(now=timezone.now() + timedelta(days=29)) == 0


def test_what_a_version_or_a_question_shows_stays():
    quiz = make_quiz([make_item("a", picture=make_image(), picture_alt="Two", sound=make_sound(), transcript="Come.")])
    publish_quiz(quiz=quiz, actor=None)
    Item.objects.update(picture=None, sound=None)
    tried = make_item("b", picture=make_image(picture_bytes("blue")), picture_alt="Blue")
    keep_picture(image=tried.picture, by=Shown(str(tried.translation_key), 0))
    assert delete_unused_media(now=timezone.now() + LATER) == 0
    assert FrozenMedia.objects.count() == 3


def test_a_file_stays_while_a_second_picture_of_which_it_is_made_is_shown(previewed):
    other = make_item("b", picture=make_image(picture_bytes("red", compress_level=0)), picture_alt="Red")
    assert keep_picture(image=other.picture, by=Shown(str(other.translation_key), 0)) == previewed
    assert delete_unused_media(now=timezone.now() + LATER) == 0
    Item.objects.update(picture=None)
    assert delete_unused_media(now=timezone.now() + LATER) == 1


def test_what_is_taken_up_again_is_new_again(previewed):
    FrozenMedia.objects.update(kept_at=timezone.now() - LATER)
    keep_picture(image=make_image(picture_bytes("red")), by=Shown("", 3))
    assert delete_unused_media() == 0
