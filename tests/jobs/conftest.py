"""People, a kind of work and a queue of the jobs tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from common.env import database_settings
from jobs import services
from jobs.models import Job
from jobs.services import queue, work
from tests.jobs.workplace import Workplace

KIND = "tests.work"


@pytest.fixture
def owner(db):
    """Whoever asked for the work."""
    return get_user_model().objects.create_user(username="owner")


@pytest.fixture
def stranger(db):
    """Somebody else."""
    return get_user_model().objects.create_user(username="stranger")


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, services.Handler]:
    """Give each test its own handlers and nothing periodic."""
    handlers: dict[str, services.Handler] = {KIND: lambda run: {"sum": sum(run.payload.get("numbers", []))}}
    for module in (work, queue):
        monkeypatch.setattr(module, "HANDLERS", handlers)
    monkeypatch.setattr(queue, "PERIODICS", {})
    return handlers


@pytest.fixture
def handle(registry: dict[str, services.Handler]) -> Callable[[services.Handler], None]:
    """Say what the work of this test does."""

    def set_handler(handler: services.Handler) -> None:
        registry[KIND] = handler

    return set_handler


@pytest.fixture
def queued(db) -> Callable[..., Job]:
    """Ask for work."""

    def ask(**values: object) -> Job:
        return services.enqueue(**({"kind": KIND, "payload": {}, "owner_id": None} | values))

    return ask


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    """Give the test an empty database: a SQLite file, or a PostgreSQL database beside the one of the tests."""
    if connection.vendor == "sqlite":
        place = Workplace(f"sqlite:///{tmp_path / 'crash.sqlite3'}", tmp_path)
        yield place
        place.close()
        return
    there = connections["default"].settings_dict
    name = f"{there['NAME']}_crash_{os.getpid()}"
    server = f"postgres://{there['USER']}:{there['PASSWORD']}@/%s?host={there['HOST']}&port={there['PORT'] or 5432}"
    outside = ConnectionHandler({"default": database_settings(server % "postgres")})["default"]
    with outside.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    place = Workplace(server % name, tmp_path)
    yield place
    place.close()
    with outside.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    outside.close()
