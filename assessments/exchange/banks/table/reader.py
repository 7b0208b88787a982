"""Reading the teachers' table; the first row names the columns, in any order."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessments.exchange.banks import drafts, own
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source, Unusable
from assessments.exchange.banks.drafts import FULL, Answer, Range, letters, texts
from assessments.exchange.banks.encoding import line_place
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.table.columns import ALL, ARROW, FALSE, KINDS, KNOWN, LETTERS, SEAL, TRUE
from assessments.exchange.banks.table.rows import Row, rows
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value
from common.spreadsheet import FORMULA_STARTS

type Cells = Mapping[str, str]
REMARK = "#"


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of a CSV or XLSX table; raises BankError when it is none."""
    found, notes = rows(data)
    names = _names(found)
    collector = Collector("table", notes)
    for number, cells in found:
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
        if row and not cells[0].startswith(REMARK):
            _add(collector, row, number)
    return collector.bank()


def visible(cells: Cells) -> str:
    """Return what a row shows, without what is sealed in it."""
    return "\x1f".join(cells.get(name, "") for name in ALL if name not in (SEAL, "id", "category", "tags"))


def _names(found: Iterator[Row]) -> list[str]:
    for _number, cells in found:
        names = [KNOWN.get(one_line(cell).lower(), "") for cell in cells]
        if "question" in names:
            return names
        if any(cell and not cell.startswith(REMARK) for cell in cells):
            break
    raise BankError(Refusal.WRONG_FORMAT, line_place(1))


def _add(collector: Collector, row: Cells, number: int) -> None:
    kind = row.get("kind", "")
    source = Source(
        place=line_place(number),
        source_kind=kind,
        name=one_line(_text(row, "name")),
        identifier=row.get("id", ""),
        category=one_line(_text(row, "category")),
        tags=tuple(tag.strip() for tag in row.get("tags", "").split(",") if tag.strip())[:20],
    )
    if ours := own.opened([row.get(SEAL, "")], visible(row)):
        collector.add(source, lambda _source: ours)
    elif kind.strip().lower() not in KINDS:
        collector.report(source, Reason.UNKNOWN_KIND)
    else:
        collector.add(source, lambda source: _question(source, row))


def _text(row: Cells, name: str) -> str:
    """Return a cell; the apostrophe that keeps a spreadsheet from calculating is not part of the words."""
    cell = row.get(name, "")
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _kind(row: Cells, choices: Mapping[str, str]) -> str:
    if said := KINDS[row.get("kind", "").strip().lower()]:
        return said
    return "choice" if choices or _truth(row.get("right", "")) is None else "true_false"


def _question(source: Source, row: Cells) -> tuple[str, PackQuestion]:
    choices = {letter: _text(row, letter) for letter in LETTERS if row.get(letter)}
    kind, right = _kind(row, choices), row.get("right", "").strip()
    prompt, feedback = _text(row, "question"), _text(row, "feedback")
    source.source_kind = source.source_kind or kind
    match kind:
        case "true_false":
            return _true_false(row, prompt, right, feedback)
        case "choice":
            return _choice(row, prompt, choices, right, feedback)
        case "text_entry" | "numeric":
            return _typed(source, kind, prompt, list(choices.values()) or [right], feedback)
        case "match":
            pairs = [_pair(text) for text in choices.values()]
            spare = [target for left, target in pairs if not left]
            return drafts.match(prompt, [pair for pair in pairs if pair[0]], spare=spare, feedback=feedback)
        case "order":
            return drafts.order(prompt, list(choices.values()), feedback=feedback)
    source.note(Reason.NEEDS_PERSON)
    return drafts.extended_text(prompt, feedback=feedback)


def _typed(source: Source, kind: str, prompt: str, given: list[str], feedback: str) -> tuple[str, PackQuestion]:
    if kind == "numeric":
        return drafts.numeric(source, prompt, [_range("".join(given[:1]))], feedback=feedback)
    answers = [Answer(text=text, share=FULL) for text in given]
    return drafts.text_entry(source, prompt, [answers], feedback=feedback)


def _choice(row: Cells, prompt: str, choices: Mapping[str, str], right: str, feedback: str) -> tuple[str, PackQuestion]:
    marked = {letter.upper() for letter in right.replace(",", " ").replace(";", " ").split()}
    if len(marked) == 1 and not marked <= set(choices):
        # Somebody may write the words of the right choice, or all letters together.
        (only,) = marked
        by_words = {letter for letter, text in choices.items() if text == right}
        marked = by_words or (set(only) if set(only) <= set(choices) else marked)
    if not marked or not marked <= set(choices):
        raise Unusable(Reason.NO_KEY, right[:40])
    entries = tuple(
        PackEntry(
            letters(place),
            texts(
                text=text,
                feedback=_text(row, f"feedback {letter}"),
                misconception=_text(row, f"misconception {letter}"),
            ),
            {"correct": letter in marked},
        )
        for place, (letter, text) in enumerate(choices.items())
    )
    is_single = len(marked) == 1 and row.get("kind", "").strip().lower() != "multiple"
    cardinality = "single" if is_single else "multiple"
    settings: dict[str, Value] = {
        "cardinality": cardinality,
        "shuffle": True,
        "scoring": "all" if is_single else "partial",
    }
    return "choice", PackQuestion(texts(prompt=prompt, feedback=feedback), {CHOICES: entries}, settings)


def _true_false(row: Cells, prompt: str, right: str, feedback: str) -> tuple[str, PackQuestion]:
    answer = _truth(right)
    if answer is None:
        raise Unusable(Reason.NO_KEY, right[:40])
    kind, question = drafts.true_false(prompt, answer=answer, feedback=feedback)
    if words := _text(row, "misconception"):
        return kind, PackQuestion({**question.texts, "misconception": words}, {}, question.settings)
    return kind, question


def _truth(word: str) -> bool | None:
    plain = word.strip().lower()
    return True if plain in TRUE else False if plain in FALSE else None


def _range(written: str) -> Range:
    left, dots, right = written.partition("..")
    middle, _colon, around = written.partition(":")
    low, high = (drafts.number(left), drafts.number(right)) if dots else (drafts.number(middle), None)
    width = Decimal(0) if dots else drafts.number(around or "0")
    if low is None or width is None or (dots and (high is None or high < low)):
        raise Unusable(Reason.NO_KEY, written[:40])
    return Range(low=low - abs(width), high=high if high is not None else low + abs(width))


def _pair(text: str) -> tuple[str, str]:
    left, arrow, right = text.partition(ARROW)
    if not arrow or not right.strip():
        raise Unusable(Reason.BROKEN, text[:40])
    return one_line(left), one_line(right)
