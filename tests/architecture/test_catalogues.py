"""Every word of the interface is there in every language of the release, with the plural forms it needs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings

from tests.architecture.tree import ROOT, tracked_files

pytestmark = pytest.mark.pure

TRANSLATED_INTO = [code for code, _name in settings.LANGUAGES if code != "en"]
PLANTED_HEADER = r"""msgid ""
msgstr ""
"Language: uk\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural}\n"

"""


def catalogue_of(language: str) -> Path:
    """Return where the words of a language stand."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def plural_rule(path: Path) -> str:
    """Return the rule for plurals in a catalogue's header."""
    return re.sub(r"\s+", "", polib.pofile(str(path)).metadata.get("Plural-Forms", ""))


def djangos_plural_rule(language: str) -> str:
    """Return the rule that Django's own catalogue of a language uses."""
    return plural_rule(Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.po")


def problems(path: Path, language: str) -> list[str]:
    """Return everything that is wrong with one catalogue."""
    catalogue = polib.pofile(str(path))
    found = [f"not translated: {entry.msgid}" for entry in catalogue.untranslated_entries()]
    found += [f"fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries()]
    found += [f"obsolete: {entry.msgid}" for entry in catalogue.obsolete_entries()]
    if plural_rule(path) != djangos_plural_rule(language):
        found.append("another rule for plurals than Django's")
    # Django's own check accepts a missing plural form; msgfmt --check does not.
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    if checked.returncode:
        found.append(checked.stderr)
    return found


def keys(catalogue: polib.POFile) -> set[tuple[str, str, str]]:
    """Return what identifies each message."""
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> polib.POFile:
    """Gather the translatable text of the code as it is now, in a copy of the tree."""
    copy = tmp_path_factory.mktemp("tree")
    for path in tracked_files(ROOT):
        relative = path.relative_to(ROOT)
        if path.suffix in {".py", ".html", ".txt"} and relative.parts[0] not in {"tests", "content"}:
            (copy / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / relative)
    (copy / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "uk", "--keep-pot", "--verbosity", "0"],
        cwd=copy,
        env=environment,
        check=True,
        timeout=120,
    )
    return polib.pofile(str(copy / "locale" / "django.pot"))


@pytest.mark.parametrize("language", TRANSLATED_INTO)
def test_a_language_says_everything_that_the_code_says(template, language):
    assert catalogue_of(language).exists(), f"the interface has no {language} catalogue"
    assert sorted(keys(template) - keys(polib.pofile(str(catalogue_of(language))))) == []


@pytest.mark.parametrize("language", TRANSLATED_INTO)
def test_a_catalogue_is_complete_and_sound(language):
    assert catalogue_of(language).exists(), f"the interface has no {language} catalogue"
    assert problems(catalogue_of(language), language) == []


def plant(folder: Path, message: str, plural: str = "") -> list[str]:
    """Write a Ukrainian catalogue of one message and return what is wrong with it."""
    path = folder / "django.po"
    path.write_text(PLANTED_HEADER.format(plural=plural or djangos_plural_rule("uk")) + message + "\n")
    return problems(path, "uk")


@pytest.mark.parametrize(
    ("complaint", "message"),
    [
        ("not translated", 'msgid "Close"\nmsgstr ""'),
        ("fuzzy", '#, fuzzy\nmsgid "Close"\nmsgstr "Закрити"'),
        ("obsolete", '#~ msgid "Close"\n#~ msgstr "Закрити"'),
        ("format specification", '#, python-format\nmsgid "%(name)s left"\nmsgstr "%(nmae)s вийшов"'),
        ("nplurals = 4", 'msgid "pupil"\nmsgid_plural "pupils"\nmsgstr[0] "а"\nmsgstr[1] "б"\nmsgstr[2] "в"'),
    ],
    ids=["untranslated", "fuzzy", "obsolete", "placeholder", "plurals"],
)
def test_a_planted_defect_is_found(tmp_path, complaint, message):
    assert complaint in " ".join(plant(tmp_path, message))


def test_a_planted_rule_for_plurals_is_found(tmp_path):
    found = plant(tmp_path, 'msgid "Close"\nmsgstr "Закрити"', plural="nplurals=2; plural=(n != 1);")
    assert found == ["another rule for plurals than Django's"]


def test_a_sound_catalogue_is_accepted(tmp_path):
    assert plant(tmp_path, 'msgid "Close"\nmsgstr "Закрити"') == []


def test_text_is_gathered_from_code_and_templates(template):
    gathered = [Path(place).suffix for entry in template for place, _line in entry.occurrences]
    assert {".py", ".html"} <= set(gathered)
