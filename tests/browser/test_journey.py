"""On a phone, in Ukrainian: card → lesson 1.1 → its questions → feedback → the teacher sees exactly those answers."""

import re

import pytest
import yaml

from demo.enums import CARD_SEAT, CLASS_NAME
from tests.browser.conftest import ROOT, enter_as, visit

pytestmark = pytest.mark.browser


def test_from_the_card_to_the_teachers_table(site, chromium):
    with visit(chromium, site) as phone:
        phone.goto(f"{site}/demo/")
        phone.locator('form[action="/demo/card/"] button').click()
        phone.wait_for_load_state()
        number = re.search(r"\d{4} \d{4} \d{4} \d{4}", phone.inner_text("main")).group()
        phone.goto(f"{site}/")
        phone.fill("#code", number)
        phone.click("main form button")
        phone.wait_for_url(f"{site}/my/")
        phone.click("main ul.rows a >> nth=0")
        phone.wait_for_load_state()
        assert phone.title() == "Заняття 1.1"
        assert phone.inner_text("h1") == "Моя цінність і мої цінності"
        assert phone.get_attribute("html", "lang") == "uk"
        phone.click("main .button-group a.button >> nth=0")
        for _step in range(20):
            phone.wait_for_load_state()
            if "/my/q/" in phone.url:
                break
            phone.click("main > .button-group a.button >> nth=0")
        phone.click("main form button.button")
        answers = []
        for _question in range(20):
            phone.wait_for_load_state()
            if phone.url.endswith("/check/"):
                break
            answers.append(answer(phone))
            # A script saves the answer and goes on once it is acknowledged.
            with phone.expect_navigation():
                phone.click("main form button.button")
        assert len(answers) == 5
        assert phone.locator(".check-list dd em").count() == 0
        phone.click("main form button.button")
        phone.wait_for_url(re.compile("/done/"))
        assert phone.locator(".feedback").count() >= 5
        assert phone.foreign == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    with visit(chromium, site) as teacher:
        enter_as(teacher, site, "teacher")
        teacher.set_viewport_size({"width": 1280, "height": 900})
        teacher.click(f'main h2 a:has-text("{CLASS_NAME}")')
        teacher.click("main table a:has-text('Таблиця') >> nth=0")
        teacher.wait_for_load_state()
        row = teacher.locator("table.heatmap tbody tr").nth(CARD_SEAT - 1)
        shown = [cell.strip() for cell in row.locator("td.heat").all_inner_texts()]
        states = [
            re.search(r"heat-(\w+)", cell.get_attribute("class")).group(1) for cell in row.locator("td.heat").all()
        ]
        assert states == [state for state, _letters in map(expected, range(5), answers)]
        for cell, (_state, letters) in zip(shown, map(expected, range(5), answers), strict=True):
            assert cell.endswith(letters)
        assert teacher.foreign == []


def answer(phone) -> str:
    """Answer the question on the page with its first choice and return the words chosen."""
    row = phone.locator("label.choice").first
    row.click()
    return row.inner_text().strip()


QUIZ = yaml.safe_load((ROOT / "content/personal-dignity/lessons/1-1/quiz.en.yaml").read_text())["items"]
WORDS = yaml.safe_load((ROOT / "content/personal-dignity/lessons/1-1/quiz.uk.yaml").read_text())["items"]


def expected(number: int, chosen: str) -> tuple[str, str]:
    """Return state and letters of the teacher's cell, from the pack's own files."""
    item, words = QUIZ[number], WORDS[number]
    if item["kind"] == "true_false":
        # "True" is always the first row.
        return ("right" if item["answer"] else "wrong"), ""
    place = [choice["text"] for choice in words["choices"]].index(chosen)
    is_right = item["choices"][place].get("correct", False)
    several = item["cardinality"] == "multiple"
    state = ("part" if several else "right") if is_right else "wrong"
    return state, "ABCDEFGH"[place]
