"""People and entries of the audit tests."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from audit.enums import ActorKind
from audit.models import AuditEntry


@pytest.fixture
def keeper(db):
    """Somebody who may read the whole log."""
    user = get_user_model().objects.create_user(username="keeper")
    user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    return user


@pytest.fixture
def reader(db):
    """A member of staff who answers for some scopes only."""
    return get_user_model().objects.create_user(username="reader")


@pytest.fixture
def entry_at(db) -> Callable[..., AuditEntry]:
    """Make an entry of any age."""

    def make(at: datetime | None = None, **values: object) -> AuditEntry:
        values = {"action": "card.print", "actor_kind": ActorKind.STAFF, "actor_id": 7} | values
        return AuditEntry.objects.create(at=at or timezone.now(), **values)

    return make
