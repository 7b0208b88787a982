"""H5P texts in which asterisks stand around answers: blanks, words to drag, words to mark."""

import re
from collections.abc import Sequence

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, escaped
from assessments.exchange.banks.h5p.marking import mark_the_words, parts
from assessments.exchange.banks.h5p.params import Builder, Built, Params, words
from assessments.exchange.banks.plain import one_line
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value

TIP = re.compile(r"(?<!\\):")
OR = re.compile(r"(?<!\\)/")
SAID = re.compile(r"\\([+-])")


def _passage(pieces: Sequence[str]) -> str:
    return "".join(escaped(piece) if place % 2 == 0 else f"[{place // 2 + 1}]" for place, piece in enumerate(pieces))


def _without_tip(source: Source, answer: str) -> str:
    head, *tip = TIP.split(answer, maxsplit=1)
    if tip:
        source.note(Reason.FEEDBACK_LOST, "tip")
    return head.replace("\\:", ":")


def _blanks(source: Source, params: Params) -> Built:
    pieces = parts("\n".join(words(source, text) for text in params.texts("questions")))
    if len(pieces) == 1:
        raise Unusable(Reason.NO_KEY)
    gaps = [
        [
            Answer(text=one_line(text.replace("\\/", "/")).replace("*", "\\*"), share=drafts.FULL)
            for text in OR.split(_without_tip(source, answer))
        ]
        for answer in pieces[1::2]
    ]
    prompt = words(source, params.text("text")) or source.name or INSTRUCTION
    case = params.inner("behaviour").flag("caseSensitive", default=True)
    if params.inner("behaviour").flag("acceptSpellingErrors"):
        source.note(Reason.PATTERN_LOST)
    return drafts.text_entry(source, prompt, gaps, passage=_passage(pieces), case=case)


def _drag_text(source: Source, params: Params) -> Built:
    pieces = parts(words(source, params.text("textField").replace("\n", "<br>")))
    wrong = parts(words(source, params.text("distractors").replace("\n", "<br>")))
    if len(pieces) == 1:
        raise Unusable(Reason.NO_KEY)
    entries: list[PackEntry] = []
    for gap, answer in [*enumerate(pieces[1::2], 1), *((0, answer) for answer in wrong[1::2])]:
        said = SAID.split(answer)
        comments = dict(zip(said[1::2], said[2::2], strict=True))
        if comments.get("+"):
            source.note(Reason.FEEDBACK_LOST)
        settings: dict[str, Value] = {"gap": gap}
        text = one_line(_without_tip(source, said[0]))
        entries.append(
            PackEntry(letters(len(entries)), texts(text=text, feedback=comments.get("-", "").strip()), settings)
        )
    prompt = words(source, params.text("taskDescription")) or source.name or INSTRUCTION
    shown = texts(prompt=prompt, passage=_passage(pieces))
    return "gap_match", PackQuestion(shown, {CHOICES: tuple(entries)}, {"scoring": "partial"})


STARRED_QUESTIONS: dict[str, Builder] = {
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag_text,
    "H5P.MarkTheWords": mark_the_words,
}
