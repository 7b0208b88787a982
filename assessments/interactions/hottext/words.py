"""What staff and students read of the words: one that stands in the text twice is told by the words around it."""

from collections.abc import Iterable

from assessments.interactions import dont_know, passages
from assessments.interactions.base import FeedbackEntry, ItemTexts
from assessments.interactions.choice import logic as choice
from assessments.interactions.choice.logic import Answer, FrozenChoice
from assessments.interactions.dont_know import DontKnow


def option_text(frozen: FrozenChoice, texts: ItemTexts, option: str) -> str:
    """The word, in brackets among its neighbours where the text has it more than once."""
    word = texts.choices[option].text
    alike = [one for one in frozen.choices if texts.choices[one].text.casefold() == word.casefold()]
    if len(alike) == 1:
        return word
    return passages.surroundings(texts.passage)[frozen.choices.index(option) + 1].around(f"[{word}]")


def chosen_labels(frozen: FrozenChoice, texts: ItemTexts, answer: Answer) -> list[str]:
    """The marked words, as the student's check page lists them."""
    return [dont_know.label()] if isinstance(answer, DontKnow) else _labels(frozen, texts, answer.chosen)


def key_labels(frozen: FrozenChoice, texts: ItemTexts) -> list[str]:
    """The right words; the caller decides whether the reader may see them."""
    return _labels(frozen, texts, (one for one in frozen.choices if one in frozen.key))


def feedback(frozen: FrozenChoice, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say about each marked word, then about the item."""
    found = choice.feedback(frozen, texts, answer)
    return [
        FeedbackEntry(one.option, option_text(frozen, texts, one.option), one.text, one.is_right) if one.option else one
        for one in found
    ]


def _labels(frozen: FrozenChoice, texts: ItemTexts, options: Iterable[str]) -> list[str]:
    return [option_text(frozen, texts, option) for option in options]
