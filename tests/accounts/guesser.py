"""A process that guesses at every door with sixteen threads; ``PLANTED`` gives it a limiter that only it can see.

Usage: ``guesser.py prepare`` prints the doors as JSON; ``guesser.py guess GUESSES SEED`` reads them, and then one line
with the number of a door at a time: it guesses there and prints how many guesses were admitted and how many let in.
"""

import json
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()

from django.db import connections  # noqa: E402  settings come first

from accounts.services import guessing  # noqa: E402
from institutions.services import joining  # noqa: E402
from tests.accounts.doors import Door, prepare  # noqa: E402

THREADS = 16


class Counted:
    """Counts the guesses that were compared with a secret, whoever admitted them."""

    def __init__(self) -> None:
        self.admitted = 0
        self._lock = Lock()

    def count(self, *, is_admitted: bool = True) -> None:
        """Note one."""
        with self._lock:
            self.admitted += is_admitted


class MemoryLimiter:
    """The planted defect: five guesses a secret, counted in the memory of one process."""

    def __init__(self) -> None:
        self.tries: dict[tuple[str, str], int] = {}
        self._lock = Lock()

    def __call__(self, kind: str, key: str) -> int:
        """Take one guess."""
        with self._lock:
            place = self.tries[kind, key] = self.tries.get((kind, key), 0) + 1
        return place if place <= 5 else 0


def instrument() -> Counted:
    """Count at the two places where a guess is admitted: the common limiter, and the class codes' own."""
    counted = Counted()
    real = guessing.reserve
    limiter = MemoryLimiter() if os.environ.get("PLANTED") else real

    def reserve(kind, key):
        place = limiter(kind, key)
        counted.count(is_admitted=place > 0)
        return place

    for module in list(sys.modules.values()):
        if getattr(module, "reserve", None) is real:
            module.reserve = reserve
    note = joining.accounts.note_wrong_entry

    class Services:
        """The services of accounts as the class codes see them."""

        def __getattr__(self, name):
            return getattr(real_services, name)

        @staticmethod
        def note_wrong_entry() -> None:
            counted.count()
            note()

    real_services = joining.accounts
    joining.accounts = Services()
    return counted


def guess(door: Door, pupils: list[str], guesses: int, seed: int, counted: Counted) -> dict:
    """Guess with all threads at once, while some pupils sign in with their own cards."""
    together = Barrier(THREADS)

    def work(number: int) -> tuple[int, int]:
        chance, client = random.Random(f"{seed}.{number}"), door.client()
        try:
            together.wait()
            let_in = sum(door.opens(client, door.wrong_secret(chance)) for _ in range(guesses // THREADS))
            own = pupils[number::THREADS]
            return let_in, sum(not pupil_door(card).opens(pupil_door(card).client(), card) for card in own)
        finally:
            connections.close_all()

    def pupil_door(card: str) -> Door:
        return Door("card number", "/", "code", card)

    before = counted.admitted
    with ThreadPoolExecutor(THREADS) as threads:
        results = list(threads.map(work, range(THREADS)))
    # The pupils' own right numbers were admitted too.
    admitted = counted.admitted - before - len(pupils)
    return {"admitted": admitted, "let_in": sum(row[0] for row in results), "refused": sum(row[1] for row in results)}


def main() -> None:
    """Prepare, or serve the orders."""
    if sys.argv[1] == "prepare":
        doors, pupils = prepare()
        print(json.dumps({"doors": [vars(door) for door in doors], "pupils": pupils}))
        return
    counted = instrument()
    given = json.loads(sys.stdin.readline())
    print("ready", flush=True)
    doors = [Door(**row) for row in given["doors"]]
    for line in sys.stdin:
        order, _space, number = line.partition(" ")
        door = doors[int(number)]
        if order == "right":
            print(json.dumps(door.opens(door.client(), door.right_secret())), flush=True)
        else:
            # Pupils come in while their neighbours' card numbers are being guessed.
            pupils = given["pupils"] if door.name == "card number" else []
            print(json.dumps(guess(door, pupils, int(sys.argv[2]), int(sys.argv[3]), counted)), flush=True)


if __name__ == "__main__":
    main()
