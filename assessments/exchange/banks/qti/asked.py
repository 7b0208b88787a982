"""An interaction with all that belongs to it: its words, its key, its comments."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.plain import one_line, tidy
from assessments.exchange.banks.qti.body import FEEDBACK, SILENT, Part, words
from assessments.exchange.banks.qti.keys import Declared
from assessments.exchange.banks.qti.programs import Program
from assessments.exchange.banks.qti.tree import Element


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
