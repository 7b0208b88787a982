"""The kinds of Moodle questions that stand on their own."""

from collections.abc import Callable
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, Range
from assessments.exchange.banks.moodle_xml.words import is_yes, plain
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.xml_tree import Node
from assessments.interactions.packing import PackQuestion

type Builder = Callable[[Source, Node], tuple[str, PackQuestion]]
FEEDBACKS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def prompt(source: Source, node: Node) -> str:
    """Return the words of the question."""
    return plain(source, node.first("questiontext"))


def feedback(source: Source, node: Node) -> str:
    """Return the comment for everybody."""
    return plain(source, node.first("generalfeedback"))


def answers(source: Source, node: Node, default: str = "moodle_auto_format") -> list[Answer]:
    """Return the answers with their shares and comments."""
    return [
        Answer(
            text=one_line(plain(source, answer, default)),
            share=drafts.share(answer.attributes.get("fraction", "0")),
            feedback=plain(source, answer.first("feedback")),
        )
        for answer in node.all("answer")
    ]


def _choice(source: Source, node: Node) -> tuple[str, PackQuestion]:
    found = answers(source, node, "html")
    _tell_standard_feedback(source, node)
    is_said = node.first("single") is not None
    single = is_yes(node.value("single")) if is_said else sum(answer.share > 0 for answer in found) < 2  # noqa: PLR2004
    shuffle = is_yes(node.value("shuffleanswers", "true"))
    return drafts.choice(
        source, prompt(source, node), found, single=single, shuffle=shuffle, feedback=feedback(source, node)
    )


def _tell_standard_feedback(source: Source, node: Node) -> None:
    for name in FEEDBACKS:
        words = plain(source, node.first(name))
        if words and not words.lower().startswith("your answer is"):
            source.note(Reason.FEEDBACK_LOST)


def _true_false(source: Source, node: Node) -> tuple[str, PackQuestion]:
    by_word = {answer.text.strip().lower(): answer for answer in answers(source, node)}
    right = [word for word, answer in by_word.items() if answer.is_full]
    if len(right) != 1 or right[0] not in ("true", "false"):
        raise Unusable(Reason.NO_KEY)
    wrong = by_word.get("false" if right[0] == "true" else "true")
    return drafts.true_false(
        prompt(source, node),
        answer=right[0] == "true",
        feedback_right=by_word[right[0]].feedback,
        feedback_wrong=wrong.feedback if wrong else "",
        feedback=feedback(source, node),
    )


def _short_answer(source: Source, node: Node) -> tuple[str, PackQuestion]:
    case = is_yes(node.value("usecase", "0"))
    words = prompt(source, node)
    return drafts.text_entry(source, words, [answers(source, node)], case=case, feedback=feedback(source, node))


def _numerical(source: Source, node: Node) -> tuple[str, PackQuestion]:
    if node.first("units") is not None:
        source.note(Reason.RESPONSE_PROCESSING, "units")
    ranges: list[Range] = []
    for answer, given in zip(node.all("answer"), answers(source, node), strict=True):
        if given.text == drafts.ANYTHING:
            if given.feedback:
                source.note(Reason.FEEDBACK_LOST)
            continue
        middle, around = drafts.number(given.text), drafts.number(answer.value("tolerance", "0") or "0")
        if middle is None or around is None:
            raise Unusable(Reason.BROKEN, given.text[:40])
        around = abs(around)
        ranges.append(Range(low=middle - around, high=middle + around, share=given.share, feedback=given.feedback))
    return drafts.numeric(source, prompt(source, node), ranges, feedback=feedback(source, node))


def _match(source: Source, node: Node) -> tuple[str, PackQuestion]:
    pairs, spare = list[tuple[str, str]](), list[str]()
    for sub in node.all("subquestion"):
        left, right = plain(source, sub), one_line(plain(source, sub.first("answer"), "moodle_auto_format"))
        if left and right:
            pairs.append((left, right))
        elif right:
            spare.append(right)
    return drafts.match(prompt(source, node), pairs, spare=spare, feedback=feedback(source, node))


def _essay(source: Source, node: Node) -> tuple[str, PackQuestion]:
    source.note(Reason.NEEDS_PERSON)
    return drafts.extended_text(prompt(source, node), feedback=feedback(source, node))


def _ordering(source: Source, node: Node) -> tuple[str, PackQuestion]:
    """Moodle numbers the entries in ``fraction``; where it does not, they stand in their order."""
    found = [(Decimal(place), answer.text) for place, answer in enumerate(answers(source, node, "html"), 1)]
    numbered = [drafts.number(answer.attributes.get("fraction", "")) for answer in node.all("answer")]
    if len(set(numbered)) == len(found) and None not in numbered:
        found = [(rank or Decimal(0), text) for rank, (_place, text) in zip(numbered, found, strict=True)]
    entries = [text for _rank, text in sorted(found, key=lambda entry: entry[0])]
    return drafts.order(prompt(source, node), entries, feedback=feedback(source, node))


BUILDERS: dict[str, Builder] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _match,
    "match": _match,
    "essay": _essay,
    "ordering": _ordering,
}
