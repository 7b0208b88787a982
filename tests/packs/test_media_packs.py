"""Pictures and sounds of questions travel in a pack, words for them in each language, and hostile ones stay outside."""

import pytest

from assessments.models import FrozenMedia, Item, QuizVersion
from assessments.queries import frozen_texts
from cms.models import CustomMedia
from packs.services import export_pack
from tests.assessments.media_files import MP3, SCRIPT, bomb, make_image, picture_bytes
from tests.packs.small_pack import small_pack

pytestmark = pytest.mark.django_db

PLACES_EN = """\
  - id: l11-q4
    kind: hotspot
    cardinality: single
    difficulty: recall
    picture: media/hall.png
    picture_alt: A hall with two doors
    sound: media/voice.mp3
    transcript: Take the left one.
    prompt: Where is the way out?
    choices:
      - id: a
        x: 5
        y: 10
        width: 20
        height: 30
        correct: true
        text: left door
      - id: b
        x: 60
        y: 10
        width: 20
        height: 30
        text: right door
        misconception: Every door leads out.
"""
PLACES_UK = """\
  - id: l11-q4
    picture_alt: Зала з двома дверима
    transcript: Іди ліворуч.
    prompt: Де вихід?
    choices:
      - id: a
        text: ліві двері
      - id: b
        text: праві двері
        misconception: Усі двері ведуть назовні.
"""
MEDIA = """\
media:
  - path: media/hall.png
    title: A hall
  - path: media/tree.png
    title: A tree
  - path: media/voice.mp3
    title: A voice
    content_level: 1
"""


def with_files(files, *, picture=None, sound=MP3, **changed):
    words = {"en": PLACES_EN, "uk": PLACES_UK} | changed
    files = dict(files)
    for language, text in words.items():
        name = f"lessons/1-1/quiz.{language}.yaml"
        files[name] = files[name].decode().replace("practice:\n", f"{text}practice:\n").encode()
    manifest = files["manifest.yaml"].decode()
    files["manifest.yaml"] = (manifest[: manifest.index("media:")] + MEDIA).encode()
    return files | {"media/hall.png": picture or picture_bytes("grey"), "media/voice.mp3": sound}


@pytest.fixture
def files():
    return with_files(small_pack())


def test_picture_and_sound_come_in_with_their_words_and_go_out_byte_for_byte(imported, files):
    version = QuizVersion.objects.get()
    for language, alt, heard in (
        ("en", "A hall with two doors", "Take the left one."),
        ("uk", "Зала з двома дверима", "Іди ліворуч."),
    ):
        media = list(frozen_texts(version, language).by_item.values())[-1].media
        assert (media.picture.alt, media.sound.transcript) == (alt, heard)
    assert export_pack(pack_id="small").files == files


def test_a_second_import_changes_nothing_and_another_sound_is_the_next_version(imported, files, again):
    assert not again(files).has_changes
    assert again(with_files(small_pack(), sound=MP3 * 2)).has_changes
    assert CustomMedia.objects.count() == 1
    assert QuizVersion.objects.count() == 2
    assert FrozenMedia.objects.filter(type="mp3").count() == 2


def test_a_translation_may_play_its_own_sound(again):
    own = with_files(
        small_pack(), uk=PLACES_UK.replace("    transcript", "    sound: media/spoken.mp3\n    transcript")
    )
    own["manifest.yaml"] = own["manifest.yaml"].replace(
        b"  - path: media/tree", b"  - path: media/spoken.mp3\n    title: Spoken\n  - path: media/tree"
    )
    own["media/spoken.mp3"] = MP3 * 3
    again(own)
    version = QuizVersion.objects.get()
    sizes = [list(frozen_texts(version, code).by_item.values())[-1].media.sound.size for code in ("en", "uk")]
    assert sizes == [len(MP3), len(MP3) * 3]
    assert export_pack(pack_id="small").files == own
    assert not again(own).has_changes
    assert again(with_files(small_pack())).has_changes
    assert list(frozen_texts(version, "uk").by_item.values())[-1].media.sound.size == len(MP3)


def test_a_picture_that_an_author_chose_goes_out_too(imported, files):
    item = Item.objects.filter(locale__language_code="en").order_by("pk")[0]
    item.picture, item.picture_alt = make_image(picture_bytes("red")), "Red"
    item.save()
    exported = export_pack(pack_id="small").files
    added = set(exported) - set(files)
    assert len(added) == 1
    assert exported[added.pop()] == picture_bytes("red")
    assert export_pack(pack_id="small").files == exported


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("media/hall.png", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "not a picture"),
        ("media/hall.png", bomb(), "not a picture"),
        ("media/hall.png", b"GIF89a/*" + SCRIPT, "not a picture"),
        ("media/voice.mp3", SCRIPT, "not a sound"),
        ("media/voice.mp3", b"OggS\0" + b"\0" * 99, "not a sound"),
        ("media/voice.mp3", MP3 * 800, "larger than 300 KB"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_written(files, refusal, name, data, said):
    assert [name in problem and said in problem for problem in refusal(files | {name: data})] == [True]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    picture_alt: A hall with two doors\n", "", "Say in words what the picture shows"),
        ("    transcript: Take the left one.\n", "", "Write down what is heard"),
        ("    picture: media/hall.png\n", "", "asked about a picture"),
        ("media/hall.png", "media/nobody.png", "does not name this file"),
        ("media/hall.png", "../../etc/passwd", "does not name this file"),
        ("sound: media/voice.mp3", "sound: media/tree.png", "the other way round"),
        ("x: 60", "x: 10", "lie over each other"),
        ("x: 60", "x: 90", "not wholly on the picture"),
    ],
)
def test_what_an_entry_lacks_or_has_wrong_is_named(refusal, old, new, said):
    problems = refusal(with_files(small_pack(), en=PLACES_EN.replace(old, new)))
    assert any(said in problem for problem in problems)


def test_a_translation_names_no_files_and_misses_no_words(refusal, again):
    worded = PLACES_UK + "    picture: media/tree.png\n"
    assert any("picture" in problem for problem in refusal(with_files(small_pack(), uk=worded)))
    lacking = with_files(small_pack(), uk=PLACES_UK.replace("    transcript: Іди ліворуч.\n", ""))
    assert any("transcript" in str(gap) for gap in again(lacking).gaps["uk"])
