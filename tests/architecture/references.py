"""Finds what one room names of another without importing it: strings, templates, tags, addresses and files."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import python_files, rooms

DOTTED = re.compile(r"(\w+)(?:\.\w+)+")
IN_FOLDER = re.compile(r"(\w+)/[\w./-]+\.\w+")
TAG = re.compile(r"\{%-?\s*(load|include|extends|url|static)\s+(.*?)\s*-?%\}")
QUOTED = re.compile(r"""["']([^"']+)["']""")
URL_CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


@dataclass(frozen=True)
class Reference:
    """One place where a room names another."""

    place: str
    user: str
    used: str
    text: str

    def __str__(self) -> str:
        """Return the place and what it says."""
        return f"{self.place}: {self.user} names {self.text!r} of {self.used}"


class Finder:
    """Reads a tree once for what each room owns, then lists who names it."""

    def __init__(self, root: Path) -> None:
        """Collect the owners of models, tags and addresses."""
        self.root = root
        self.rooms = rooms(root)
        self.libraries = {path.stem: path.parent.parent.name for path in root.glob("*/templatetags/[a-z]*.py")}
        self.addresses: dict[str, str] = {}
        for room in self.rooms:
            for path in (*root.glob(f"{room}/urls.py"), *root.glob(f"{room}/urls/*.py")):
                self.addresses.update(dict.fromkeys(named_addresses(path), room))

    def all(self) -> Iterator[Reference]:
        """Yield every reference from one room to another."""
        for path in python_files(self.root, *self.rooms):
            yield from self.keep(path, self.in_python(ast.parse(path.read_text())))
        for path in sorted(self.root.glob("*/templates/**/*")):
            if path.is_file():
                yield from self.keep(path, self.in_template(path.read_text()))

    def keep(self, path: Path, found: Iterator[tuple[int, str, str | None]]) -> Iterator[Reference]:
        """Turn findings into references, leaving out what a room says about itself or about packages of others."""
        place = path.relative_to(self.root)
        user = place.parts[0]
        for line, text, used in found:
            if used in self.rooms and user in self.rooms and used != user:
                yield Reference(f"{place}:{line}", user, used, text)

    def in_python(self, tree: ast.Module) -> Iterator[tuple[int, str, str | None]]:
        """Yield line, text and owner of everything a module names in strings."""
        prose = docstrings(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)) if node not in prose:
                    if match := DOTTED.fullmatch(text) or IN_FOLDER.fullmatch(text):
                        yield node.lineno, text, match[1]
                case ast.Tuple(elts=[ast.Constant(value=str(room)), ast.Constant(value=str(name))]):
                    # A migration's dependency.
                    if re.match(r"\d{4}_|__first__", name):
                        yield node.lineno, f"{room}.{name}", room
                case ast.Call(func=func, args=[ast.Constant(value=str(first)), *_]):
                    called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
                    if called == "get_model":
                        yield node.lineno, first, first.partition(".")[0]
                    elif called in URL_CALLS:
                        yield node.lineno, first, self.addresses.get(first)
                case ast.Attribute(attr="AUTH_USER_MODEL"):
                    yield node.lineno, "AUTH_USER_MODEL", "accounts"

    def in_template(self, text: str) -> Iterator[tuple[int, str, str | None]]:
        """Yield line, text and owner of every tag library, template, address and static file that a template names."""
        for tag in TAG.finditer(text):
            line = text.count("\n", 0, tag.start()) + 1
            kind, rest = tag.groups()
            if kind == "load":
                for library in rest.rpartition(" from ")[2].split() if " from " in rest else rest.split():
                    yield line, library, self.libraries.get(library)
            elif quoted := QUOTED.match(rest):
                name = quoted[1]
                yield line, name, self.addresses.get(name) if kind == "url" else self.owner(name, kind)

    def owner(self, name: str, kind: str) -> str | None:
        """Return the room that ships a template or static file; the shared ones beside config belong to nobody."""
        folder = "static" if kind == "static" else "templates"
        return next((room for room in self.rooms if (self.root / room / folder / name).exists()), None)


def named_addresses(path: Path) -> Iterator[str]:
    """Yield the names that a URL module gives to its paths, with their namespace where there is one."""
    tree = ast.parse(path.read_text())
    namespace = ""
    names = []
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="app_name")], value=ast.Constant(value=str(name))):
                namespace = f"{name}:"
            case ast.keyword(arg="name", value=ast.Constant(value=str(name))):
                names.append(name)
    yield from (namespace + name for name in names)


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that are prose: every string that stands alone as a statement."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
