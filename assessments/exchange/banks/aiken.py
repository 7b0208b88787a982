"""Aiken: a question, choices A to Z, a line ANSWER; the simplest format there is, read word for word.

"Answer" in small letters is taken where a file never writes it in capitals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source, Unusable
from assessments.exchange.banks.drafts import FULL, Answer
from assessments.exchange.banks.encoding import decode, line_place
from assessments.interactions.packing import PackQuestion

CHOICE = re.compile(r"\s*([A-Z])[.)]\s*(\S.*)")
KEY = re.compile(r"\s*ANSWER\s*:(.*)")
KEY_ANY_CASE = re.compile(r"\s*ANSWER\s*:(.*)", re.IGNORECASE)
LETTERS = re.compile(r"[A-Z](?:\s*,\s*[A-Z])*")
LONGEST_PROMPT_LINES = 600  # longer than any prompt may be, so that nothing is cut in silence


@dataclass(slots=True)
class _Block:
    line: int
    prompt: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    key: str | None = None
    broken: str = ""
    has_ended: bool = False


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of an Aiken file; raises BankError when it is none."""
    decoded = decode(data)
    lines = decoded.text.split("\n")
    key = KEY if any(KEY.match(line) for line in lines) else KEY_ANY_CASE
    if not any(key.match(line) for line in lines):
        raise BankError(Refusal.WRONG_FORMAT)
    collector = Collector("aiken", decoded.notes)
    for block in _blocks(lines, key):
        source = Source(place=line_place(block.line), source_kind="multichoice")
        if block.choices or block.key is not None or block.broken:
            collector.add(source, lambda source, block=block: _question(source, block))  # type: ignore[misc]
        else:
            collector.note(Source(place=source.place, name=block.prompt[0].strip()[:60]), Reason.NOT_A_QUESTION)
    return collector.bank()


def _blocks(lines: list[str], key: re.Pattern[str]) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            if block is not None:
                block.has_ended = True
            continue
        choice, answer = CHOICE.match(line), key.match(line)
        if block is not None and _begins_anew(block, is_prompt=not choice and not answer):
            yield block
            block = None
        block = block or _Block(number)
        if answer:
            block.key = answer.group(1).strip()
            yield block
            block = None
        elif choice and (block.prompt or block.choices):
            _add_choice(block, choice.group(1), choice.group(2).strip())
        elif block.choices:
            block.broken = line.strip()
        elif len(block.prompt) < LONGEST_PROMPT_LINES:
            block.prompt.append(line)
    if block is not None:
        yield block


def _begins_anew(block: _Block, *, is_prompt: bool) -> bool:
    """Whether an empty line before this one ended the block: words after choices, or after a paragraph of words."""
    return block.has_ended and is_prompt


def _add_choice(block: _Block, letter: str, text: str) -> None:
    if letter in block.choices or ord(letter) - ord("A") != len(block.choices):
        block.broken = f"{letter}) {text}"
    block.choices[letter] = text


def _question(source: Source, block: _Block) -> tuple[str, PackQuestion]:
    if block.broken:
        raise Unusable(Reason.BROKEN, block.broken[:40])
    if not block.key:
        raise Unusable(Reason.NO_KEY)
    if not LETTERS.fullmatch(block.key):
        raise Unusable(Reason.BROKEN, block.key[:40])
    right = {letter.strip() for letter in block.key.split(",")}
    if not right <= set(block.choices):
        raise Unusable(Reason.NO_KEY, block.key[:40])
    answers = [
        Answer(text=text, share=FULL if letter in right else Decimal(0)) for letter, text in block.choices.items()
    ]
    prompt = "\n".join(line.strip() for line in block.prompt)
    return drafts.choice(source, prompt, answers, single=len(right) == 1)
