"""How much the served site takes from eight users who never pause."""

from collections.abc import Callable
from itertools import count
from threading import Thread
from time import monotonic, perf_counter

from benchmarks.client import Visitor
from benchmarks.figures import Timing
from benchmarks.server import Prepared

USERS = 8
SECONDS = 4.0

type Act = Callable[[Visitor, str, int], int]


def measure(port: int, prepared: Prepared, *, page: str) -> tuple[Timing, float]:
    """Let eight users ask for one kind of page; return their waiting times and the answers per second."""
    act, sessions = _act(prepared, page)
    found: list[list[float]] = [[] for _ in range(USERS)]
    end = monotonic() + SECONDS
    threads = [
        Thread(target=_work, args=(Visitor(port, sessions[user]), prepared.attempts[user], act, found[user], end))
        for user in range(USERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(time for times in found for time in times)
    return Timing(times), len(times) / SECONDS


def _work(visitor: Visitor, attempt: str, act: Act, times: list[float], end: float) -> None:
    # Once before the clock runs: the token of the form, the first use of everything.
    visitor.get(f"/my/q/{attempt}/1/")
    numbers = count(int(monotonic() * 1000) % 1_000_000 * 100)
    while monotonic() < end:
        began = perf_counter()
        status = act(visitor, attempt, next(numbers))
        times.append(perf_counter() - began)
        if status not in (200, 303):
            raise RuntimeError(f"answered {status}")
    visitor.close()


def _act(prepared: Prepared, page: str) -> tuple[Act, list[str]]:
    """Return what each user does, and as whom."""
    students = list(prepared.learners)

    def answer(visitor: Visitor, attempt: str, number: int) -> int:
        place = number % len(prepared.items)
        fields = {"sequence": str(number), "choice": prepared.choices[place][number % 4]}
        return visitor.post(f"/my/q/{attempt}/{place + 1}/", fields).status

    def lesson(visitor: Visitor, _attempt: str, _number: int) -> int:
        return visitor.get(f"{prepared.lesson}2/").status

    def question(visitor: Visitor, attempt: str, _number: int) -> int:
        return visitor.get(f"/my/q/{attempt}/1/").status

    def results(visitor: Visitor, _attempt: str, _number: int) -> int:
        return visitor.get(prepared.results).status

    acts: dict[str, Act] = {"lesson": lesson, "question": question, "answer": answer, "results": results}
    return acts[page], [prepared.teacher] * USERS if page == "results" else students
