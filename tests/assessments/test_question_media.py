"""Pictures and sounds of questions: frozen at publication, the same for ever, read by whom the question is for."""

import pytest

from assessments.models import FrozenMedia, Item, Quiz
from assessments.queries import frozen_structure, frozen_texts
from assessments.queries.changes import pending_changes
from assessments.services import NotPublishable, assign_quiz, publish_quiz, publish_texts, start_attempt
from tests.assessments.builders import locale, make_cohort, make_item, make_learner, make_quiz
from tests.assessments.media_files import MP3, bomb, make_image, make_sound, picture_bytes
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
ALT, HEARD = "Two people at a table", "A woman says: come tomorrow."


@pytest.fixture
def item():
    return make_item("a", picture=make_image(), picture_alt=ALT, sound=make_sound(), transcript=HEARD, content_level=0)


@pytest.fixture
def quiz(item):
    return make_quiz([item])


def shown(version, language="en"):
    texts = frozen_texts(version, language)
    return next(iter(texts.by_item.values())).media


def test_a_published_question_keeps_its_picture_and_its_sound(quiz):
    version = publish_quiz(quiz=quiz, actor=None)
    media = shown(version)
    assert (media.picture.alt, media.picture.width, media.picture.height) == (ALT, 40, 30)
    assert (media.sound.transcript, media.sound.type, media.sound.size) == (HEARD, "mp3", len(MP3))
    assert frozen_structure(version).media == {str(quiz.questions[0].value.translation_key): media.digests()}


def test_publishing_twice_keeps_each_file_once(quiz):
    first = publish_quiz(quiz=quiz, actor=None)
    assert publish_quiz(quiz=quiz, actor=None) == first
    assert FrozenMedia.objects.count() == 2
    assert first.texts.count() == 1


def test_the_same_picture_in_two_questions_is_one_file(item, quiz):
    other = make_item("b", picture=make_image(), picture_alt="The same")
    publish_quiz(quiz=make_quiz([item, other]), actor=None)
    assert FrozenMedia.objects.filter(type="webp").count() == 1


def test_what_becomes_of_the_authors_picture_does_not_reach_a_version(client, item, quiz):
    version = publish_quiz(quiz=quiz, actor=None)
    before = client.get(f"/q/m/{shown(version).picture.file_name}").content
    item.picture.file.storage.delete(item.picture.file.name)
    item.picture.delete()
    item.sound.delete()
    item.refresh_from_db()
    assert item.picture is None
    assert client.get(f"/q/m/{shown(version).picture.file_name}").content == before


def test_another_picture_is_the_next_version_and_other_words_for_it_are_not(item, quiz):
    first = publish_quiz(quiz=quiz, actor=None)
    item.picture_alt = "Two people, and a dog"
    item.save()
    assert pending_changes(quiz).words_changed == ["a"]
    assert not pending_changes(quiz).makes_version
    assert publish_quiz(quiz=quiz, actor=None) == first
    assert shown(first).picture.alt == "Two people, and a dog"
    item.picture = make_image(picture_bytes("black"))
    item.save()
    assert pending_changes(quiz).media_changed == ["a"]
    second = publish_quiz(quiz=quiz, actor=None)
    assert second.number == 2
    assert shown(second).picture.digest != shown(first).picture.digest
    assert pending_changes(quiz).is_empty


def test_a_translation_shows_the_sources_picture_or_its_own(item, quiz):
    words = {"translation_key": item.translation_key, "code": "uk", "words": "укр "}
    other = make_item("a", **words, picture=item.picture, picture_alt="Двоє за столом", transcript="Жінка каже.")
    make_quiz([other], code="uk", translation_key=quiz.translation_key)
    version = publish_quiz(quiz=quiz, actor=None)
    assert shown(version, "uk").picture.digest == shown(version).picture.digest
    assert shown(version, "uk").picture.alt == "Двоє за столом"
    assert shown(version, "uk").sound.digest == shown(version).sound.digest
    Item.objects.filter(pk=other.pk).update(picture=make_image(picture_bytes("blue")))
    assert publish_quiz(quiz=quiz, actor=None) == version
    assert shown(version, "uk").picture.digest != shown(version).picture.digest
    Item.objects.filter(pk=other.pk).update(transcript="")
    with pytest.raises(NotPublishable, match="what is heard"):
        publish_texts(version=version, locale=locale("uk"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"picture_alt": " "}, "what the picture shows"),
        ({"transcript": ""}, "what is heard"),
    ],
)
def test_without_words_for_it_nothing_is_published(item, quiz, fields, said):
    Item.objects.filter(pk=item.pk).update(**fields)
    with pytest.raises(NotPublishable, match=said):
        publish_quiz(quiz=quiz, actor=None)
    assert not FrozenMedia.objects.exists()


def test_a_picture_that_only_decorates_needs_no_words(item, quiz):
    Item.objects.filter(pk=item.pk).update(picture_alt="", is_picture_decorative=True)
    assert shown(publish_quiz(quiz=quiz, actor=None)).picture.alt == ""


