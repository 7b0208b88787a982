"""What a page is told by the server, answer by answer, as it comes over the wire."""

import html
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, Route

SYMBOL = re.compile(r"symbols[^\"']*\.svg#([\w-]+)")


def hear(page: Page) -> list[str]:
    """Collect the text of everything this page gets from now on, but for files that are the same for everybody."""
    heard: list[str] = []

    def pass_on(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        heard.append(answer.text())
        route.fulfill(response=answer)

    page.route(lambda address: "/static/" not in address and address.startswith("http"), pass_on)
    return heard


def words(answer: str) -> str:
    """Return the words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer)).split())


def symbols(heard: list[str]) -> set[str]:
    """Return the drawings of seats that were told."""
    return {name for answer in heard for name in SYMBOL.findall(answer)}


class SiteRows:
    """Looks into the site's database beside the server."""

    def __init__(self, data: Path) -> None:
        self._file = data / "db.sqlite3"

    def ask(self, sql: str, *values: object) -> list[tuple]:
        """Return the rows."""
        with closing(sqlite3.connect(self._file, timeout=10, isolation_level=None)) as database:
            return database.execute(sql, values).fetchall()
