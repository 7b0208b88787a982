"""QTI interactions inside a text: gaps to type into, or with a list to choose from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, Range, letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, SHOWN, escaped
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.body import MARK, Part
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value

NUMBERS = ("integer", "float")


def build(source: Source, part: Part, asked: Sequence[Asked]) -> tuple[str, PackQuestion]:
    """Return one question for all gaps of a text."""
    if len({one.element.tag for one in asked}) > 1:
        raise Unusable(Reason.UNKNOWN_KIND, part.kind)
    if asked[0].element.tag == "inline-choice-interaction":
        return _inline_choice(source, part, asked)
    if any(one.key.base_type in NUMBERS for one in asked):
        if len(asked) > 1:
            raise Unusable(Reason.UNKNOWN_KIND, "numbers")
        return _numeric(source, part, asked[0])
    return _text_entry(source, part, asked)


def _words(source: Source, part: Part, *, is_text: bool = False) -> tuple[str, str]:
    """Return the prompt and the passage; a single gap at the end of the words needs no passage."""
    count = 0

    def numbered(_found: object) -> str:
        nonlocal count
        count += 1
        return f"[{count}]"

    passage = "\n".join(MARK.sub(numbered, escaped(line)) for line in part.lines)
    lead = "\n".join(part.lead)
    if is_text and passage == "[1]":
        return lead or source.name or INSTRUCTION, ""
    return lead or source.name or INSTRUCTION, passage


def _inline_choice(source: Source, part: Part, asked: Sequence[Asked]) -> tuple[str, PackQuestion]:
    entries: list[PackEntry] = []
    for gap, one in enumerate(asked, 1):
        right = one.values
        if len(right) != 1:
            raise Unusable(Reason.SEVERAL_KEYS if right else Reason.NO_KEY)
        for choice in one.element.all("inline-choice"):
            text = one_line(one.words(choice))
            if not text and choice.get("identifier") != right[0]:
                continue  # the empty first line of a list
            settings: dict[str, Value] = {"gap": gap, "correct": choice.get("identifier") == right[0]}
            comment = texts(text=text, feedback=one.feedback_of(choice))
            entries.append(PackEntry(letters(len(entries)), comment, settings))
    prompt, passage = _words(source, part)
    shown = texts(prompt=prompt, passage=passage, feedback=asked[0].comments.general)
    return "inline_choice", PackQuestion(shown, {CHOICES: tuple(entries)}, {"scoring": "partial"})


def _text_entry(source: Source, part: Part, asked: Sequence[Asked]) -> tuple[str, PackQuestion]:
    gaps = [_answers(one) for one in asked]
    prompt, passage = _words(source, part, is_text=True)
    return drafts.text_entry(
        source, prompt, gaps, passage=passage, case=all(_has_case(one) for one in asked),
        feedback=asked[0].comments.general,
    )  # fmt: skip


def _has_case(asked: Asked) -> bool:
    return bool(asked.key.points) and asked.key.has_case


def _answers(asked: Asked) -> list[Answer]:
    """Return the known answers of a gap: the declared one, and those that earn points, the best of them fully."""
    points: Mapping[str, Decimal] = asked.key.points
    counted = asked.element.get("response-identifier") in asked.program.uses_points or asked.program.uses_all
    shares = {" ".join(value.split()): drafts.FULL for value in asked.key.correct}
    most = max(points.values(), default=Decimal(0))
    if counted and most > 0:
        shares |= {value: drafts.FULL * point / most for value, point in points.items() if value not in shares}
    if not shares:
        raise Unusable(Reason.NO_KEY)
    return [Answer(text=value.replace("*", "\\*"), share=share) for value, share in shares.items() if share >= 0]


def _numeric(source: Source, part: Part, asked: Asked) -> tuple[str, PackQuestion]:
    values = asked.key.correct or asked.values
    middle = drafts.number(values[0]) if values else None
    if middle is None:
        raise Unusable(Reason.BROKEN if values else Reason.NO_KEY, values[0] if values else "")
    below, above, is_share = (asked.program.tolerances or {}).get(
        asked.element.get("response-identifier"), (Decimal(0), Decimal(0), False)
    )
    if is_share:
        below, above = abs(middle) * below / 100, abs(middle) * above / 100
    line = "\n".join(MARK.sub(SHOWN, line) for line in part.lines)
    words = [*part.lead, *([line] if line != SHOWN else [])]
    ranges = [Range(low=middle - below, high=middle + above)]
    prompt = "\n".join(words) or source.name
    return drafts.numeric(source, prompt, ranges, feedback=asked.comments.general)
