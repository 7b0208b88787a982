"""What the documents tell a reader to type or to open is there, and no file names a machine or a package host."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests import browser as browser_tests
from tests.architecture.tree import ROOT, tracked_files

pytestmark = pytest.mark.pure

BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[\s;&|(])(?:(?:\./)?(scripts/[\w.-]+|\.ci/run)|make ([a-z]+)|manage\.py ([a-z_]+))")
SUFFIXES = r"py|md|toml|lock|html|css|js|yaml|yml|sh|po|env|sqlite3|svg"
PATH = re.compile(rf"\.?[\w-][\w.-]*(?:/[\w.-]+)*(?:/|\.(?:{SUFFIXES}))|\.?[\w-]+(?:/[\w.-]+)+")
# Made on this computer, not kept in git.
MADE_HERE = (".venv/", "var/")
MACHINE = re.compile(r"(?<![\w.})~/-])/(?:work|root|tmp|home/[a-z]+|Users/\w+)/")
# Spelled in two halves, so that this file does not name them either.
HOSTS = [first + second for first, second in [
    ("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"), ("npm", "js.com"), ("deb.deb", "ian.org"),
    ("registry.yarn", "pkg.com"), ("cra", "tes.io"), ("un", "pkg.com"), ("js", "delivr.net"), ("cdn", "js.com"),
]]  # fmt: skip


def documents(root: Path) -> list[Path]:
    """Return every page written for people."""
    return [
        path for path in tracked_files(root) if path.suffix == ".md" and path.relative_to(root).parts[0] != "content"
    ]


def commands_named(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of ours in a page, as kind and name."""
    for code in [*BLOCK.findall(text), *SPAN.findall(BLOCK.sub("", text))]:
        for script, target, command in COMMAND.findall(code):
            yield ("script", script) if script else ("target", target) if target else ("command", command)


def unknown_commands(root: Path) -> list[str]:
    """Return the commands in the documents that do not exist."""
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    known = {"target": targets, "command": set(get_commands())}
    return [
        f"{page.relative_to(root)}: {name}"
        for page in documents(root)
        for kind, name in commands_named(page.read_text())
        if not ((root / name).exists() if kind == "script" else name in known[kind])
    ]


def paths_named(root: Path, text: str) -> Iterator[str]:
    """Yield each word in code style that looks like a file or folder of this repository."""
    top = {path.name for path in root.iterdir()}
    for word in SPAN.findall(BLOCK.sub("", text)):
        if PATH.fullmatch(word) and (word.rpartition(".")[2] in SUFFIXES.split("|") or word.partition("/")[0] in top):
            yield word


def unknown_paths(root: Path) -> list[str]:
    """Return the paths in the documents that lead nowhere, from the top, from the page, or as a file's plain name."""
    names = {path.name for path in tracked_files(root)}
    return [
        f"{page.relative_to(root)}: {word}"
        for page in documents(root)
        for word in paths_named(root, page.read_text())
        if not word.startswith(MADE_HERE)
        and not (root / word).exists()
        and not (page.parent / word).exists()
        and word not in names
    ]


def places_named(root: Path) -> list[str]:
    """Return the lines that name a folder of somebody's machine or the host of a package registry."""
    found = []
    for path in tracked_files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE.search(line) or any(host in line for host in HOSTS):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()[:100]}")
    return found


def test_the_readme_opens_with_the_two_commands():
    first, second, *_rest = commands_named((ROOT / "README.md").read_text())
    assert [first, second] == [("script", "scripts/run"), ("script", "scripts/test")]


def test_every_command_in_the_documents_exists():
    assert unknown_commands(ROOT) == []


def test_every_path_in_the_documents_exists():
    assert unknown_paths(ROOT) == []


def test_no_file_names_a_machine_or_a_package_host():
    assert places_named(ROOT) == []


@pytest.fixture
def planted(tmp_path):
    """A small tree whose README is wrong in every way."""
    (tmp_path / "Makefile").write_text("run: ## serve\n")
    (tmp_path / "common").mkdir()
    (tmp_path / "README.md").write_text(
        "Type `make walk`, `scripts/fly` or\n```\npython manage.py swim\nmake run\n```\n"
        "Read `common/nothing.py`, `docs.md` and `common/`. It lives in /ro" + "ot/data; see files." + HOSTS[0] + ".\n"
    )
    return tmp_path


def test_planted_defects_are_found(planted):
    assert unknown_commands(planted) == ["README.md: swim", "README.md: walk", "README.md: scripts/fly"]
    assert unknown_paths(planted) == ["README.md: common/nothing.py", "README.md: docs.md"]
    assert len(places_named(planted)) == 1


def test_the_tests_that_make_observations_are_there():
    named = re.findall(r"(\S+)::(test_\w+)", browser_tests.__doc__ or "")
    assert len(named) >= 7
    for file, test in named:
        [found] = [*(ROOT / "tests").glob(f"{file}.py"), *(ROOT / "tests/browser").glob(f"{file}.py")]
        assert f"def {test}(" in found.read_text()
