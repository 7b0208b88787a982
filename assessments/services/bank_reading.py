"""Reading a bank in a process of its own, which is kept for the next file and thrown away when a file was too much."""

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from assessments.exchange.banks.base import LARGEST_FILE, BankError, Refusal

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of computing, and megabytes of memory for the process as a whole."""

    seconds: int
    megabytes: int


AT_ONCE = Limits(seconds=5, megabytes=256)
BY_A_WORKER = Limits(seconds=60, megabytes=1024)
# Somebody who shares their machine computes slower than they wait.
WAIT_FACTOR = 4


@dataclass(frozen=True, slots=True)
class ReadBank:
    """A bank as it waits in the database: compressed JSON, and the figures of it."""

    format: str
    questions: int
    reported: int
    content: bytes


class _Reader:
    """One process; only one file at a time goes through it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._owner = 0

    def read(self, data: bytes, name: str, format_name: str) -> ReadBank:
        """Return the bank; raises BankError, also when the process died of the file."""
        if len(data) > LARGEST_FILE:
            raise BankError(Refusal.TOO_LARGE)
        head = {"name": name, "format": format_name, "size": len(data), "seconds": self.limits.seconds}
        with self._lock:
            process = self._started()
            timer = threading.Timer(self.limits.seconds * WAIT_FACTOR, process.kill)
            timer.start()
            try:
                answer, body = _ask(process, json.dumps(head).encode() + b"\n", data)
            except (OSError, ValueError):
                self._drop()
                logger.info("a bank of %d bytes was too much to read", len(data))
                raise BankError(Refusal.TOO_SLOW) from None
            finally:
                timer.cancel()
            if answer["last"]:
                self._drop()
        if not answer["ok"]:
            raise BankError(answer["reason"], answer["place"])
        return ReadBank(answer["format"], answer["questions"], answer["reported"], body)

    def _started(self) -> subprocess.Popen[bytes]:
        # After a fork the parent's process is not ours to talk to.
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            if self._process is not None and self._owner == os.getpid():
                self._drop()
            command = [sys.executable, "-B", "-m", "assessments.exchange.banks.worker", str(self.limits.megabytes)]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no word of the user's
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=settings.BASE_DIR,
                env={"PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            )
            self._owner = os.getpid()
        return self._process

    def _drop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)
        self._process = None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._owner == os.getpid():
                self._drop()


def _close(pipe: Any) -> None:
    # What was not written yet has no reader any more.
    with contextlib.suppress(OSError):
        pipe.close()


def _ask(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    process.stdin.write(head)
    process.stdin.write(data)
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    body = process.stdout.read(answer["size"])
    if len(body) < answer["size"]:
        raise ValueError("cut off")
    return answer, body


_reader = _Reader(AT_ONCE)
atexit.register(_reader.close)


def read_bank(*, data: bytes, name: str, format_name: str = "") -> ReadBank:
    """Return what stands in a file; an empty format is found out. Raises BankError; starts a process the first time."""
    return _reader.read(data, name, format_name)


def read_large_bank(*, data: bytes, name: str, format_name: str = "") -> ReadBank:
    """Return what stands in a large file, with more time and memory and in a process that ends with it."""
    reader = _Reader(BY_A_WORKER)
    try:
        return reader.read(data, name, format_name)
    finally:
        reader.close()
