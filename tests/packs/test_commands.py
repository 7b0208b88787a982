"""What an operator types: import, look only, export."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lessons.models import LessonPage
from packs.models import Pack
from tests.packs.small_pack import changed, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def path(tmp_path, files):
    """The small pack as a zip file."""
    place = tmp_path / "small.zip"
    place.write_bytes(zipped(files))
    return place


def run(*words, **options):
    out, problems = StringIO(), StringIO()
    try:
        call_command(*words, stdout=out, stderr=problems, **options)
    except CommandError as error:
        return error.returncode, problems.getvalue() + str(error)
    return 0, out.getvalue()


def test_import_reports_line_by_line(path):
    code, out = run("import_pack", str(path), "--accept-unsigned")
    assert code == 0
    assert "Pack small, version 1.0, in en, uk\n" in out
    assert "lessons: 1 new, 0 changed, 0 as before; 1 translated\n" in out
    assert LessonPage.objects.filter(live=True).count() == 2


def test_problems_are_printed_and_the_command_fails(path, files):
    path.write_bytes(zipped(changed(files, "lessons/1-1/guide.en.md", "minutes=40", "minutes=41")))
    code, out = run("import_pack", str(path), "--accept-unsigned")
    assert code == 1
    assert "lessons/1-1/guide.en.md: The phases add up to 46 minutes, the lesson has 45.\n" in out
    assert out.endswith("Nothing was imported; problems: 1")
    assert not Pack.objects.exists()


def test_a_dry_run_writes_nothing(path):
    assert run("import_pack", str(path), "--dry-run")[0] == 0
    assert not Pack.objects.exists()


def test_a_gap_is_no_failure_of_an_import_but_of_a_dry_run(path, files):
    path.write_bytes(zipped(changed(files, "lessons/1-1/lesson.uk.md", "Намалюй.", "")))
    gap = "Not published in uk: lessons/1-1/lesson.uk.md, line 37: s2b has other paragraphs"
    code, out = run("import_pack", str(path), "--accept-unsigned")
    assert code == 0
    assert gap in out
    assert run("import_pack", str(path), "--dry-run") == (1, "A translation is not complete.")


def test_without_publishing(path):
    run("import_pack", str(path), "--accept-unsigned", "--no-publish")
    assert LessonPage.objects.filter(live=True).count() == 0


def test_export_writes_a_folder(path, files, tmp_path):
    run("import_pack", str(path), "--accept-unsigned")
    code, out = run("export_pack", "small", str(tmp_path / "out"))
    assert code == 0
    assert out.startswith("10 files, ")
    assert (tmp_path / "out" / "manifest.yaml").read_bytes() == files["manifest.yaml"]


def test_export_of_an_unknown_pack_fails(tmp_path):
    assert run("export_pack", "nothing", str(tmp_path)) == (1, "No pack of this name was imported: nothing")
