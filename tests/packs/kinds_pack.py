"""The quiz of the small pack with questions that are typed, told or felt, in English and Ukrainian."""

from tests.packs.small_pack import small_pack

QUIZ_EN = """\
id: l11-quiz
title: "Lesson 1.1: check yourself"
pass_percent: 60
tries: 2
items:
  - id: l11-q1
    kind: text_entry
    scoring: partial
    competency: d1
    difficulty: recall
    prompt: Fill in.
    passage: A contract is on [1], and a copy is [2]. See [[1]].
    choices:
      - id: a
        text: paper
        feedback: Yes.
      - id: b
        correct: false
        text: word
        feedback: Words fly.
        misconception: A word is enough.
      - id: c
        gap: 2
        text: mine
      - id: d
        gap: 2
        text: my own
    misconception: Papers are for others.
    feedback: Keep it.
  - id: l11-q2
    kind: numeric
    low: "16.5"
    high: "17"
    competency: d2
    difficulty: apply
    prompt: How many?
    passage: hours
    choices:
      - id: a
        low: "33"
        high: "34"
        feedback: That is twice.
        misconception: Both ways count.
      - id: b
        low: "-1"
        high: "0"
        misconception: None counts.
    misconception: Any number will do.
    feedback: Count once.
  - id: l11-q3
    kind: scenario
    competency: d2
    difficulty: judge
    prompt: Ira gets a message.
    choices:
      - id: a
        text: Somebody offers work far away.
      - id: b
        text: He asks for the passport.
      - id: c
        ending: good
        text: She keeps it and calls.
      - id: d
        ending: mixed
        text: She waits.
        misconception: Waiting solves it.
      - id: e
        ending: bad
        text: She has no papers.
        misconception: A passport can be lent.
    targets:
      - id: f
        scene: a
        leads_to: b
        text: Answer
        feedback: He is fast.
      - id: g
        scene: a
        leads_to: d
        text: Leave it
      - id: h
        scene: b
        leads_to: c
        text: Keep it
      - id: i
        scene: b
        leads_to: e
        text: Send it
        feedback: Gone.
    feedback: Papers stay with you.
  - id: l11-q4
    kind: likert
    difficulty: recall
    prompt: I can say no.
    choices:
      - id: a
        text: hardly
      - id: b
        text: sometimes
      - id: c
        text: mostly
    feedback: It can be learnt.
  - id: l11-q5
    kind: slider
    low: -5
    high: 5
    difficulty: recall
    prompt: How sure are you?
    passage: unsure | sure
    feedback: Ask somebody.
"""

QUIZ_UK = """\
id: l11-quiz
title: "Заняття 1.1: перевір себе"
items:
  - id: l11-q1
    prompt: Доповни.
    passage: Копія — [2], а договір — на [1]. Див. [[1]].
    choices:
      - id: a
        text: папері
        feedback: Так.
      - id: b
        text: словах
        feedback: Слова летять.
        misconception: Слова досить.
      - id: c
        text: моя
      - id: d
        text: власна
    misconception: Папери не для мене.
    feedback: Бережи.
  - id: l11-q2
    prompt: Скільки?
    passage: годин
    choices:
      - id: a
        feedback: Це вдвічі більше.
        misconception: Рахують туди й назад.
      - id: b
        misconception: Нічого не рахують.
    misconception: Будь-яке число підійде.
    feedback: Рахуй раз.
  - id: l11-q3
    prompt: Іра отримує повідомлення.
    choices:
      - id: a
        text: Хтось пропонує роботу далеко.
      - id: b
        text: Він просить паспорт.
      - id: c
        text: Вона лишає його собі й дзвонить.
      - id: d
        text: Вона чекає.
        misconception: Чекання допоможе.
      - id: e
        text: Вона без документів.
        misconception: Паспорт можна позичити.
    targets:
      - id: f
        text: Відповісти
        feedback: Він поспішає.
      - id: g
        text: Не відповідати
      - id: h
        text: Не віддавати
      - id: i
        text: Надіслати
        feedback: Зник.
    feedback: Документи — при тобі.
  - id: l11-q4
    prompt: Я вмію сказати «ні».
    choices:
      - id: a
        text: майже ні
      - id: b
        text: інколи
      - id: c
        text: здебільшого
    feedback: Цього можна навчитися.
  - id: l11-q5
    prompt: Наскільки ти певен?
    passage: непевно | певно
    feedback: Запитай когось.
"""


def kinds_pack() -> dict[str, bytes]:
    """Return the files of the pack."""
    files = small_pack()
    for language, text in (("en", QUIZ_EN), ("uk", QUIZ_UK)):
        lesson = f"lessons/1-1/lesson.{language}.md"
        marker = b"<!-- question s2q item=l11-p1 -->\n\n" if language == "en" else b"<!-- question s2q -->\n\n"
        files[lesson] = files[lesson].replace(marker, b"")
        files[f"lessons/1-1/quiz.{language}.yaml"] = text.encode()
    return files
