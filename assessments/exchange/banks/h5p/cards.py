"""H5P cards: a word to type, or two sides that belong together."""

from collections.abc import Iterator

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.drafts import Answer
from assessments.exchange.banks.h5p.params import Builder, Built, Params, words
from assessments.exchange.banks.plain import one_line

MOST_PAIRS = 8


def flashcards(params: Params) -> Iterator[tuple[str, Params, Builder]]:
    """Yield one question a card."""
    task = params.text("description")
    for number, card in enumerate(params.all("cards")):
        yield f"cards[{number}]", card, lambda source, one: _flashcard(source, one, task)


def _flashcard(source: Source, card: Params, task: str) -> Built:
    if card.text("tip") or card.inner("tip").text("tip"):
        source.note(Reason.FEEDBACK_LOST)
    prompt = words(source, card.text("text")) or words(source, task)
    known = [one_line(words(source, text)) for text in card.text("answer").split("/")]
    answers = [Answer(text=text.replace("*", "\\*"), share=drafts.FULL) for text in known if text]
    return drafts.text_entry(source, prompt, [answers])


def dialog_cards(params: Params) -> Iterator[tuple[str, Params, Builder]]:
    """Cards with two sides are pairs: as many questions as hold them all."""
    cards = params.all("dialogs")
    count = max(1, -(-len(cards) // MOST_PAIRS))
    for number in range(count):
        part = cards[number * len(cards) // count : (number + 1) * len(cards) // count]
        yield (
            f"dialogs[{number * len(cards) // count}]", Params({"dialogs": [dict(card.fields) for card in part]}),
            lambda source, one: _pairs(source, one, params),
        )  # fmt: skip


def _pairs(source: Source, part: Params, params: Params) -> Built:
    sides = [
        (one_line(words(source, card.text("text"))), one_line(words(source, card.text("answer"))))
        for card in part.all("dialogs")
    ]
    prompt = words(source, params.text("description")) or words(source, params.text("title")) or source.name
    return drafts.match(prompt, sides)
