"""Asks axe what is wrong with the page that is open."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def problems(page, seen: list[str], width: int = 360, rules=RULES) -> list[str]:
    """Return what is wrong with the page that is open now."""
    found = [
        f"{page.url}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page, options=rules).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{page.url}: wider than the screen")
    seen.append(page.url)
    return found
