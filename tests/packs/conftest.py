"""Packs to import, and what the database holds of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

import pytest
from django.apps import apps
from wagtail.signal_handlers import disable_reference_index_auto_update

from packs.services import ImportReport, PackRefused, import_pack
from tests.kept_rows import KeptRows
from tests.packs.small_pack import small_pack, zipped

# Whatever pack the tests of a file begin with.
KEPT: defaultdict[frozenset[tuple[str, bytes]], KeptRows[ImportReport]] = defaultdict(KeptRows)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    """Keep each test's pictures apart."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _no_index_of_references() -> Iterator[None]:
    """Leave out what takes a third of an import's time and says nothing about it."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def files() -> dict[str, bytes]:
    """The small pack."""
    return small_pack()


@pytest.fixture
def imported(db, files, settings) -> ImportReport:
    """The small pack in the database."""
    media = settings.MEDIA_ROOT

    def keep(report: ImportReport) -> tuple[ImportReport, dict[str, bytes]]:
        there = [path for path in media.rglob("*") if path.is_file()]
        return deepcopy(report), {str(path.relative_to(media)): path.read_bytes() for path in there}

    def find(kept: tuple[ImportReport, dict[str, bytes]]) -> ImportReport:
        report, stored = kept
        for name, content in stored.items():
            (media / name).parent.mkdir(parents=True, exist_ok=True)
            (media / name).write_bytes(content)
        return deepcopy(report)

    return KEPT[frozenset(files.items())].get(lambda: import_pack(source=zipped(files), actor_id=None), keep, find)


@pytest.fixture
def again(db) -> Callable[..., ImportReport]:
    """Import files; ``again(files, publish=False)``."""

    def run(files: Mapping[str, bytes], **options: object) -> ImportReport:
        return import_pack(source=zipped(files), actor_id=None, **options)

    return run


@pytest.fixture
def refusal(db) -> Callable[[Mapping[str, bytes]], list[str]]:
    """Import files that must be refused and return the problems as a person reads them; nothing was written."""

    def run(files: Mapping[str, bytes]) -> list[str]:
        before = row_counts()
        with pytest.raises(PackRefused) as refused:
            import_pack(source=zipped(files), actor_id=None)
        assert row_counts() == before
        return [str(problem) for problem in refused.value.problems]

    return run


def row_counts() -> dict[str, int]:
    """Return how many rows every table has."""
    return dict(_counts())


def _counts() -> Iterator[tuple[str, int]]:
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.label, model._base_manager.count()
