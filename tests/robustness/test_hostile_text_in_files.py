"""Hostile text in what leaves the site or comes into it: tables, sheets, banks, log lines, packs and rosters."""

import csv
import io
import json
import logging
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.exchange import banks
from assessments.exchange.banks.detecting import read
from assessments.models import Item, QuizVersionText
from assessments.queries import frozen
from common.spreadsheet import FORMULA_STARTS
from config.logs import JsonFormatter
from institutions.models import Cohort
from packs.services import PackRefused, import_pack
from tests.answering import answer_quiz
from tests.browser.hostile_text import hostile, payloads
from tests.institutions.rosters import pack, tables
from tests.packs.small_pack import small_pack, zipped

HOSTILE = payloads(200)
FORMULAS = tuple(f'{sign}HYPERLINK("//elsewhere.example";"x")' for sign in FORMULA_STARTS)
ACTIVE = (b"/JavaScript", b"/JS", b"/OpenAction", b"/Launch", b"/URI", b"/SubmitForm", b"/EmbeddedFile")
BOLD = "<b data-hostile>"
SHORT = '"><b data-hostile>x'


class Elements(HTMLParser):
    """Collects what a page has made of hostile text: elements, handlers, addresses that run."""

    def __init__(self):
        super().__init__()
        self.made = []

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        runs = any(str(value).strip().lower().startswith("javascript:") for value in names.values())
        if "data-hostile" in names or runs or any(name.startswith("on") for name in names):
            self.made.append((tag, attributes))


def made_of(page):
    """Return the elements that hostile text became."""
    found = Elements()
    found.feed(page)
    return found.made


def test_the_reader_of_this_test_sees_an_element():
    assert made_of(f"<p>{HOSTILE[0]}</p><img data-hostile>")
    assert made_of("<a href=' JavaScript:x'>x</a>")


@pytest.fixture
def hostile_class(given_quiz, cohort, student, other_student, teacher):
    """A class whose every name and question is hostile, after its quiz."""
    answer_quiz(given_quiz, student)
    text = " ".join(HOSTILE)
    for words in QuizVersionText.objects.all():
        words.texts = hostile(words.texts, text)
        words.title = FORMULAS[0]
        words.save()
    # Words that were read once are kept by their row, and this row is everybody's.
    frozen._parse_texts.cache_clear()
    for learner, name in ((student, SHORT), (other_student, "=1+1")):
        learner.display_name = name
        learner.save()
    Cohort.objects.filter(pk=cohort.pk).update(name=FORMULAS[0])
    yield given_quiz
    frozen._parse_texts.cache_clear()


def taken(browser, quiz, kind):
    sent = {"format": kind, "people": "as_shown", "reason": "report for the end of term"}
    return browser.post(f"/t/q/{quiz.public_id}/export/", sent)


def test_no_cell_of_a_table_is_a_formula(client, sign_in, teacher, hostile_class):
    browser = sign_in(client, teacher)
    answer = taken(browser, hostile_class, "csv")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) for cell in row]
    assert any(SHORT in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []
    book = load_workbook(io.BytesIO(taken(browser, hostile_class, "xlsx").content))
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_a_sheet_of_cards_has_words_and_nothing_that_acts(client, sign_in, teacher, hostile_class, cohort):
    everyone = {"place": [place.public_id for place in cohort.enrolments.all()]}
    pdf = sign_in(client, teacher).post(f"/t/c/{cohort.public_id}/cards/", everyone)
    assert pdf["Content-Type"] == "application/pdf"
    assert [sign for sign in ACTIVE if sign in pdf.content] == []


@pytest.mark.parametrize("path", ["paper/questions/", "paper/ticket/", "paper/sheets/", "paper/enter/"])
def test_paper_is_made_of_words(client, sign_in, teacher, hostile_class, path):
    page = sign_in(client, teacher).get(f"/t/q/{hostile_class.public_id}/{path}").content.decode()
    assert "data-hostile" in page
    assert made_of(page) == []


@pytest.mark.parametrize("format_name", sorted(banks.WRITTEN))
def test_a_bank_taken_out_is_still_a_bank(client, sign_in, author, site_tree, format_name):
    for text, item in zip(HOSTILE, Item.objects.all(), strict=False):
        item.interaction = json.dumps(hostile(item.interaction.get_prep_value(), text))
        item.name = FORMULAS[1]
        item.save()
    sent = {"format": format_name, "locale": site_tree.lesson.locale_id}
    answer = sign_in(client, author).post(reverse("bank_export"), sent)
    assert answer["Content-Disposition"].startswith("attachment"), answer.content.decode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = read(answer.content, f"questions.{banks.WRITTEN[format_name][1]}")
    assert len(again.questions) == Item.objects.filter(locale=site_tree.lesson.locale).count()


@pytest.mark.pure
@pytest.mark.parametrize("name", ["django.request", "gunicorn.error", "jobs"])
def test_a_line_of_the_log_stays_one_line(name):
    for text in (*HOSTILE, 'x"}\n{"level": "info"', "a\rb\x1b[2Jc\u2028d"):
        line = JsonFormatter().format(logging.LogRecord(name, logging.ERROR, "", 1, "said: %s", (text,), None))
        assert len(line.splitlines()) == 1
        assert json.loads(line)["level"] == "error"


def test_a_pack_of_hostile_words_becomes_words(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one_line = [" ".join(text.split()) for text in HOSTILE]
    files = small_pack()
    for name, mark in (("lesson.en.md", "Draw it."), ("lesson.uk.md", "Намалюй.")):
        path = f"lessons/1-1/{name}"
        assert mark in files[path].decode()
        files[path] = files[path].replace(mark.encode(), "\n\n".join(one_line[:8]).encode())
    try:
        import_pack(source=zipped(files), actor_id=None)
    except PackRefused:
        # Refused whole: nothing of it can be shown.
        return
    page = client.get("/en/small-course/part-1/lesson-1-1/2/").content.decode()
    assert made_of(page) == []


def test_a_roster_of_hostile_names_becomes_names(client, sign_in, teacher, school):
    files = {name: data.replace("7-А".encode(), BOLD.encode()) for name, data in tables("school_1_1").items()}
    files["users.csv"] = files["users.csv"].replace("Марія".encode(), BOLD.encode())
    browser = sign_in(client, teacher)
    file = SimpleUploadedFile("x.zip", pack(files), "application/zip")
    address = browser.post(reverse("roster_import"), {"file": file}).headers["Location"]
    page = browser.get(address).content.decode()
    assert "data-hostile" in page
    assert made_of(page) == []
