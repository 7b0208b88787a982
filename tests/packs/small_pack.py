"""A small pack with one of everything, in English and Ukrainian, as the exporter writes it; and ways to change it."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from PIL import Image

MANIFEST = """\
format: orientir-pack/1
id: small
version: "1.0"
source_language: en
languages: [en, uk]
licence: CC-BY-4.0
attribution: Somebody
course:
  id: course
  slug: small-course
  title:
    en: Small course
    uk: Малий курс
  summary:
    en: One lesson.
    uk: Одне заняття.
  audience:
    en: Everybody
    uk: Усі
units:
  - id: m1
    slug: part-1
    title:
      en: Part one
      uk: Перша частина
    lessons:
      - {id: l11, path: lessons/1-1}
review:
  - {lesson: l11, language: en, status: child_protection, by: Olha, "on": 2026-11-01}
  - {lesson: l11, language: uk, status: draft, by: "", "on": null}
media:
  - path: media/tree.png
    title: A tree
"""

COMPETENCIES = """\
id: frame
version: "1"
title:
  en: What people can do
  uk: Що люди вміють
competencies:
  - id: d1
    statement:
      en: Can say no.
      uk: Може сказати «ні».
  - id: d2
    statement:
      en: Can ask.
      uk: Може запитати.
"""

FACTS = """\
note: Looked up by hand.
facts:
  - id: ua-age
    country: UA
    topic: work-age
    value:
      en: From 16.
      uk: З 16 років.
    source: A law
    verified_on: 2026-11-01
    verified_by: Somebody
    next_check_on: 2027-05-01
"""

LESSON_EN = """\
---
id: l11
number: "1.1"
slug: small-lesson-1
minutes: 45
content_level: 1
competencies: [d1, d2]
title: A small lesson
summary: About small things.
audience: Grades 7–8
objectives:
  - Name a thing.
  - Tell two things apart.
---
<!-- step s1 part=risk -->
## First step

<!-- text s1a -->
A **bold** word, an *italic* one, and 2 \\* 3 < 7.

### Small heading
1. One
   - deeper
2. Two

<!-- glossary s1g -->
- **Thing**: what this is about.
- **Other thing**: the rest.

<!-- picture s1p image=media/tree.png -->
A tree with two birds.

Drawn by hand.

<!-- step s2 part=protect -->
## Second step

<!-- story s2a -->
### The bus
Invented: Ira waits.

<!-- activity s2b -->
Draw it.

<!-- question s2q item=l11-p1 -->

<!-- step s3 part=wayout -->
## Third step

<!-- facts s3f topics=work-age,contract -->

<!-- help s3h -->
You can talk to somebody.
"""

LESSON_UK = """\
---
id: l11
title: Мале заняття
summary: Про малі речі.
audience: 7–8 класи
objectives:
  - Назвати річ.
  - Розрізнити дві речі.
---
<!-- step s1 -->
## Перший крок

<!-- text s1a -->
*Похиле* слово, **жирне** слово, і 2 \\* 3 < 7.

### Малий заголовок
1. Один
   - глибше
2. Два

<!-- glossary s1g -->
- **Річ**: про що йдеться.
- **Інша річ**: решта.

<!-- picture s1p -->
Дерево з двома птахами.

Намальовано вручну.

<!-- step s2 -->
## Другий крок

<!-- story s2a -->
### Автобус
Вигадано: Іра чекає.

<!-- activity s2b -->
Намалюй.

<!-- question s2q -->

<!-- step s3 -->
## Третій крок

<!-- facts s3f -->

<!-- help s3h -->
Ти можеш із кимось поговорити.
"""

GUIDE_EN = """\
---
id: l11
materials:
  - Paper
---
<!-- safety g1 -->
Listen, do not probe.

<!-- phase p1 code=OP minutes=5 -->
### Opening
Greet.

<!-- phase p2 code=AC minutes=40 -->
### Work
Let them draw.

<!-- boarding b1 -->
Ask less.

