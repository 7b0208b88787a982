"""The library travels in a pack: its words, its files, its rights; in steps as in one."""

import pytest

from curriculum.models import Resource
from packs.services import export_pack, import_pack, preview_pack
from tests.packs.small_pack import changed, small_pack, zipped

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n"
RESOURCES = """\
resources:
  - id: poster
    kind: poster
    audience: students
    easy_read: true
    licence: CC0
    print_size: a3
    file:
      en: media/tree.png
      uk: media/tree.png
    title:
      en: A tree
      uk: Дерево
    alt:
      en: A green tree
      uk: Зелене дерево
  - id: manual
    kind: manual
    audience: teachers
    content_level: 3
    licence: CC-BY-4.0
    file:
      en: media/sheet.pdf
      uk: media/sheet.pdf
    title:
      en: How to
      uk: Як робити
  - id: play
    kind: script
    audience: students
    licence: CC-BY-4.0
    cast: 4
    minutes: 11
    lesson: l11
    title:
      en: A play
  - id: elsewhere
    kind: manual
    audience: professionals
    link:
      en: https://library.example/en
      uk: https://library.example/uk
    title:
      en: A manual
      uk: Посібник
    rights:
      en: It belongs to the library of example; read it there.
      uk: Належить бібліотеці; читайте там.
"""
MEDIA = """\
  - path: media/sheet.pdf
    title: A sheet
    content_level: 3
"""


@pytest.fixture
def files():
    """The small pack with a library."""
    files = small_pack()
    manifest = files["manifest.yaml"].decode()
    place = manifest.index("  - path: media/tree.png")
    manifest = manifest[:place] + MEDIA + manifest[place:]
    return files | {
        "manifest.yaml": manifest.encode(), "resources.yaml": RESOURCES.encode(), "media/sheet.pdf": PDF,
    }  # fmt: skip


def test_the_library_comes_in_and_goes_out_byte_for_byte(imported, files):
    rows = {(row.title, row.locale.language_code): row for row in Resource.objects.select_related("locale")}
    assert set(rows) == {
        ("A tree", "en"), ("Дерево", "uk"), ("How to", "en"), ("Як робити", "uk"), ("A play", "en"),
        ("A manual", "en"), ("Посібник", "uk"),
    }  # fmt: skip
    assert all(row.is_published for row in rows.values())
    assert rows["Дерево", "uk"].picture.pack_path == "small/media/tree.png"
    assert rows["Як робити", "uk"].document.content_level == 3
    assert rows["Посібник", "uk"].link == "https://library.example/uk"
    assert len({row.public_id for row in rows.values()}) == 7
    assert export_pack(pack_id="small").files == files


def test_the_second_import_changes_nothing_in_steps_either_and_a_preview_names_what_it_would(imported, files):
    assert not import_pack(source=zipped(files), actor_id=None, in_steps=True).has_changes
    other = changed(files, "resources.yaml", "uk: Дерево", "uk: Липа")
    other = changed(other, "lessons/1-1/quiz.uk.yaml", "prompt: Яке?", "prompt: Котре?")
    found = {(one.place, one.language, one.change) for one in preview_pack(source=zipped(other)).differences}
    assert ("resource/poster/title", "uk", "changed") in found
    assert {place.partition("/")[0] for place, _language, _change in found} == {"resource", "item"}
    told = []
    report = import_pack(source=zipped(other), actor_id=None, in_steps=True, tell=told.append)
    assert report.translated["library"] == 1
    assert told == sorted(told)
    assert len(told) > 5
    assert export_pack(pack_id="small").files == other


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("media/tree.png\n      uk", "media/none.png\n      uk", "The manifest does not name this file"),
        ("lesson: l11", "lesson: l99", "There is no lesson l99"),
        ("    alt:\n      en: A green tree\n      uk: Зелене дерево\n", "", "needs words for those who cannot see"),
        ("https://library.example/en", "http://library.example/en", "begins with https://"),
        ("    lesson: l11\n", "", "one of these: file, link, lesson"),
        ("kind: manual\n    audience: teachers", "kind: audio\n    audience: teachers", "needs a transcript"),
        (
            "    content_level: 3\n    licence: CC-BY-4.0\n    file",
            "    licence: CC-BY-4.0\n    file",
            "higher content level",
        ),
    ],
)
def test_what_an_entry_lacks_is_named_and_nothing_is_written(refusal, files, old, new, said):
    assert any(said in problem for problem in refusal(changed(files, "resources.yaml", old, new)))


@pytest.mark.parametrize("data", [b"GIF89a", PDF + b"/JavaScript (app.alert)", PDF + b"/Launch"])
def test_a_hostile_document_stays_outside(refusal, files, data):
    assert refusal(files | {"media/sheet.pdf": data})
