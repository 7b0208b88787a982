"""The page about ASVS names every requirement of both levels once, and every test that it names is there."""

import re

import pytest

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.pure

PAGE = ROOT / "docs" / "asvs.md"
LEVELS_1_AND_2 = 70 + 183
# Section → its requirements of levels 1 and 2.
SECTIONS = """
1.1: 1-2; 1.2: 1-9; 1.3: 1-11; 1.4: 1-3; 1.5: 1-2
2.1: 1-3; 2.2: 1-3; 2.3: 1-4; 2.4: 1
3.2: 1-2; 3.3: 1-4; 3.4: 1-6; 3.5: 1-5; 3.7: 1-2
4.1: 1-3; 4.2: 1; 4.3: 1-2; 4.4: 1-4
5.1: 1; 5.2: 1-3; 5.3: 1-2; 5.4: 1-3
6.1: 1-3; 6.2: 1-12; 6.3: 1-4; 6.4: 1-4; 6.5: 1-5; 6.6: 1-3; 6.8: 1-4
7.1: 1-3; 7.2: 1-4; 7.3: 1-2; 7.4: 1-5; 7.5: 1-2; 7.6: 1-2
8.1: 1-2; 8.2: 1-3; 8.3: 1; 8.4: 1
9.1: 1-3; 9.2: 1-4
10.1: 1-2; 10.2: 1-2; 10.3: 1-4; 10.4: 1-11; 10.5: 1-5; 10.6: 1-2; 10.7: 1-3
11.1: 1-2; 11.2: 1-3; 11.3: 1-3; 11.4: 1-4; 11.5: 1; 11.6: 1
12.1: 1-3; 12.2: 1-2; 12.3: 1-4
13.1: 1; 13.2: 1-5; 13.3: 1-2; 13.4: 1-5
14.1: 1-2; 14.2: 1-4; 14.3: 1-3
15.1: 1-3; 15.2: 1-3; 15.3: 1-7
16.1: 1; 16.2: 1-5; 16.3: 1-4; 16.4: 1-3; 16.5: 1-3
17.1: 1; 17.2: 1-4; 17.3: 1-2
"""
ROW = re.compile(r"^\| V([\d.]+) \| ([^|]+) \| (tested|reason|not met) \| ([^|]+) \|$", re.MULTILINE)


def expected():
    """Return the numbers of all requirements, in order."""
    found = []
    for part in SECTIONS.replace("\n", ";").split(";"):
        section, _colon, numbers = part.strip().partition(": ")
        if section:
            first, _dash, last = numbers.partition("-")
            found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def problems(text):
    """Return what is wrong with such a page."""
    rows = ROW.findall(text)
    found = [f"{number} is missing" for number in expected() if number not in {row[0] for row in rows}]
    found += [f"{row[0]} stands there twice" for row in rows if sum(other[0] == row[0] for other in rows) > 1]
    for number, _topic, state, where in rows:
        paths = re.findall(r"`(tests/[^`]+)`", where)
        found += [f"{number}: no such test {path}" for path in paths if not (ROOT / path).is_file()]
        if state == "tested" and not paths:
            found.append(f"{number} is called tested and names no test")
        if len(where.strip()) < len("there is none"):
            found.append(f"{number} has no reason")
    return found


def test_the_list_of_requirements_is_whole():
    assert len(expected()) == len(set(expected())) == LEVELS_1_AND_2


def test_every_requirement_has_a_test_or_a_reason():
    assert problems(PAGE.read_text()) == []


def test_the_counts_in_its_opening_are_right():
    states = [row[2] for row in ROW.findall(PAGE.read_text())]
    opening = " ".join(PAGE.read_text().split("\n## ", 1)[0].split())
    for state, words in {"tested": "are tested", "reason": "have a reason", "not met": "are not met"}.items():
        assert f"{states.count(state)} {words}" in opening


def test_planted_gaps_are_found():
    text = PAGE.read_text()
    gone = ROW.search(text)[0]
    assert problems(text.replace(gone, "")) == ["1.1.1 is missing"]
    assert problems(text.replace("tests/architecture/test_forbidden_code.py", "tests/architecture/test_nothing.py"))
    assert "1.1.1 stands there twice" in problems(f"{text}\n{gone}\n")
