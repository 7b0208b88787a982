"""A teacher's way to every screen of docs/guide: three taps from Today at most, on a phone, in two languages.

With ORIENTIR_GUIDE=FOLDER the same walk keeps its pictures there: `make guide` draws those of docs/guide anew.
"""

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import ROOT, enter_as, visit

pytestmark = pytest.mark.browser

GUIDE = ROOT / "docs" / "guide"
FOLDER = os.environ.get("ORIENTIR_GUIDE", "")
NAMED = r"[a-z0-9]{10}"
CLASS, RESULTS, LESSON = rf"/t/c/{NAMED}/$", rf"/t/q/{NAMED}/$", rf"/t/l/{NAMED}/$"
START, ASK, HANDS = "form[action$='/run/'] button", "button[value=open]", "button[value=mode].button-quiet"
RUN = rf"/t/run/{NAMED}/$"
# What is tapped, from Today on: links by their addresses, buttons by what they are.
SCREENS = {
    "today": [],
    "without-internet": [r"/t/without-internet/$"],
    "class": [CLASS],
    "students": [CLASS, r"/students/$"],
    "cards": [CLASS, r"/cards/$"],
    "plan": [CLASS, r"/plan/$"],
    "log": [CLASS, r"/log/$"],
    "gradebook": [CLASS, r"/gradebook/$"],
    "results": [RESULTS],
    "question": [RESULTS, rf"/t/q/{NAMED}/\d+/$"],
    "student": [CLASS, r"/gradebook/$", rf"/t/s/{NAMED}/$"],
    "paper": [RESULTS, r"/paper/$"],
    "prepare": [LESSON],
    "run": [LESSON, START],
    # The lesson goes on: Today leads straight to it.
    "tally": [RUN, ASK, HANDS],
}
TAPS = 3
SEEN = "links => links.filter(link => link.checkVisibility()).map(link => link.getAttribute('href'))"
WIDTH = 360


def tap(page, target: str) -> None:
    """Tap a link or a button."""
    note = page.locator("form[action$='/safety/'] button")
    if target == START and note.count():
        note.first.click()
    if target in (START, ASK, HANDS):
        page.locator(target).first.click()
    else:
        links = page.eval_on_selector_all("main a", SEEN)
        found = next((link for link in links if re.search(target, link or "")), None)
        assert found, f"no way to {target} from {page.url}: {links}"
        page.locator(f"main a[href='{found}'] >> visible=true").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["uk", "ro"])
def test_every_screen_of_the_guide_is_three_taps_away(site, chromium, language):
    with visit(chromium, site, language=language) as page:
        enter_as(page, site, "teacher")
        today = page.url
        for name, targets in SCREENS.items():
            assert len(targets) <= TAPS
            page.goto(today)
            for target in targets:
                tap(page, target)
            assert page.evaluate("document.documentElement.lang") == language, name
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, name
            if FOLDER:
                picture = Path(FOLDER) / language / f"{name}.png"
                picture.parent.mkdir(parents=True, exist_ok=True)
                shown = Image.open(BytesIO(page.screenshot(full_page=True, clip=_top(page))))
                # Few colours are enough for a screen, and a third of the bytes.
                shown.convert("RGB").quantize(48, dither=Image.Dither.NONE).save(picture, optimize=True)
        assert page.foreign == []
        page.goto(today)
        tap(page, RUN)
        page.locator("button[value=end]").first.click()


def _top(page) -> dict[str, int]:
    """Return the first two screenfuls at most: nobody reads a picture of a whole table."""
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": WIDTH, "height": min(height, 1480)}


@pytest.mark.parametrize("language", ["uk", "ro"])
def test_the_guide_shows_these_screens_and_no_others(language):
    shown = re.findall(rf"!\[[^\]]+\]\({language}/([a-z-]+)\.png\)", (GUIDE / f"{language}.md").read_text())
    assert sorted(shown) == sorted(SCREENS)
    assert sorted(path.stem for path in (GUIDE / language).glob("*.png")) == sorted(SCREENS)
