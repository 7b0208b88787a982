"""People, a kind of work and a queue of the jobs tests."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model

from jobs import services
from jobs.models import Job
from jobs.services import queue, work

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
