"""The calculator works out every line or says why not, and weighs next to nothing."""

import gzip
import time
from contextlib import suppress

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from safeguarding.exchange.arithmetic import Fault, LineRefused, work_out
from tests.architecture.tree import ROOT

LINES = st.one_of(st.text(max_size=80), st.text("0123456789.,+-*/×÷−()  ", max_size=60))


@pytest.mark.pure
@given(LINES)
@hypothesis_settings(max_examples=1000, deadline=None)
def test_any_text_gives_a_number_or_a_reason_at_once(line):
    started = time.thread_time()
    with suppress(LineRefused):
        float(work_out(line))
    assert time.thread_time() - started < 0.05


@pytest.mark.pure
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from("+-*"))
@hypothesis_settings(max_examples=200)
def test_whole_numbers_come_out_exactly(first, second, sign):
    exact = {"+": first + second, "-": first - second, "*": first * second}[sign]
    if abs(exact) < 10**15:
        assert work_out(f"{first} {sign} {second}") == str(exact)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("12,5 × 4", "50"),
        ("7 ÷ 2", "3.5"),
        ("2:0.5", "4"),
        ("-3 - -4", "1"),
        ("8−3", "5"),
        (".5+.5", "1"),
        ("0.1+0.2", "0.3"),
        ("1/3", "0.333333333333333"),
        ("1/3*3", "1"),
        ("-0", "0"),
        ("9" * 60, "1E+60"),
    ],
)
def test_examples(line, result):
    assert work_out(line) == result


@pytest.mark.pure
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", Fault.EMPTY),
        ("   ", Fault.EMPTY),
        ("1" * 61, Fault.TOO_LONG),
        ("2**3", Fault.UNREADABLE),
        ("1 2", Fault.UNREADABLE),
        ("(1", Fault.UNREADABLE),
        ("1)", Fault.UNREADABLE),
        ("1.2.3", Fault.UNREADABLE),
        ("__import__('os')", Fault.UNREADABLE),
        ("1e5", Fault.UNREADABLE),
        ("٣+1", Fault.UNREADABLE),
        ("5/0", Fault.ZERO),
        ("0/0", Fault.ZERO),
        ("(" * 60, Fault.UNREADABLE),
        ("-" * 60, Fault.UNREADABLE),
    ],
)
def test_what_has_no_result(line, fault):
    with pytest.raises(LineRefused) as refused:
        work_out(line)
    assert refused.value.fault == fault


def press(*keys: str) -> str:
    """Press keys without a script: every one is a request; return the last page."""
    client, line, page = Client(), "", ""
    for key in keys:
        page = client.get("/tools/calc/", {"q": line, "k": key}).text
        line = page.split('name="q" value="')[1].split('"')[0]
    return page


def test_the_keys_work_without_a_script_and_without_a_database():
    assert "= 42</output>" in press("4", "×", "1", "0", "+", "2", "=")
    assert "= 7</output>" in press("9", "C", "7", "5", "⌫", "=")


def test_enter_works_the_line_out():
    page = Client().get("/tools/calc/", {"q": "6*7"}).text
    assert "= 42</output>" in page
    assert 'value="6*7"' in page


def test_a_mistake_is_said_in_words():
    assert "Division by zero does not work." in Client().get("/tools/calc/", {"q": "1/0"}).text
    assert "Check the numbers and signs." in Client().get("/tools/calc/", {"q": "1++"}).text


def test_the_point_is_the_one_of_the_language():
    page = Client(headers={"accept-language": "uk"}).get("/tools/calc/", {"q": "7/2"}).text
    assert "= 3,5</output>" in page


@given(LINES, st.text(max_size=3))
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_line_and_key_get_an_answer(line, key):
    response = Client().get("/tools/calc/", {"q": line, "k": key})
    assert response.status_code == 200
    assert "<script>" not in response.text


def test_the_page_says_nothing_of_the_platform():
    response = Client().get("/tools/calc/")
    text = response.text.lower()
    assert "<title>calculator</title>" in text
    for word in ("orientir", "/exit", "/help/", "/my/", "lesson", "site.css", "manifest", "favicon.svg"):
        assert word not in text
    assert not response.cookies


def test_everything_together_weighs_at_most_six_kilobytes():
    page = gzip.compress(Client().get("/tools/calc/").content)
    files = [ROOT / find(f"safeguarding/calc.{kind}") for kind in ("css", "js")]
    assert len(files[1].read_bytes()) <= 2048
    assert len(page) + sum(len(gzip.compress(path.read_bytes())) for path in files) <= 6 * 1024


def test_the_exit_leads_here():
    assert settings.EXIT_TARGET == "/tools/calc/"
