"""What several workers of one run need and one of them makes: a migrated database file, a demonstration site."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY = "ready"
OLDEST = min((ROOT / "tests/data/releases").glob("*.json"))


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return the folder after ``make`` has filled it; whoever comes second waits and finds it filled."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / READY).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            (folder / READY).touch()
    return folder


def manage(*command: str, **variables: str) -> None:
    """Run a command of the site in a process of its own."""
    run("manage.py", *command, **variables)


def run(*command: str, **variables: str) -> None:
    """Run a program of ours in a process of its own; a failure shows the end of what it said."""
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "TEST_DATABASE_NAME"}}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=kept | {"PYTHONPATH": str(ROOT)} | variables, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def shared(base: Path) -> Path:
    """Return the folder that all workers of a run share, from pytest's own base folder of one of them."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def migrated_database(base: Path) -> Path:
    """Return the file with every table that the workers of this run copy; whoever comes first makes it."""
    return once(shared(base) / "migrated", migrated) / "db.sqlite3"


def migrated(folder: Path) -> None:
    """Make ``db.sqlite3`` with every table and the rows that migrations make.

    On the way there it passes the recorded release, which stays as ``old.sqlite3``.
    """
    run(
        "-m", "tests.migrated",
        DJANGO_SETTINGS_MODULE="config.settings_test",
        ORIENTIR_DATA_DIR=str(folder),
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
    )  # fmt: skip


def demonstration(folder: Path) -> None:
    """Set up a site as the first command of the README does, from the file that is migrated already."""
    shutil.copy(once(folder.with_name("migrated"), migrated) / "db.sqlite3", folder)
    settings = {
        "ORIENTIR_MODE": "demo",
        "ORIENTIR_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        manage(*command, **settings)
