"""QTI interactions that stand as a block of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, escaped
from assessments.exchange.banks.plain import from_html, one_line, tidy
from assessments.exchange.banks.qti.body import FEEDBACK, SILENT, Part, words
from assessments.exchange.banks.qti.keys import Declared, Program
from assessments.exchange.banks.qti.tree import Element, markup
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value

TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What is said after answering: to everybody, for an identifier, for right and for wrong answers."""

    general: str = ""
    by_choice: Mapping[str, str]
    right: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An interaction with all that belongs to it."""

    source: Source
    part: Part
    element: Element
    key: Declared
    program: Program
    comments: Comments

    @property
    def values(self) -> tuple[str, ...]:
        """Return the declared right values, or those that earn points where the program counts points."""
        response = self.element.get("response-identifier")
        counted = response in self.program.uses_points or self.program.uses_all
        if self.key.points and ((counted and not self.key.correct) or response in self.program.uses_points):
            return tuple(value for value, point in self.key.points.items() if point > 0)
        return tuple(" ".join(value.split()) for value in self.key.correct)

    def prompt(self) -> str:
        """Return the words before the interaction and those it brings itself."""
        own = self.element.first("prompt")
        lines = [*self.part.lead, *((self.words(own),) if own is not None else ())]
        return tidy("\n".join(line for line in lines if line)) or self.source.name

    def words(self, element: Element, dropped: frozenset[str] = SILENT) -> str:
        """Return the words of an element; what they lost is told."""
        plain = words(element, dropped)
        if plain.is_cut:
            raise Unusable(Reason.TOO_LONG)
        if plain.is_lossy:
            self.source.note(Reason.FORMATTING_LOST)
        # A picture that has a description is that description where there are no other words.
        return plain.text or one_line(" ".join(alt for _source, alt in plain.media))

    def feedback_of(self, choice: Element) -> str:
        """Return the comment on a choice: inside it, or named like it."""
        inside = [self.words(one, frozenset()) for one in choice.walk() if one.tag in FEEDBACK]
        return tidy("\n".join(inside)) or self.comments.by_choice.get(choice.get("identifier"), "")


type Builder = Callable[[Asked], tuple[str, PackQuestion]]


def _choice(asked: Asked) -> tuple[str, PackQuestion]:
    elements = list(asked.element.all("simple-choice"))
    single = asked.key.cardinality == "single"
    right = asked.values
    if not right:
        raise Unusable(Reason.NO_KEY)
    names = {element.get("identifier").lower() for element in elements}
    if single and names == set(TRUTH) and right[0].lower() in TRUTH:
        return _true_false(asked, elements, right[0].lower())
    if single and len(right) == 1:
        points: Mapping[str, Decimal] = dict.fromkeys(right, drafts.FULL)
        _tell_weights(asked)
    else:
        points = _shares(asked, right, single=single)
    answers = []
    for element in elements:
        identifier = element.get("identifier")
        general = asked.comments.right if identifier in right else asked.comments.wrong
        comment = asked.feedback_of(element) or (general if single else "")
        text = one_line(asked.words(element))
        answers.append(Answer(text=text, share=points.get(identifier, Decimal(0)), feedback=comment))
    if not single and (asked.comments.right or asked.comments.wrong):
        asked.source.note(Reason.FEEDBACK_LOST)
    if set(right) - {element.get("identifier") for element in elements}:
        raise Unusable(Reason.NO_KEY)
    shuffle = asked.element.get("shuffle").lower() in ("true", "1")
    return drafts.choice(
        asked.source, asked.prompt(), answers, single=single, shuffle=shuffle, feedback=asked.comments.general
    )


def _tell_weights(asked: Asked) -> None:
    if sum(point > 0 for point in asked.key.points.values()) > 1:
        asked.source.note(Reason.WEIGHTS_LOST)


def _shares(asked: Asked, right: Sequence[str], *, single: bool) -> dict[str, Decimal]:
    counted = asked.element.get("response-identifier") in asked.program.uses_points and asked.key.most > 0
    if not counted or not set(right) <= {value for value, point in asked.key.points.items() if point > 0}:
        return dict.fromkeys(right, drafts.FULL)
    most = max(asked.key.points.values()) if single else asked.key.most
    return {value: drafts.FULL * asked.key.points[value] / most for value in right}


def _true_false(asked: Asked, elements: Sequence[Element], right: str) -> tuple[str, PackQuestion]:
    said = {element.get("identifier").lower(): asked.feedback_of(element) for element in elements}
    wrong = "false" if right == "true" else "true"
    return drafts.true_false(
        asked.prompt(),
        answer=TRUTH[right],
        feedback_right=said[right] or asked.comments.right,
        feedback_wrong=said[wrong] or asked.comments.wrong,
        feedback=asked.comments.general,
    )


def _order(asked: Asked) -> tuple[str, PackQuestion]:
    elements = {element.get("identifier"): element for element in asked.element.all("simple-choice")}
    right = [" ".join(value.split()) for value in asked.key.correct]
    if not right:
        raise Unusable(Reason.NO_KEY)
    if sorted(right) != sorted(elements):
        raise Unusable(Reason.BROKEN, "order")
    entries = [one_line(asked.words(elements[name])) for name in right]
    return drafts.order(asked.prompt(), entries, feedback=asked.comments.general)


def _pairs(asked: Asked) -> list[tuple[str, str]]:
    pairs = [value.split() for value in asked.values]
    if not pairs:
        raise Unusable(Reason.NO_KEY)
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a pair
        raise Unusable(Reason.BROKEN, "pair")
    if len({point for point in asked.key.points.values() if point > 0}) > 1:
        asked.source.note(Reason.WEIGHTS_LOST)
    return [(left, right) for left, right in pairs]


def _match(asked: Asked) -> tuple[str, PackQuestion]:
    sets = list(asked.element.all("simple-match-set"))
    if len(sets) != 2:  # noqa: PLR2004 - left and right
        raise Unusable(Reason.BROKEN, "match")
    left, right = ({one.get("identifier"): one for one in set_.all("simple-associable-choice")} for set_ in sets)
    pairs = _pairs(asked)
    if not _leads_from(pairs, left):
        pairs, left, right = [(second, first) for first, second in pairs], right, left
    if not _leads_from(pairs, left) or any(target not in right for _name, target in pairs):
        raise Unusable(Reason.SEVERAL_KEYS)
    by_left = dict(pairs)
    sides = {name: one_line(asked.words(element)) for name, element in (left | right).items()}
    listed = [(sides[name], sides[by_left[name]]) for name in left]
    spare = [sides[name] for name in right if name not in by_left.values()]
    return drafts.match(asked.prompt(), listed, spare=spare, feedback=asked.comments.general)


def _leads_from(pairs: Sequence[tuple[str, str]], left: Mapping[str, Element]) -> bool:
    """Whether each left side has one partner."""
    return sorted(name for name, _target in pairs) == sorted(left)


def _associate(asked: Asked) -> tuple[str, PackQuestion]:
    pairs = _pairs(asked)
    elements = list(asked.element.all("simple-associable-choice"))
    group = {name: letters(number, "p-") for number, pair in enumerate(pairs) for name in pair}
    if len(group) != 2 * len(pairs):
        raise Unusable(Reason.SEVERAL_KEYS)
    entries = tuple(
        PackEntry(
            letters(place), texts(text=one_line(asked.words(one))), {"partner": group.get(one.get("identifier"), "")}
        )
        for place, one in enumerate(elements)
    )
    words_ = texts(prompt=asked.prompt(), feedback=asked.comments.general)
    return "associate", PackQuestion(words_, {CHOICES: entries}, {"scoring": "partial"})


def _gap_match(asked: Asked) -> tuple[str, PackQuestion]:
    """Each word is used once; a word that may be used twice stands here twice."""
    if asked.element.first("gap-img") is not None:
        raise Unusable(Reason.UNKNOWN_KIND, "gap-img")
    gaps = {gap.get("identifier"): number for number, gap in enumerate(asked.element.below("gap"), 1)}
    right: dict[str, str] = {}
    for word, gap in _pairs(asked):
        if right.setdefault(gap, word) != word:
            raise Unusable(Reason.SEVERAL_KEYS)
    elements = {one.get("identifier"): one for one in asked.element.all("gap-text")}
    if set(right) != set(gaps) or not set(right.values()) <= set(elements):
        raise Unusable(Reason.NO_KEY)
    placed = [(word, gaps[gap]) for gap, word in right.items()]
    placed += [(word, 0) for word in elements if word not in right.values()]
    entries: list[PackEntry] = []
    for word, number in placed:
        settings: dict[str, Value] = {"gap": number}
        element = elements[word]
        words_ = texts(text=one_line(asked.words(element)), feedback=asked.feedback_of(element))
        entries.append(PackEntry(letters(len(entries)), words_, settings))
    shown = texts(prompt=asked.prompt() or INSTRUCTION, passage=_passage(asked, gaps), feedback=asked.comments.general)
    return "gap_match", PackQuestion(shown, {CHOICES: tuple(entries)}, {"scoring": "partial"})


def _passage(asked: Asked, gaps: Mapping[str, int]) -> str:
    def instead(element: Element) -> str | None:
        if element.tag == "gap":
            return f"\ue000{gaps[element.get('identifier')]}\ue001"
        return "" if element.tag in SILENT or element.tag in ("prompt", "gap-text") else None

    plain = from_html(markup(asked.element, instead))
    if plain.is_lossy:
        asked.source.note(Reason.FORMATTING_LOST)
    return escaped(plain.text).replace("\ue000", "[").replace("\ue001", "]")


def _extended(asked: Asked) -> tuple[str, PackQuestion]:
    asked.source.note(Reason.NEEDS_PERSON)
    return drafts.extended_text(asked.prompt(), feedback=asked.comments.general)


BUILDERS: dict[str, Builder] = {
    "choice-interaction": _choice,
    "order-interaction": _order,
    "match-interaction": _match,
    "associate-interaction": _associate,
    "gap-match-interaction": _gap_match,
    "extended-text-interaction": _extended,
}
