"""Programmes as files: what is wrong is named, equal programmes are equal bytes, and rows keep their place."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from certification.exchange.pack import read_programmes
from certification.exchange.pack_checks import programme_gaps, programme_problems
from certification.exchange.pack_writing import write_programmes
from certification.queries.programme_docs import PackNames, programme_doc
from certification.services.programmes import save_parts
from cms.exchange.problems import Problems
from tests.factories import CompetencyFactory, ProgrammeFactory

FILE = Path(__file__).resolve().parents[2] / "content/social-work/programme.yaml"
LANGUAGES = ("en", "uk", "ro", "ru")


def read(text):
    problems = Problems()
    return read_programmes(text, "programme.yaml", problems, LANGUAGES), [
        f"{one.place}: {one.message}" for one in problems
    ]


@pytest.fixture(scope="module")
def shipped():
    return FILE.read_text()


@pytest.mark.pure
def test_the_shipped_programmes_are_whole_and_come_back_byte_for_byte(shipped):
    programmes, problems = read(shipped)
    assert problems == []
    assert write_programmes(programmes) == shipped
    practitioner, assessor = programmes
    assert [one.id for one in practitioner.sign_offs] == [f"s{number}" for number in range(1, 12)]
    assert [one.id for one in practitioner.vignettes] == [f"w{number}" for number in range(1, 7)]
    assert (dict(practitioner.numbers), assessor.numbers["validity_months"]) == ({}, 24)
    for language in LANGUAGES:
        assert list(programme_gaps(programmes, language, "programme.yaml")) == []
    known = {"courses": {"course"}, "quizzes": {"sw84-quiz"}, "competencies": {f"c{number}" for number in range(1, 8)}}
    assert list(programme_problems(programmes, "programme.yaml", **known)) == []
    nothing = dict.fromkeys(known, ())
    assert len(list(programme_problems(programmes, "programme.yaml", **nothing))) == 2 * (1 + 1 + 7)


@pytest.mark.pure
def test_every_mistake_is_named(shipped):
    content = yaml.safe_load(shipped)
    one = content["programmes"][0]
    one["numbers"] = {"pass_percent": 101, "tries": 0, "unheard": 1}
    one["levels"].append({"competency": "c1", "level": 5})
    one["sign_offs"][0]["settings"] = ["at home"]
    one["sign_offs"][1]["criteria"] = []
    one["vignettes"][0]["signs"][0]["key"] = "guilty"
    del one["renewal_test"], one["code_of_conduct"][0]["text"]["en"]
    content["programmes"][1]["id"] = one["id"]
    _programmes, problems = read(yaml.safe_dump(content, allow_unicode=True))
    places = {problem.partition(": ")[0] for problem in problems}
    base = "programmes[practitioner]"
    assert places == {
        "programmes", f"{base}.numbers.pass_percent", f"{base}.numbers.tries", f"{base}.numbers.unheard",
        f"{base}.levels[7].competency", f"{base}.levels[7].level", f"{base}.sign_offs[s1].settings",
        f"{base}.sign_offs[s2].criteria", f"{base}.vignettes[w1].signs[promise-1].key", f"{base}.renewal_test",
        f"{base}.code_of_conduct[0].text.en",
    }  # fmt: skip


def test_parts_are_written_once_and_what_leaves_the_file_is_kept(shipped, db):
    programmes, _problems = read(shipped)
    doc = replace(programmes[0], courses=(), test="", renewal_test="")
    programme = ProgrammeFactory(code=doc.id)
    rows = {f"c{number}": CompetencyFactory(framework=programme.framework) for number in range(1, 8)}
    names = PackNames(competencies={row.pk: code for code, row in rows.items()}, courses={}, quizzes={})
    texts = {"title": doc.title, "summary": doc.summary, "award": doc.award}
    texts["code_of_conduct"] = {code: "\n".join(one[code] for one in doc.conduct) for code in LANGUAGES}
    asked = {"programme": programme, "competencies": rows, "courses": {}}
    save_parts(**asked, doc=doc)
    assert programme_doc(programme, doc.id, texts, names) == doc
    kept = set(programme.rules.values_list("pk", flat=True))
    fewer = replace(doc, sign_offs=tuple(reversed(doc.sign_offs[:5])), vignettes=doc.vignettes[:2])
    save_parts(**asked, doc=fewer)
    assert programme_doc(programme, doc.id, texts, names) == fewer
    assert set(programme.rules.values_list("pk", flat=True)) == kept
    save_parts(**asked, doc=doc)
    assert programme_doc(programme, doc.id, texts, names) == doc
