"""H5P content types that are one question, or a list of questions of one kind."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer
from assessments.exchange.banks.h5p import cards
from assessments.exchange.banks.h5p.params import Builder, Built, Params, words
from assessments.exchange.banks.plain import one_line


def _multi_choice(source: Source, params: Params) -> Built:
    given = params.all("answers")
    behaviour = params.inner("behaviour")
    right = sum(answer.flag("correct") for answer in given)
    if not right:
        raise Unusable(Reason.NO_KEY)
    kind = behaviour.text("type")
    single = kind == "single" or (kind != "multi" and right == 1)
    whole = single or behaviour.flag("singlePoint") or right == 1
    share = drafts.FULL if whole else drafts.FULL / right
    answers = [_answer(source, answer, share) for answer in given]
    shuffle = behaviour.flag("randomAnswers", default=True)
    return drafts.choice(source, words(source, params.text("question")), answers, single=single, shuffle=shuffle)


def _answer(source: Source, answer: Params, share: Decimal) -> Answer:
    said = answer.inner("tipsAndFeedback")
    if said.text("tip") or said.text("notChosenFeedback"):
        source.note(Reason.FEEDBACK_LOST)
    return Answer(
        text=one_line(words(source, answer.text("text"))),
        share=share if answer.flag("correct") else Decimal(0),
        feedback=words(source, said.text("chosenFeedback")),
    )


def _true_false(source: Source, params: Params) -> Built:
    right, behaviour = params.text("correct").lower(), params.inner("behaviour")
    if right not in ("true", "false"):
        raise Unusable(Reason.NO_KEY)
    return drafts.true_false(
        words(source, params.text("question")),
        answer=right == "true",
        feedback_right=words(source, behaviour.text("feedbackOnCorrect")),
        feedback_wrong=words(source, behaviour.text("feedbackOnWrong")),
    )


def _essay(source: Source, params: Params) -> Built:
    source.note(Reason.NEEDS_PERSON)
    return drafts.extended_text(words(source, params.text("taskDescription")))


def first_is_right(source: Source, prompt: str, statements: list[str]) -> Built:
    """Return a choice whose first answer is the right one, as H5P writes it where it shuffles always."""
    answers = [
        Answer(text=one_line(words(source, text)), share=Decimal(0) if place else drafts.FULL)
        for place, text in enumerate(statements)
    ]
    return drafts.choice(source, words(source, prompt), answers, single=True)


def _single_choices(params: Params) -> Iterator[tuple[str, Params, Builder]]:
    for number, choice in enumerate(params.all("choices")):
        yield (
            f"choices[{number}]", choice,
            lambda source, one: first_is_right(source, one.text("question"), one.texts("answers")),
        )  # fmt: skip


def _summary(params: Params) -> Iterator[tuple[str, Params, Builder]]:
    intro = params.text("intro")
    for number, panel in enumerate(params.all("summaries")):
        yield f"summaries[{number}]", panel, lambda source, one: _statements(source, one, intro)


def _statements(source: Source, panel: Params, intro: str) -> Built:
    if panel.text("tip"):
        source.note(Reason.FEEDBACK_LOST)
    return first_is_right(source, intro or source.name, panel.texts("summary"))


QUESTIONS: dict[str, Builder] = {
    "H5P.MultiChoice": _multi_choice,
    "H5P.TrueFalse": _true_false,
    "H5P.Essay": _essay,
}
LISTS: dict[str, Callable[[Params], Iterator[tuple[str, Params, Builder]]]] = {
    "H5P.SingleChoiceSet": _single_choices,
    "H5P.Summary": _summary,
    "H5P.Flashcards": cards.flashcards,
    "H5P.Dialogcards": cards.dialog_cards,
}
