"""What an import did, and the refusal of one that cannot be done."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.exchange.problems import Gap, PackProblem
from packs.exchange.differences import Change, Difference
from packs.exchange.signature import Origin, Seal

# More than this nobody reads; the first import of a course is all new.
MOST_DIFFERENCES = 300


class PackRefused(ValueError):
    """The pack was not imported, or not exported, and nothing was written; ``problems`` name every reason."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass(slots=True)
class ImportReport:
    """What happened to the rows and pages of a pack; ``gaps`` keep a language of something unpublished."""

    pack_id: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    translated: Counter[str] = field(default_factory=Counter)
    gaps: dict[str, list[Gap]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    origin: Origin = field(default_factory=lambda: Origin(Seal.MISSING))
    differences: list[Difference] | None = None

    @property
    def has_changes(self) -> bool:
        """Whether the import wrote anything that a reader can see."""
        return bool(self.made.total() + self.changed.total() + self.translated.total())

    def lines(self) -> Iterator[str]:
        """Yield the report line by line."""
        yield _("Pack %(id)s, version %(version)s, in %(languages)s") % {
            "id": self.pack_id,
            "version": self.version,
            "languages": ", ".join(self.languages),
        }
        for kind in dict.fromkeys([*self.made, *self.changed, *self.same]):
            counts = {
                "kind": kind,
                "made": self.made[kind],
                "changed": self.changed[kind],
                "same": self.same[kind],
                "translated": self.translated[kind],
            }
            yield (
                _("%(kind)s: %(made)d new, %(changed)d changed, %(same)d as before; %(translated)d translated") % counts
            )
        for language, gaps in self.gaps.items():
            for gap in gaps:
                yield _("Not published in %(language)s: %(gap)s") % {"language": language, "gap": gap}
        yield from self.notes

    def difference_lines(self) -> Iterator[str]:
        """Yield what an import would change, place by place; nothing before something was compared."""
        words = {Change.NEW: _("new"), Change.CHANGED: _("changed"), Change.GONE: _("gone from the pack")}
        for one in (self.differences or [])[:MOST_DIFFERENCES]:
            place = f"{one.place} ({one.language})" if one.language else one.place
            yield f"{place}: {words[one.change]}"
        left_out = len(self.differences or []) - MOST_DIFFERENCES
        if left_out > 0:
            yield _("… and more places: %(count)d") % {"count": left_out}
        if self.differences == []:
            yield _("An import would change nothing.")
