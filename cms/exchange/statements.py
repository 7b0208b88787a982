"""The pages about the site itself as they come with the program: a title and plain text in each language."""

from dataclasses import dataclass
from pathlib import Path

from cms.exchange import markdown
from cms.exchange.problems import Problems
from cms.exchange.rich_text import to_html

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "cms" / "statements"
NAMES = ("about", "accessibility", "privacy")


@dataclass(frozen=True, slots=True)
class Statement:
    """One page in one language; ``html`` is what the editor stores."""

    name: str
    title: str
    html: str


def languages() -> list[str]:
    """Return the languages that the pages are written in."""
    return sorted(path.name.split(".")[1] for path in FOLDER.glob(f"{NAMES[0]}.*.md"))


def statement(name: str, language: str) -> Statement:
    """Return a page in a language, else in English. Raises ``ValueError`` naming what cannot be read."""
    path = FOLDER / f"{name}.{language}.md"
    path = path if path.is_file() else FOLDER / f"{name}.en.md"
    title, *rest = path.read_text(encoding="utf-8").splitlines()
    problems = Problems()
    nodes = markdown.read(list(enumerate(rest, 2)), path.name, problems)
    if problems or not title.startswith("# "):
        raise ValueError([path.name, *map(str, problems)])
    return Statement(name, title.removeprefix("# ").strip(), to_html(nodes))
