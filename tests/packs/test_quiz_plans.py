"""Draws, forms, blueprint and rules in a pack's quiz file: in and out byte for byte, and refused where they misfit."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Quiz, QuizVersion
from assessments.queries import frozen_structure
from curriculum.models import Competency
from packs.services import PackRefused, export_pack
from tests.factories.questions import CompetencyFactory
from tests.packs.conftest import row_counts
from tests.packs.small_pack import changed

pytestmark = pytest.mark.django_db

QUIZ, QUIZ_UK = "lessons/1-1/quiz.en.yaml", "lessons/1-1/quiz.uk.yaml"
PLAN = """\
tries: 2
has_two_forms: true
rules:
  counted_try: first
  feedback: after_each
  is_shuffled: true
  advised_minutes: 10
blueprint:
  - competency: d2
    recall: 1
    apply: 1
draws:
  - id: some
    count: 1
    competency: d2
    difficulty: recall
    before: l11-q3
"""
BANK = """\
bank:
  - id: l11-b1
    kind: true_false
    answer: true
    competency: d2
    difficulty: recall
    prompt: Asking helps.
    misconception: Silence helps.
  - id: l11-b2
    kind: true_false
    answer: false
    competency: d2
    difficulty: recall
    prompt: Asking hurts.
    misconception: Silence helps more.
practice:
"""
BANK_UK = """\
bank:
  - id: l11-b1
    prompt: Запитати корисно.
    misconception: Мовчати корисно.
  - id: l11-b2
    prompt: Запитати шкідливо.
    misconception: Мовчати корисніше.
practice:
"""


@pytest.fixture
def planned(files):
    files = changed(files, QUIZ, "tries: 2\n", PLAN)
    files = changed(files, QUIZ, "    difficulty: apply\n", "    difficulty: apply\n    critical: true\n")
    files = changed(files, QUIZ, "practice:\n", BANK)
    return changed(files, QUIZ_UK, "practice:\n", BANK_UK)


def test_a_plan_comes_back_byte_for_byte_and_a_second_import_changes_nothing(again, planned):
    assert not any(again(planned).gaps.values())
    out = export_pack(pack_id="small").files
    assert {name for name in out.keys() | planned.keys() if out.get(name) != planned.get(name)} == set()
    assert again(planned).has_changes is False
    quiz = Quiz.objects.get(locale__language_code="en")
    assert (quiz.has_two_forms, quiz.counted_try, quiz.advised_minutes) == (True, "first", 10)
    version = QuizVersion.objects.get()
    plan = frozen_structure(version).plan
    assert [draw.count for draw in plan.draws] == [1]
    assert len(plan.critical) == 1
    assert sorted(version.texts.values_list("language", flat=True)) == ["en", "uk"]


def test_a_plan_that_does_not_fit_is_refused(refusal, planned):
    wrong = changed(planned, QUIZ, "    before: l11-q3\n", "    before: l11-q9\n")
    wrong = changed(wrong, QUIZ, "  - competency: d2\n    recall: 1", "  - competency: d9\n    recall: 1")
    found = " ".join(refusal(changed(wrong, QUIZ, "has_two_forms: true\n", "")))
    assert "draws[some].before" in found
    assert "There is no competency d9." in found
    assert "needs 4 questions" in " ".join(refusal(changed(planned, QUIZ, "    count: 1\n", "    count: 2\n")))


def test_an_export_is_refused_where_the_plan_names_a_competency_that_the_pack_does_not_hold(again, planned, tmp_path):
    again(planned)
    own = Competency.objects.get(statement="Can ask.")
    foreign = CompetencyFactory(code="X1", statement="Can sew.")
    quiz = Quiz.objects.get(locale__language_code="en")
    for name in ("questions", "blueprint"):
        stored = json.loads(json.dumps(list(getattr(quiz, name).raw_data)))
        for row in stored:
            if isinstance(row["value"], dict) and row["value"].get("competency") == own.pk:
                row["value"]["competency"] = foreign.pk
        setattr(quiz, name, json.dumps(stored))
    quiz.save()
    counts = row_counts()
    with pytest.raises(PackRefused) as refused:
        export_pack(pack_id="small", target=tmp_path / "out.zip")
    outside = "The competency “X1 · Can sew.” is not in this pack. Choose one of the pack's own framework."
    assert [str(one) for one in refused.value.problems] == [
        f"{QUIZ}, {place}: {outside}" for place in ("blueprint", "draws[some]")
    ]
    assert row_counts() == counts
    assert not (tmp_path / "out.zip").exists()
    foreign.delete()
    with pytest.raises(CommandError, match="Nothing was exported; problems: 2"):
        call_command("export_pack", "small", str(tmp_path / "out.zip"), stderr=(said := io.StringIO()))
    assert said.getvalue().count("The competency was deleted. Choose another one.") == 2
