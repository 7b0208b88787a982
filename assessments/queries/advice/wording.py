"""Whether the words of a question help whoever gets it wrong, and are short enough to be read."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments import interactions
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.queries.advice.naming import named
from assessments.queries.draft import Draft

MOST_WORDS = 60
MOST_IN_A_SENTENCE = 25
SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)|\n")


def without_feedback(draft: Draft) -> Iterator[str]:
    """Yield which questions leave somebody who errs without a word about it."""
    found = [one.row for one, frozen, texts in draft.whole if _leaves_alone(frozen, texts)]
    if found:
        yield _("Some wrong answers get no explanation. Add feedback for them: %(names)s.") % {"names": named(found)}


def without_misconception(draft: Draft) -> Iterator[str]:
    """Yield which questions do not tell the teacher what a wrong answer may mean."""
    found = [one.row for one in draft.asked if any(fault.is_advice for fault in one.faults)]
    if found:
        yield _(
            "Some wrong answers do not say what a student who gives them believes, so the teacher's page cannot tell "
            "it: %(names)s."
        ) % {"names": named(found)}


def long_prompts(draft: Draft) -> Iterator[str]:
    """Yield which questions take long to read before anybody can think about them."""
    found = [one.row for one, _frozen, texts in draft.whole if is_hard_to_read(texts.prompt)]
    if found:
        yield _(
            "Hard to read on a phone: %(names)s. Keep a question below %(words)d words, and each sentence below "
            "%(sentence)d."
        ) % {"names": named(found), "words": MOST_WORDS, "sentence": MOST_IN_A_SENTENCE}


def is_hard_to_read(prompt: str) -> bool:
    """Whether a prompt, or one of its sentences, has too many words."""
    sentences = [len(sentence.split()) for sentence in SENTENCE_END.split(prompt)]
    return sum(sentences) > MOST_WORDS or max(sentences) > MOST_IN_A_SENTENCE


def _leaves_alone(frozen: FrozenItem, texts: ItemTexts) -> bool:
    kind = interactions.logic(frozen.kind)
    for answer in kind.wrong_answers(frozen, texts):
        wrong = [one for one in kind.picked(frozen, answer) if one in texts.choices.keys() - kind.right_options(frozen)]
        said = kind.feedback(frozen, texts, answer)
        # A kind that comments single entries should have a word for the wrong ones; others speak to everybody.
        about_mistake = [entry for entry in said if entry.option and entry.is_right is not True]
        if not any([texts.choices[one].feedback for one in wrong] or (entry.text for entry in about_mistake or said)):
            return True
    return False
