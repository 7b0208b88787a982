"""Asks axe what is wrong with the page that is open."""

from importlib.resources import files

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# What is right takes longer to tell than to find.
# Wagtail's own notices fade in, so that their contrast is a matter of the moment.
RUN = """(rules) => axe.run({ exclude: [[".messages[data-controller]"]] }, { ...rules, resultTypes: ["violations"] })
    .then(({ violations }) => violations.map((one) => `${one.id} ${one.nodes[0].html.slice(0, 120)}`))"""


def problems(page, seen: list[str], width: int = 360, rules=RULES) -> list[str]:
    """Return what is wrong with the page that is open now; asked again, the page has axe already."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(SOURCE)
    found = [f"{page.url}: {violation}" for violation in page.evaluate(RUN, rules)]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{page.url}: wider than the screen")
    seen.append(page.url)
    return found
