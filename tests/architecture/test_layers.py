"""Rooms know only what is below them, in what they import and in what they merely name."""

import ast
import tomllib

import pytest

from tests.architecture.references import Finder, Reference
from tests.architecture.tree import ROOT, Floors, contract, layer_names, python_files, rooms

pytestmark = pytest.mark.pure

# Rooms without the inner order of an app: config knows everybody, common has no domain.
WITHOUT_INNER_ORDER = {"config", "common"}
# Pure code is tested by property, without a database.
PURE = [
    "*/grading.py", "*/grading/*.py", "*/statistics/*.py", "*/interactions/*/logic.py", "*/exchange/**/*.py",
    "*/enums.py",
]  # fmt: skip
PLANTED_CONTRACT = """
[[tool.importlinter.contracts]]
id = "rooms"
layers = ["upper", "accounts", "lower | beside"]
"""


def unlisted(root) -> dict[str, set[str]]:
    """Return, for each list in pyproject.toml that must name all rooms, the names that differ."""
    standing = rooms(root)
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = {name for layer in contract(root, "rooms")["layers"] for name in layer_names(layer)}
    return {
        "root_packages": standing ^ set(settings["root_packages"]),
        "layers of the first contract": standing ^ floors,
        "containers of the second contract": (standing - WITHOUT_INNER_ORDER)
        ^ set(contract(root, "inside")["containers"]),
    }


def upward(root) -> list[Reference]:
    """Return every reference from a room to one that is not below it."""
    floors = Floors(root)
    return [reference for reference in Finder(root).all() if not floors.allow(reference.user, reference.used)]


def impure(root) -> list[str]:
    """Return every pure module that imports the ORM, at whatever level."""
    found = []
    for path in sorted({path for pattern in PURE for path in root.glob(pattern)}):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            # The choices of an enum come from there, and hold no table.
            forbidden = [name for name in names if name.startswith("django.db") or name.endswith(".models")]
            if forbidden and path.name != "enums.py":
                found.append(f"{path.relative_to(root)}:{node.lineno} imports {forbidden[0]}")
    return found


def test_every_room_is_listed_in_the_contracts_and_no_other():
    assert {name: names for name, names in unlisted(ROOT).items() if names} == {}


def test_no_room_names_anything_of_a_room_that_is_not_below_it():
    assert [str(reference) for reference in upward(ROOT)] == []


def test_pure_code_imports_no_tables():
    assert impure(ROOT) == []


def test_common_has_no_tables():
    assert not list(python_files(ROOT, "common/migrations"))
    assert not (ROOT / "common" / "models.py").exists()


@pytest.fixture
def small_house(tmp_path):
    """Three floors with a model, a tag, an address, a template and a static file upstairs."""
    (tmp_path / "pyproject.toml").write_text(PLANTED_CONTRACT)
    for room in ("upper", "accounts", "lower", "beside"):
        (tmp_path / room / "templatetags").mkdir(parents=True)
        (tmp_path / room / "templatetags" / f"{room}_tags.py").touch()
        (tmp_path / room / "templates" / room).mkdir(parents=True)
        (tmp_path / room / "templates" / room / "page.html").touch()
        (tmp_path / room / "static" / room).mkdir(parents=True)
        (tmp_path / room / "static" / room / "look.css").touch()
        (tmp_path / room / "urls.py").write_text(f'urlpatterns = [path("", view, name="{room}_start")]')
        (tmp_path / room / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("models.py", 'models.ForeignKey("upper.Thing", models.CASCADE)'),
        ("models.py", 'class Page: parent_page_types = ["upper.HomePage"]'),
        ("models.py", 'models.ForeignKey("beside.Thing", models.CASCADE)'),
        ("models.py", "models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)"),
        ("queries.py", 'apps.get_model("upper", "Thing")'),
        ("services.py", 'import_string("upper.services.do")'),
        ("views.py", 'redirect("upper_start")'),
        ("views.py", 'render(request, "upper/page.html")'),
        ("migrations/0001_thing.py", 'dependencies = [("upper", "0001_thing")]'),
        ("templates/lower/a.html", "{% load i18n upper_tags %}"),
        ("templates/lower/a.html", "{% load mark from upper_tags %}"),
        ("templates/lower/a.html", "{% include 'upper/page.html' with a=b only %}"),
        ("templates/lower/a.html", '{% extends "upper/page.html" %}'),
        ("templates/lower/a.html", "<a href=\"{% url 'upper_start' page.id %}\">"),
        ("templates/lower/a.html", '{% static "upper/look.css" %}'),
    ],
)
def test_a_planted_upward_reference_is_found(small_house, file, text):
    path = small_house / "lower" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert [reference.user for reference in upward(small_house)] == ["lower"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("models.py", 'models.ForeignKey("lower.Thing", models.CASCADE)'),
        ("models.py", "models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)"),
        ("views.py", 'redirect("lower_start")'),
        ("views.py", '"""Something about lower.models and beside.views."""'),
        ("templates/upper/a.html", "{% load lower_tags %}{% include 'lower/page.html' %}{% url 'upper_start' %}"),
    ],
)
def test_a_downward_reference_is_allowed(small_house, file, text):
    (small_house / "upper" / file).write_text(text)
    assert upward(small_house) == []


def test_a_planted_room_outside_the_contract_is_found(tmp_path):
    (tmp_path / "annexe").mkdir()
    (tmp_path / "annexe" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    assert all("annexe" in names for names in unlisted(tmp_path).values())


def test_a_planted_table_in_pure_code_is_found(tmp_path):
    (tmp_path / "assessments" / "interactions" / "choice").mkdir(parents=True)
    (tmp_path / "assessments" / "grading.py").write_text("from assessments.models import Attempt")
    (tmp_path / "assessments" / "interactions" / "choice" / "logic.py").write_text("def f():\n    import django.db")
    assert len(impure(tmp_path)) == 2
