"""How much the served site takes from users who never pause."""

import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import monotonic, perf_counter

from benchmarks.client import Visitor
from benchmarks.figures import Timing
from benchmarks.server import Prepared

SECONDS = 3.0
# A card is never scanned by two at once: nobody's child signs in twice in one second.
USERS_OF_CARDS = 8

# Whose pages these are; the rest are students'.
WHO = {"results": "teacher", "today": "teacher", "class": "teacher", "places": "coordinator"}

# A user, as number, asks once; the last number is new each time.
type Act = Callable[[Visitor, int, int], int]


def measure(
    port: int, prepared: Prepared, *, page: str, users: int, trusted: ssl.SSLContext | None = None
) -> tuple[Timing, float]:
    """Let users ask for one kind of page; return their waiting times and the answers per second."""
    found: list[list[float]] = [[] for _ in range(users)]
    sessions = {"teacher": [prepared.teacher] * users, "coordinator": [prepared.coordinator] * users}.get(
        WHO.get(page, ""), prepared.learners[:users]
    )
    end = monotonic() + SECONDS
    with ThreadPoolExecutor(users) as pool:
        works = [
            pool.submit(
                _work, Visitor(port, sessions[user], trusted=trusted), user, _act(prepared, page), found[user], end
            )
            for user in range(users)
        ]
    for work in works:
        work.result()
    times = sorted(time for times in found for time in times)
    return Timing(times), len(times) / SECONDS


def _work(visitor: Visitor, user: int, act: Act, times: list[float], end: float) -> None:
    # Sequences of a later measurement are higher than those of an earlier one.
    numbers = count(int(monotonic() * 1000) % 10_000_000 * 100)
    act(visitor, user, -1)
    while monotonic() < end:
        began = perf_counter()
        status = act(visitor, user, next(numbers))
        times.append(perf_counter() - began)
        if status not in (200, 303):
            raise RuntimeError(f"answered {status}")
    visitor.close()


def _act(prepared: Prepared, page: str) -> Act:
    """Return what a user does; the number -1 is the time before the clock runs."""

    def answer(visitor: Visitor, user: int, number: int) -> int:
        place = number % len(prepared.items)
        path = f"/my/q/{prepared.attempts[user]}/{place + 1}/"
        if number < 0:
            return visitor.get(path).status
        return visitor.post(path, {"sequence": str(number), "choice": prepared.choices[place][number % 4]}).status

    def sign_in(visitor: Visitor, user: int, number: int) -> int:
        """Scan a card and say "yes, that is me"; each user has some cards, all of them other people's than below."""
        path = f"/c/{prepared.cards[(user + number * USERS_OF_CARDS) % len(prepared.cards)]}"
        visitor.forget()
        visitor.get(path)
        return visitor.post(path, {}).status

    acts: dict[str, Act] = {
        "sign_in": sign_in,
        "select": lambda visitor, _user, _number: visitor.get("/select/").status,
        "upsert": lambda visitor, user, number: visitor.get(f"/upsert/{user}/{max(number, 0)}/").status,
        "lesson": lambda visitor, _user, _number: visitor.get(f"{prepared.lesson}2/").status,
        "question": lambda visitor, user, _number: visitor.get(f"/my/q/{prepared.attempts[user]}/1/").status,
        "answer": answer,
        "results": lambda visitor, _user, _number: visitor.get(prepared.results).status,
        "today": lambda visitor, _user, _number: visitor.get("/t/").status,
        "class": lambda visitor, _user, _number: visitor.get(prepared.class_page).status,
        "places": lambda visitor, _user, _number: visitor.get("/t/places/").status,
    }
    return acts[page]
