"""The small pack as a vocational course whose quiz asks for a text and a photo, in English and Ukrainian."""

from tests.packs.kinds_pack import kinds_pack

RUBRICS = """\
rubrics:
  - id: plan
    name: Plan of a day
    criteria:
      - id: safe
        least: 2
        text:
          en: Safe work
          uk: Безпечна робота
        level_0:
          en: not shown
          uk: не показано
        level_1:
          en: with help
          uk: з допомогою
        level_2:
          en: alone
          uk: самостійно
        level_3:
          en: alone and explained
          uk: самостійно й пояснено
      - id: tidy
        text:
          en: Order
          uk: Порядок
        level_0:
          en: none
          uk: немає
        level_1:
          en: a little
          uk: трохи
        level_2:
          en: good
          uk: добрий
        level_3:
          en: very good
          uk: дуже добрий
"""
QUIZ = {
    "en": """\
id: l11-quiz
title: "Lesson 1.1: check yourself"
pass_percent: 60
tries: 2
items:
  - id: l11-q1
    kind: extended_text
    rubric: plan
    words: 80
    competency: d1
    difficulty: apply
    prompt: Plan your working day.
    feedback: Tools first.
  - id: l11-q2
    kind: upload
    rubric: plan
    files: 2
    difficulty: apply
    prompt: Show your work place.
""",
    "uk": """\
id: l11-quiz
title: "Заняття 1.1: перевір себе"
items:
  - id: l11-q1
    prompt: Сплануй робочий день.
    feedback: Спершу інструменти.
  - id: l11-q2
    prompt: Покажи робоче місце.
""",
}


def work_pack() -> dict[str, bytes]:
    """Return the files of the pack."""
    files = kinds_pack()
    manifest = files["manifest.yaml"].replace(b"  slug: small-course\n", b"  slug: small-course\n  kind: vocational\n")
    quizzes = {f"lessons/1-1/quiz.{language}.yaml": text.encode() for language, text in QUIZ.items()}
    return files | quizzes | {"manifest.yaml": manifest, "rubrics.yaml": RUBRICS.encode()}
