"""The process that reads files of strangers: little memory, little time, no files, no database; it may die of a file.

Asked on standard input (one line of JSON, then the file), it answers on standard output (one line of JSON, then the
bank as compressed JSON), file after file until nobody asks.
"""

import json
import os
import resource
import select
import sys
import zlib
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1024 * 1024
IDLE_SECONDS = 600
MOST_FILES = 200  # then a fresh process takes over
HEAVY = 100  # megabytes


def main() -> None:
    """Read files until nobody asks."""
    # Imported late, so that the limits of memory hold for all of it.
    _limit(int(sys.argv[1]))
    from django.conf import settings  # noqa: PLC0415

    settings.configure(USE_I18N=False)
    asked, answered = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    for number in range(1, MOST_FILES + 1):
        if not _is_asked(asked):
            return
        head = asked.readline()
        if not head:
            return
        question = json.loads(head)
        _allow_seconds(question["seconds"])
        data = asked.read(question["size"])
        if len(data) < question["size"]:
            return
        answer, body = _answer(data, question["name"], question["format"])
        is_last = number == MOST_FILES or _is_heavy()
        answered.write(json.dumps(answer | {"size": len(body), "last": is_last}).encode() + b"\n" + body)
        answered.flush()
        if is_last:
            return
        del data, body


def _answer(data: bytes, name: str, format_name: str) -> tuple[dict[str, object], bytes]:
    from assessments.exchange.banks import detecting, pictures, stored  # noqa: PLC0415
    from assessments.exchange.banks.base import BankError, Refusal  # noqa: PLC0415

    try:
        bank = pictures.with_small_pictures(detecting.read(data, name, format_name))
        about = {"ok": True, "format": bank.format, "questions": len(bank.questions), "reported": len(bank.reported)}
        return about, zlib.compress(json.dumps(stored.to_json(bank), separators=(",", ":")).encode(), 6)
    except BankError as refused:
        return {"ok": False, "reason": str(refused.reason), "place": refused.place}, b""
    except MemoryError:
        return {"ok": False, "reason": Refusal.TOO_SLOW.value, "place": ""}, b""


def _is_heavy() -> bool:
    """Whether this process holds so much memory that it had better end and give it back."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return False
    return pages * resource.getpagesize() > HEAVY * MEGABYTE


def _limit(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _allow_seconds(seconds: int) -> None:
    """Let the system end this process when the next file takes more time than it may."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def _is_asked(asked: BinaryIO) -> bool:
    return bool(select.select([asked], [], [], IDLE_SECONDS)[0])


if __name__ == "__main__":
    main()
