"""What an import would change, without changing anything."""

from django.db import DatabaseError

from packs.exchange.differences import Difference, differences
from packs.exchange.pack import PackDoc
from packs.models import Pack
from packs.services.documents import Documents
from packs.services.report import PackRefused


def compare(doc: PackDoc) -> list[Difference] | None:
    """Return how a pack differs from what stands here; None where there is no database to compare with, or its
    content cannot be written as a pack.
    """
    try:
        kept = Pack.objects.filter(pack_id=doc.manifest.id, manifest__has_key="rows").first()
        before = Documents(kept, keep=False).pack() if kept else None
    except (DatabaseError, PackRefused):
        return None
    return differences(before, doc)