@pytest.mark.parametrize("data", [b"<svg/>", bomb(4_999), b""])
def test_a_hostile_picture_is_refused_and_nothing_is_published(item, quiz, data):
    item.picture.file.storage.delete(item.picture.file.name)
    with item.picture.file.storage.open(item.picture.file.name, "wb") as stream:
        stream.write(data)
    with pytest.raises(NotPublishable, match="cannot be read"):
        publish_quiz(quiz=quiz, actor=None)
    assert not quiz.versions.exists()


@pytest.mark.parametrize(("data", "said"), [(b"<html>", "MP3"), (MP3 * 800, "larger")])
def test_a_sound_that_is_none_or_too_heavy_is_refused(item, quiz, data, said):
    Item.objects.filter(pk=item.pk).update(sound=make_sound(data))
    with pytest.raises(NotPublishable, match=said):
        publish_quiz(quiz=quiz, actor=None)


@pytest.fixture
def cohort():
    return make_cohort()


# What a stranger, a student and an author get at each level.
READERS = {0: (200, 200, 200), 1: (200, 200, 200), 2: (404, 200, 200), 3: (404, 404, 200)}


@pytest.mark.parametrize("level", READERS)
def test_a_picture_is_for_whom_its_question_is(client, sign_in, item, quiz, level):
    Item.objects.filter(pk=item.pk).update(content_level=level)
    address = f"/q/m/{shown(publish_quiz(quiz=quiz, actor=None)).picture.file_name}"
    for person, expected in zip((None, make_learner(make_cohort()), StaffFactory()), READERS[level], strict=True):
        answer = (sign_in(client, person) if person else client).get(address)
        assert answer.status_code == expected
        if expected == 200:
            kept_by = "public" if level < 2 else "private"
            assert answer.headers["Cache-Control"] == f"{kept_by}, max-age=31536000, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert person or "Cookie" not in answer.headers.get("Vary", "")


def test_a_file_is_for_whom_any_of_its_questions_is_however_many_sources_it_has(client, item, quiz):
    """One file made of two different pictures: what was there first says nothing about the second."""
    shade = make_image(picture_bytes("white", compress_level=0))
    assert shade.file_hash != item.picture.file_hash
    other = make_item("b", picture=shade, picture_alt="The same", content_level=2)
    Item.objects.filter(pk=item.pk).update(content_level=2)
    version = publish_quiz(quiz=quiz, actor=None)
    address = f"/q/m/{shown(version).picture.file_name}"
    publish_quiz(quiz=make_quiz([other]), actor=None)
    assert FrozenMedia.objects.get(type="webp").uses.count() == 2
    assert client.get(address).status_code == 404
    Item.objects.filter(pk=other.pk).update(content_level=0)
    client.get(f"/my/try/{other.translation_key}/")
    assert client.get(address).status_code == 200
    Item.objects.filter(pk=other.pk).update(content_level=2)
    publish_quiz(quiz=Quiz.objects.latest("pk"), actor=None)
    assert client.get(address).status_code == 404
    assert pending_changes(Quiz.objects.latest("pk")).is_empty


def test_a_sound_can_be_fetched_in_parts_and_under_no_other_name(client, quiz):
    name = shown(publish_quiz(quiz=quiz, actor=None)).sound.file_name
    part = client.get(f"/q/m/{name}", headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"\xff\xfb")
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(MP3)}"
    assert client.get(f"/q/m/{name}", headers={"Range": "bytes=9999-"}).content == MP3
    for other in (name.replace("mp3", "webp"), name.replace("mp3", "html"), "../../etc/passwd", "x", name + "\0"):
        assert client.get(f"/q/m/{other}").status_code == 404


def test_every_page_of_a_student_shows_the_picture_and_says_what_is_heard(client, sign_in, quiz, cohort):
    version = publish_quiz(quiz=quiz, actor=None)
    given = assign_quiz(version=version, cohort=cohort, actor=None)
    student = make_learner(cohort)
    attempt = start_attempt(assignment=given, learner=student)
    client = sign_in(client, student)
    way = f"/my/q/{attempt.public_id}"
    pages = [client.get(f"{way}/1/"), client.get(f"{way}/check/"), client.get(f"/my/q/stored/{given.public_id}/")]
    client.post(f"{way}/check/")
    pages.append(client.get(f"{way}/done/"))
    for page in pages:
        words = page.content.decode()
        assert f'src="/q/m/{shown(version).picture.file_name}" width="40" height="30" alt="{ALT}"' in words
        assert '<audio controls preload="none"' in words
        assert "Sound, 1 KB" in words
        assert HEARD in words


def test_a_question_to_try_shows_its_picture_as_it_is_now(client, item):
    page = client.get(f"/my/try/{item.translation_key}/").content.decode()
    assert ALT in page
    assert FrozenMedia.objects.get(type="webp").content_level == 0
    Item.objects.filter(pk=item.pk).update(picture_alt="")
    assert client.get(f"/my/try/{item.translation_key}/").status_code == 404
