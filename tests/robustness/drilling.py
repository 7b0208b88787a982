"""The restore drill: students answer, a backup is made meanwhile, and what comes back elsewhere is compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from benchmarks import server
from benchmarks.server import Prepared
from tests.robustness.killing import missing
from tests.robustness.writers import Ledger, Place, Writers

type Answers = Mapping[Place, tuple[int, str]]

WARM_UP_ANSWERS = 40


@dataclass
class Drill:
    """What happened: every line of ``lost`` was acknowledged before the backup began and did not come back."""

    ledger: Ledger = field(default_factory=Ledger)
    before: int = 0
    during: int = 0
    backup_seconds: float = 0.0
    restore_seconds: float = 0.0
    lost: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.before} answers acknowledged before the backup, {self.during} while it was made "
            f"({self.backup_seconds:.1f} s), restored elsewhere in {self.restore_seconds:.1f} s: "
            f"{len(self.lost)} missing"
        )


def drill(
    variables: Mapping[str, str],
    prepared: Prepared,
    log: Path,
    *,
    save: Callable[[], object],
    restore: Callable[[object], Answers],
) -> Drill:
    """Let four devices answer, ``save`` in the middle of it, ``restore`` elsewhere while they go on; then compare."""
    found, port = Drill(), server.free_port()
    site = server.Server(server.gunicorn(port, workers=2), variables, port, log)
    writers = Writers(port, prepared, threads=4, seed=0)
    found.ledger = writers.ledger
    try:
        site.wait()
        writers.start()
        while writers.ledger.acknowledged < WARM_UP_ANSWERS:
            writers.wait_for_acknowledgement()
        found.before, promised = writers.ledger.acknowledged, writers.ledger.copy()
        began = monotonic()
        saved = save()
        found.backup_seconds = monotonic() - began
        found.during = writers.ledger.acknowledged - found.before
        sleep(0.2)
        began = monotonic()
        there = restore(saved)
        found.restore_seconds = monotonic() - began
        writers.wait_for_acknowledgement()
    finally:
        writers.stop()
        site.stop()
    found.lost = missing(promised, there)
    return found


def backup(variables: Mapping[str, str], folder: Path) -> Path:
    """Make a backup with the command that people use."""
    return Path(server.python(variables, "manage.py", "backup", "--to", str(folder)).strip())


def restore(variables: Mapping[str, str], archive: Path) -> None:
    """Restore it with the command that people use, into an installation that holds nothing."""
    assert "every sign-in has ended" in server.python(variables, "manage.py", "restore", str(archive))
