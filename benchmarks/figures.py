"""Timings and how they are printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, thread_time

CLASS_SIZE = 40


@dataclass(frozen=True)
class Timing:
    """How long something took, many times over; in seconds, sorted; ``busy`` is what the processor worked for it."""

    seconds: Sequence[float]
    busy: Sequence[float] = ()

    @property
    def middle(self) -> float:
        """Return the median in milliseconds."""
        return self.seconds[len(self.seconds) // 2] * 1000

    @property
    def p95(self) -> float:
        """Return what 95 of 100 stayed below, in milliseconds."""
        return self.seconds[int(len(self.seconds) * 0.95)] * 1000

    @property
    def per_second(self) -> float:
        """Return how many would fit into a second, one after another."""
        return len(self.seconds) / sum(self.seconds)


def time_in_turns(actions: dict[str, Callable[[], object]], *, rounds: int, times: int) -> dict[str, Timing]:
    """Run every action some times, in rounds, so that a busy moment of the machine meets all of them."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _ in range(rounds):
        for name, action in actions.items():
            for _ in range(times):
                began, busy = perf_counter(), thread_time()
                action()
                found[name].append((perf_counter() - began, thread_time() - busy))
    return {name: Timing(*(sorted(column) for column in zip(*rows, strict=True))) for name, rows in found.items()}


@dataclass(frozen=True)
class Target:
    """What a figure is judged by; ``limit`` and the value in the same unit."""

    words: str
    value: float
    limit: float
    is_floor: bool = False

    def __str__(self) -> str:
        is_met = self.value >= self.limit if self.is_floor else self.value <= self.limit
        return f"{self.words}: {self.value:.1f}, {'met' if is_met else 'MISSED'}"


def line(name: str, timing: Timing, per_second: float, target: Target | None = None) -> str:
    """Return a line of the table."""
    busy = f"{timing.busy[len(timing.busy) // 2] * 1000:.2f}" if timing.busy else ""
    figures = f"{name:<34}{timing.middle:>9.2f}{timing.p95:>9.2f}{busy:>9}{per_second:>9.0f}"
    return f"{figures}   {target}" if target else figures


def heading(title: str) -> str:
    """Return the head of a table."""
    return f"\n{title:<34}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'per s':>9}   target"