<!-- background k1 -->
**Why.** Because.
"""

GUIDE_UK = """\
---
id: l11
materials:
  - Папір
---
<!-- safety g1 -->
Слухайте, не розпитуйте.

<!-- phase p1 -->
### Початок
Привітайтеся.

<!-- phase p2 -->
### Праця
Нехай малюють.

<!-- boarding b1 -->
Питайте менше.

<!-- background k1 -->
**Чому.** Бо.
"""

QUIZ_EN = """\
id: l11-quiz
title: "Lesson 1.1: check yourself"
pass_percent: 60
tries: 2
items:
  - id: l11-q1
    kind: choice
    cardinality: single
    competency: d1
    difficulty: recall
    prompt: Which one?
    choices:
      - id: a
        correct: true
        text: this
        feedback: Yes.
      - id: b
        text: that
        feedback: Look again.
        misconception: That is this.
    feedback: It is this.
    reteach: "Hold both up.\\n\\nWho says why?"
  - id: l11-q2
    kind: true_false
    answer: false
    competency: d2
    difficulty: apply
    prompt: It is so.
    feedback_right: Right.
    feedback_wrong: Not so.
    misconception: It is so because I say so.
    feedback: It depends.
  - id: l11-q3
    kind: order
    difficulty: judge
    prompt: Put in order.
    choices:
      - id: a
        text: first
      - id: b
        text: second
    misconception: All at once.
    feedback: One by one.
practice:
  - id: l11-p1
    kind: choice
    cardinality: multiple
    shuffle: false
    competency: d1
    difficulty: recall
    prompt: Which ones?
    choices:
      - id: a
        correct: true
        text: these
      - id: b
        correct: true
        text: and these
      - id: c
        text: those
        misconception: Those are these.
"""

QUIZ_UK = """\
id: l11-quiz
title: "Заняття 1.1: перевір себе"
items:
  - id: l11-q1
    prompt: Яке?
    choices:
      - id: a
        text: це
        feedback: Так.
      - id: b
        text: те
        feedback: Глянь ще.
        misconception: Те — це це.
    feedback: Це — це.
    reteach: "Підніміть обидві.\\n\\nХто скаже чому?"
  - id: l11-q2
    prompt: Це так.
    feedback_right: Правильно.
    feedback_wrong: Не так.
    misconception: Так, бо я так кажу.
    feedback: Залежить.
  - id: l11-q3
    prompt: Розстав за порядком.
    choices:
      - id: a
        text: перше
      - id: b
        text: друге
    misconception: Усе відразу.
    feedback: По одному.
practice:
  - id: l11-p1
    prompt: Які?
    choices:
      - id: a
        text: ці
      - id: b
        text: і ці
      - id: c
        text: ті
        misconception: Ті — це ці.
"""


@cache
def tree_png(colour: str = "green") -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "PNG")
    return out.getvalue()


def small_pack() -> dict[str, bytes]:
    """Return the files of the pack."""
    texts = {
        "manifest.yaml": MANIFEST,
        "competencies.yaml": COMPETENCIES,
        "facts.yaml": FACTS,
        "lessons/1-1/lesson.en.md": LESSON_EN,
        "lessons/1-1/lesson.uk.md": LESSON_UK,
        "lessons/1-1/guide.en.md": GUIDE_EN,
        "lessons/1-1/guide.uk.md": GUIDE_UK,
        "lessons/1-1/quiz.en.yaml": QUIZ_EN,
        "lessons/1-1/quiz.uk.yaml": QUIZ_UK,
    }
    return {name: text.encode() for name, text in texts.items()} | {"media/tree.png": tree_png()}


def changed(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Return the files with one text replaced wherever it stands in one of them."""
    text = files[name].decode()
    assert old in text, f"{old!r} does not stand in {name}"
    return {**files, name: text.replace(old, new).encode()}


def without(files: Mapping[str, bytes], *names: str) -> dict[str, bytes]:
    """Return the files but some."""
    return {name: data for name, data in files.items() if name not in names}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
