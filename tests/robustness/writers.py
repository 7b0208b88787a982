"""Students who answer without pause, and a ledger of every answer that the site has acknowledged."""

import random
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic, sleep

from benchmarks.client import Unreachable, Visitor
from benchmarks.server import Prepared

type Place = tuple[str, str]


@dataclass
class Ledger:
    """For each (attempt, item): the next sequence to send, and the newest acknowledged one with its choice."""

    sent: dict[Place, int] = field(default_factory=dict)
    kept: dict[Place, tuple[int, str]] = field(default_factory=dict)
    replies: int = 0
    acknowledged: int = 0
    cut_off: int = 0
    stale: int = 0
    oddities: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def next_sequence(self, place: Place) -> int:
        """Hand out each sequence of a place once, also to two devices at a time."""
        with self._lock:
            self.sent[place] = self.sent.get(place, 0) + 1
            return self.sent[place]

    def acknowledge(self, place: Place, sequence: int, choice: str) -> None:
        """Write down what must never be lost from now on."""
        with self._lock:
            self.acknowledged += 1
            if self.kept.get(place, (0, ""))[0] < sequence:
                self.kept[place] = (sequence, choice)

    def copy(self) -> dict[Place, tuple[int, str]]:
        """Return what was acknowledged up to now."""
        with self._lock:
            return dict(self.kept)


class Writers:
    """Some threads, each a device of every student in turn: two devices often answer the same question at once."""

    def __init__(self, port: int, prepared: Prepared, *, threads: int, seed: int) -> None:
        self.ledger = Ledger()
        self.prepared = prepared
        self._stop = Event()
        self._port = port
        self._threads = [Thread(target=self._work, args=(random.Random(seed + n),)) for n in range(threads)]

    def start(self) -> None:
        """Begin answering."""
        for thread in self._threads:
            thread.start()

    def wait_for_reply(self) -> None:
        """Return when the site has answered somebody."""
        self._wait_for_change("replies")

    def wait_for_acknowledgement(self) -> None:
        """Return when the site has taken an answer."""
        self._wait_for_change("acknowledged")

    def _wait_for_change(self, name: str) -> None:
        before, end = getattr(self.ledger, name), monotonic() + 30
        while getattr(self.ledger, name) == before:
            assert monotonic() < end, f"nothing happens: {self.ledger.oddities}"
            sleep(0.002)

    def stop(self) -> None:
        """Let every thread finish the request that it is making."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=30)
            assert not thread.is_alive(), "a student waits for ever"

    def _work(self, chance: random.Random) -> None:
        people = [
            (attempt, Visitor(self._port, session, timeout=5))
            for attempt, session in zip(self.prepared.attempts, self.prepared.learners, strict=True)
        ]
        with_token: set[str] = set()
        while not self._stop.is_set():
            attempt, visitor = chance.choice(people)
            try:
                if attempt not in with_token:
                    page = visitor.get(f"/my/q/{attempt}/1/")
                    self.ledger.replies += 1
                    if page.status == 200:
                        with_token.add(attempt)
                    continue
            except Unreachable:
                sleep(0.01)
                continue
            self._answer(chance, attempt, visitor)
        for _attempt, visitor in people:
            visitor.close()

    def _answer(self, chance: random.Random, attempt: str, visitor: Visitor) -> None:
        """Send one answer; when the line breaks, send the same again or, as often, leave it."""
        number = chance.randrange(len(self.prepared.items))
        place = (attempt, self.prepared.items[number])
        sequence = self.ledger.next_sequence(place)
        choice = chance.choice(self.prepared.choices[number])
        while not self._stop.is_set():
            try:
                reply = visitor.post(f"/my/q/{attempt}/{number + 1}/", {"sequence": str(sequence), "choice": choice})
            except Unreachable as broken:
                self.ledger.cut_off += broken.was_sent
                sleep(0.01)
                if chance.random() < 0.5:
                    return
                continue
            self.ledger.replies += 1
            if reply.status == 303 and reply.location.startswith(f"/my/q/{attempt}/"):
                self.ledger.acknowledge(place, sequence, choice)
            elif reply.status == 409:
                self.ledger.stale += 1
            elif len(self.ledger.oddities) < 20:
                self.ledger.oddities.append(f"{reply.status} {reply.location} {reply.body[:200]!r}")
            return
