"""A translated question plays a sound of its own: kept where localize finds it, frozen with its language alone."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation

from assessments.models import Item
from assessments.queries import frozen_texts
from assessments.services import publish_quiz
from assessments.services.own_sound import OwnSoundRefused, set_own_sound
from institutions.enums import Role
from tests.assessments.builders import locale, make_item, make_quiz
from tests.assessments.media_files import MP3, make_sound
from tests.assessments.translating import translate

pytestmark = pytest.mark.django_db
SPOKEN = MP3 * 2


@pytest.fixture
def item():
    return make_item("a", sound=make_sound(), transcript="Come.")


@pytest.fixture
def quiz(item):
    """Quiz and question in English and Ukrainian."""
    quiz = make_quiz([item])
    for row in (item, quiz):
        translate(row, locale("uk"))
    return quiz


@pytest.fixture
def row(quiz, item):
    return Item.objects.get(translation_key=item.translation_key, locale=locale("uk"))


def heard(version):
    """Return what each language plays."""
    return {code: next(iter(frozen_texts(version, code).by_item.values())).media.sound.size for code in ("en", "uk")}


def test_each_language_is_frozen_with_its_own_and_with_the_sources_again(quiz, row):
    version = publish_quiz(quiz=quiz, actor=None)
    assert heard(version) == {"en": len(MP3), "uk": len(MP3)}
    own = make_sound(SPOKEN, name="other.mp3")
    assert set_own_sound(row=row, sound=own, actor=None)
    assert not set_own_sound(row=row, sound=own, actor=None)
    assert publish_quiz(quiz=quiz, actor=None) == version
    assert heard(version) == {"en": len(MP3), "uk": len(SPOKEN)}
    for translation in Translation.objects.filter(target_locale=locale("uk")):
        translation.save_target()
    row.refresh_from_db()
    assert row.sound == own
    assert set_own_sound(row=row, sound=None, actor=None)
    publish_quiz(quiz=quiz, actor=None)
    assert heard(version) == {"en": len(MP3), "uk": len(MP3)}


def test_a_first_language_and_a_silent_question_have_none_of_their_own(item, quiz, row):
    for refused in (item, row):
        with pytest.raises(OwnSoundRefused):
            set_own_sound(row=refused, sound=make_sound(), actor=None)
        Item.objects.filter(translation_key=item.translation_key).update(sound=None)


def test_an_author_chooses_it_and_nobody_else_does(client, member, sign_in, teacher, row):
    address, own = reverse("own_sound", args=[row.pk]), make_sound(SPOKEN, name="other.mp3")
    assert sign_in(client, teacher).post(address, {"sound": own.pk}).status_code in (302, 403, 404)
    desk = sign_in(client, member(Role.AUTHOR).user)
    assert "a voice" in desk.get(address).content.decode()
    assert desk.post(address, {"sound": own.pk}).status_code == 302
    row.refresh_from_db()
    assert row.sound == own
    assert desk.post(address, {"sound": "999999"}).status_code == 422
    listed = desk.get(reverse("wagtailsnippets_assessments_item:list"), {"locale": "uk"}).content.decode()
    assert address in listed
