"""Files stay small, carry the same names in every room, and say in one sentence what they are."""

import ast
from statistics import median

import pytest

from tests.architecture.tree import ROOT, contract, layer_names, line_count, rooms, tracked_files

pytestmark = pytest.mark.pure

HARD_LIMIT = 400
COMMON_LIMIT = 150
MEDIAN_LIMIT = 60
README_LIMIT = 20
HAND_WRITTEN = {".py", ".html", ".css", ".js", ".sh", ".typ"}
# Rooms for what nobody could name.
NAMELESS = {"utils", "util", "helpers", "tools", "signals", "misc"}
# What Python and Django look for by name, and the folders beside the code.
ALWAYS_ALLOWED = {"__init__.py", "README.md", "templates", "static", "__pycache__"}


def vocabulary(root) -> set[str]:
    """Return the names that may stand in an app: the layers of the second contract and what it leaves out."""
    inside = contract(root, "inside")
    return {name for layer in inside["layers"] for name in layer_names(layer)} | set(inside["exhaustive_ignores"])


def strangers(root) -> list[str]:
    """Return everything in an app whose name is not in the vocabulary."""
    words = vocabulary(root)
    return [
        str(path.relative_to(root))
        for app in contract(root, "inside")["containers"]
        for path in sorted((root / app).glob("*"))
        if path.name not in ALWAYS_ALLOWED and not (path.suffix in {".py", ""} and path.stem in words)
    ]


def ours(root, suffixes=HAND_WRITTEN):
    """Return the hand-written source files: no tests, no generated migrations."""
    return [
        path
        for path in tracked_files(root)
        if path.suffix in suffixes and path.relative_to(root).parts[0] != "tests" and "migrations" not in path.parts
    ]


def too_long(root) -> list[str]:
    """Return the files over their limit, with their length."""
    lengths = {path.relative_to(root): line_count(path) for path in ours(root)}
    limits = {path: COMMON_LIMIT if path.parts[0] == "common" else HARD_LIMIT for path in lengths}
    return [f"{path}: {length} lines" for path, length in lengths.items() if length > limits[path]]


def without_sentence(root) -> list[str]:
    """Return the modules that do not open with a sentence of their own."""
    found = []
    for path in tracked_files(root):
        if path.suffix != ".py" or "migrations" in path.parts:
            continue
        opening = (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        if not (opening[:1].isupper() or opening[:1] in "`\"'/") or not opening.endswith((".", "?", ":")):
            found.append(str(path.relative_to(root)))
    return found


def nameless(root) -> list[str]:
    """Return the Python files and packages named after nothing in particular."""
    return [
        str(path.relative_to(root))
        for path in tracked_files(root)
        if path.suffix == ".py" and NAMELESS & {*path.relative_to(root).parts[:-1], path.stem}
    ]


def test_no_file_is_over_its_limit():
    assert too_long(ROOT) == []


def test_half_of_the_modules_are_short():
    assert median(line_count(path) for path in ours(ROOT, {".py"})) <= MEDIAN_LIMIT


def test_every_module_opens_with_a_sentence():
    assert without_sentence(ROOT) == []


def test_apps_hold_only_files_of_the_house_vocabulary():
    assert strangers(ROOT) == []


def test_nothing_is_called_utils():
    assert nameless(ROOT) == []


@pytest.mark.parametrize("app", sorted(rooms(ROOT) - {"config", "common"}))
def test_every_app_has_a_short_readme(app):
    readme = ROOT / app / "README.md"
    assert readme.exists(), f"{app} has no README.md"
    assert 3 <= line_count(readme) <= README_LIMIT


def test_app_templates_stand_in_a_folder_of_their_own_name():
    astray = [
        str(path.relative_to(ROOT))
        for app in rooms(ROOT)
        for kind in ("templates", "static")
        for path in (ROOT / app / kind).glob("*")
        # A room may dress the admin screens of the package that it builds on.
        if path.name not in {app, "wagtailadmin"}
    ]
    assert astray == []


def test_planted_defects_are_found(tmp_path):
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    app = tmp_path / "jobs"
    app.mkdir()
    (app / "services.py").write_text('"""Writes."""\n' * (HARD_LIMIT + 1))
    (app / "helpers.py").write_text("import os\n")
    (app / "model.py").write_text('"""tables without a sentence"""\n')
    assert too_long(tmp_path) == [f"jobs/services.py: {HARD_LIMIT + 1} lines"]
    assert strangers(tmp_path) == ["jobs/helpers.py", "jobs/model.py"]
    assert nameless(tmp_path) == ["jobs/helpers.py"]
    assert without_sentence(tmp_path) == ["jobs/helpers.py", "jobs/model.py"]
