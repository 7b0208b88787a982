"""What tests of the professional track begin from."""

import pytest

from certification.enums import DOCUMENT_JOB
from jobs.services.queue import HANDLERS
from tests.certification.dossiers import Ground, make_ground


@pytest.fixture(autouse=True)
def _somebody_makes_documents(monkeypatch) -> None:
    """Let an award ask for its document; what the worker makes of it has tests of its own."""
    monkeypatch.setitem(HANDLERS, DOCUMENT_JOB, HANDLERS.get(DOCUMENT_JOB, lambda _run: {}))


@pytest.fixture
def ground(training_group, candidate, trainer, certifier, member) -> Ground:
    """A dossier that was just opened, in a small programme."""
    return make_ground(training_group, candidate, trainer, certifier, member)
