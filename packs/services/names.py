"""The names of a pack's files and the ids of rows and blocks, in both directions."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from packs.models import Pack, PackName

NAMESPACE = UUID("7a0f2f0c-6e0c-5d0b-9a53-6f7269656e74")


class Names:
    """One pack's names: an id is the one kept for its name, else one that any installation computes alike.

    ``rows`` hold the source-language row of each name that has one, ``pictures`` the number of each image.
    """

    def __init__(self, pack_id: str) -> None:
        self._namespace = uuid5(NAMESPACE, pack_id)
        kept = PackName.objects.filter(pack__pack_id=pack_id).values_list("name", "uuid")
        self._uuids: dict[str, UUID] = dict(kept)
        # Pages copied in the editor share the ids of their blocks, so a name is looked up below its page.
        self._shorts = {_place(name, uuid): _short(name) for name, uuid in self._uuids.items()}
        self._new: list[str] = []
        self.item_numbers: dict[str, int] = {}
        self.picture_numbers: dict[str, int] = {}

    def key(self, name: str) -> UUID:
        """Return the id of a name."""
        if name not in self._uuids:
            self._keep(name, uuid5(self._namespace, name))
        return self._uuids[name]

    def uuid(self, name: str) -> str:
        """Return the id of a name as text, as blocks carry it."""
        return str(self.key(name))

    def item(self, name: str) -> int:
        """Return the number of a question's row."""
        return self.item_numbers[name]

    def image(self, path: str) -> int:
        """Return the number of a picture's row."""
        return self.picture_numbers[path]

    def known(self, uuid: UUID | str, base: str) -> str:
        """Return the short name under ``base`` of an id, or nothing."""
        return self._shorts.get((base, UUID(str(uuid))), "")

    def label(self, base: str, uuid: UUID | str, candidates: Iterator[str]) -> str:
        """Return the short name under ``base`` of an id; a new id gets the first candidate that is free."""
        found = self.known(uuid, base)
        if found:
            return found
        short = next(name for name in candidates if f"{base}/{name}" not in self._uuids)
        self._keep(f"{base}/{short}", UUID(str(uuid)))
        return short

    def item_name(self, number: int) -> str:
        """Return the short name of a question by its row's number."""
        return next(name for name, known in self.item_numbers.items() if known == number)

    def image_path(self, number: int) -> str:
        """Return a picture's path in the pack by its row's number."""
        return next(path for path, known in self.picture_numbers.items() if known == number)

    def save(self, pack: Pack) -> None:
        """Keep the names that are new."""
        PackName.objects.bulk_create(
            [PackName(pack=pack, name=name, uuid=self._uuids[name]) for name in self._new], batch_size=500
        )
        self._new = []

    def _keep(self, name: str, uuid: UUID) -> None:
        self._uuids[name] = uuid
        self._shorts[_place(name, uuid)] = _short(name)
        self._new.append(name)


def _place(name: str, uuid: UUID) -> tuple[str, UUID]:
    return name.rpartition("/")[0], uuid


def _short(name: str) -> str:
    return name.rpartition("/")[2]
