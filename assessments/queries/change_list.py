"""The list of what a publication changes."""

from dataclasses import dataclass, field

from assessments.models import QuizVersion


@dataclass(frozen=True)
class Changes:
    """Names of questions by what would happen to them; ``running`` counts classes that still have an older version.

    ``asks`` counts the questions that one student gets.
    ``makes_version`` says whether a new version comes of it: new words alone reach running classes as a revision.
    """

    latest: QuizVersion | None
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    key_changed: list[str] = field(default_factory=list)
    choices_changed: list[str] = field(default_factory=list)
    media_changed: list[str] = field(default_factory=list)
    words_changed: list[str] = field(default_factory=list)
    is_reordered: bool = False
    pass_percent: tuple[int, int] | None = None
    is_plan_changed: bool = False
    is_new_title: bool = False
    running: int = 0
    asks: int = 0

    @property
    def makes_version(self) -> bool:
        """Whether structure, key or pass mark differ."""
        parts = (self.added, self.removed, self.key_changed, self.choices_changed, self.media_changed)
        return (
            self.latest is None
            or any(parts)
            or self.is_reordered
            or self.is_plan_changed
            or self.pass_percent is not None
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not (self.makes_version or self.words_changed or self.is_new_title)
