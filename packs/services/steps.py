"""How an import is cut: one transaction for everything, or one for each step while a site is serving."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import transaction


class KeepsFiles(Protocol):
    """A writer of files that a rolled back transaction would leave behind."""

    def undo(self) -> None:
        """Remove what was written since the last step was kept."""

    def keep(self) -> None:
        """Let what was written stay."""


class Steps:
    """Runs steps, tells how many are done, and keeps or removes the files of each."""

    def __init__(self, writers: tuple[KeepsFiles, ...], *, separate: bool, tell: Callable[[int], None]) -> None:
        self._writers = writers
        self.separate = separate
        self._tell = tell
        self._done = 0

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Everything: a transaction of its own, unless its steps have theirs."""
        try:
            if self.separate:
                yield
            else:
                with transaction.atomic():
                    yield
        except BaseException:
            for writer in self._writers:
                writer.undo()
            raise

    @contextmanager
    def one(self) -> Iterator[None]:
        """One step. What it wrote stays, also when a later one is refused: importing again goes on from there."""
        if not self.separate:
            yield
            return
        with transaction.atomic():
            yield
        for writer in self._writers:
            writer.keep()
        self._done += 1
        self._tell(self._done)
