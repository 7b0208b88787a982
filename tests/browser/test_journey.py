"""A student answers and the teacher sees exactly that; an author writes, others review, and a translation follows."""

import json
import re
from contextlib import ExitStack

import pytest
import yaml

from demo.enums import CARD_SEAT, CLASS_NAME
from tests.browser.authoring import Desk, lesson_form, results_of, translate_elsewhere
from tests.browser.axe import problems
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


def test_authors_write_reviewers_decide_and_translations_follow(site, chromium):
    with ExitStack() as desks:
        author, protector, linguist, teacher = (
            Desk(desks.enter_context(visit(chromium, site, language="en")), site, role)
            for role in ("author", "child-protection-reviewer", "language-reviewer", "teacher")
        )
        author.page.set_viewport_size({"width": 1280, "height": 900})
        results = results_of(teacher, CLASS_NAME)
        # A lesson with the quiz of another one: refused with reasons, mended, sent.
        model = json.loads(author.read("/admin/api/main/pages/?slug=lesson-1-1&locale=en"))["items"][0]
        quiz = re.search(r'name="quiz"[^>]* value="(\d+)"', author.read(f"/admin/pages/{model['id']}/edit/")).group(1)
        create = f"/admin/pages/add/lessons/lessonpage/{model['meta']['parent']['id']}/"
        said, _to = author.send(create, lesson_form(quiz, minutes=30) | {"action-submit": "1"})
        assert "The phases add up to 45 minutes, the lesson has 30." in said
        assert "choose “Send to review”" in author.send(create, lesson_form(quiz) | {"action-publish": "1"})[0]
        author.send(create, lesson_form(quiz) | {"action-submit": "1"})
        wrong = approve_in_browser(protector)
        linguist.approve()
        assert "An offer" in author.read("/en/course-1/module-1/careful-yes/")
        # Translated outside and brought back, the translation is reviewed, too.
        page = json.loads(author.read("/admin/api/main/pages/?slug=careful-yes&locale=en"))["items"][0]["id"]
        submit = f"/admin/localize/submit/page/{page}/"
        romanian = re.search(r'value="(\d+)"[^>]*>\s*Romanian', author.read(submit)).group(1)
        _said, edit = author.send(submit, {"locales": romanian})
        translate_elsewhere(author, edit)
        _said, checks = author.send(edit, {"action": "publish"})
        assert "send it to review" in author.read(checks)
        author.send(checks)
        protector.approve()
        linguist.approve()
        # The source changes: the translation is behind, and nobody's answers are touched.
        author.send(f"/admin/pages/{page}/edit/", lesson_form(quiz, "Another offer") | {"action-submit": "1"})
        protector.approve()
        linguist.approve()
        for address in (checks, f"{checks}translation/", "/admin/"):
            author.page.goto(site + address)
            wrong += problems(author.page, [], 1280)
        behind = author.page.inner_text("#behind-section")
        assert "RO A careful yes" in behind
        assert "Romanian" in behind
        assert results_of(teacher, CLASS_NAME) == results
        assert wrong == []
        assert author.page.foreign == []


def approve_in_browser(reviewer: Desk) -> list[str]:
    """Open what waits first, approve it, and return what is wrong with the screen."""
    reviewer.page.set_viewport_size({"width": 1280, "height": 900})
    reviewer.page.goto(f"{reviewer.site}/admin/")
    reviewer.page.click("#waiting-section a[href^='/admin/review/'] >> nth=0")
    reviewer.page.wait_for_load_state()
    wrong = problems(reviewer.page, [], 1280)
    reviewer.page.click("button[name=approve]")
    reviewer.page.wait_for_url(f"{reviewer.site}/admin/")
    return wrong
