"""Storage of media in a private bucket of an S3-compatible store, named by the ``S3_…`` variables."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as StoreUnreachable
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage

# A page that waits for a picture store must not hang with it.
CONNECT_SECONDS, READ_SECONDS, TRIES = 2, 5, 2
# A store that says nothing is left alone for a while: each page that asked it would keep a thread waiting.
REST_SECONDS = 10.0
SERVER_ERROR = 500
_silent_until = 0.0


@contextmanager
def outages() -> Iterator[None]:
    """Raise what the rest of the house knows as an outage where the store is away or out of order.

    After one, this process asks nothing for ten seconds and raises it at once.
    """
    global _silent_until  # noqa: PLW0603  one store, one process
    if monotonic() < _silent_until:
        raise ConnectionError("the store did not answer a moment ago")
    try:
        yield
    except (StoreUnreachable, HTTPClientError) as error:
        _silent_until = monotonic() + REST_SECONDS
        raise ConnectionError(type(error).__name__) from error
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) < SERVER_ERROR:
            raise
        raise ConnectionError("the store is out of order") from error


class PrivateBucketStorage(S3Storage):
    """The bucket answers to us alone: browsers get every file through our own addresses, which check who asks."""

    def get_default_settings(self) -> dict[str, Any]:
        """Add what every bucket needs: nothing public, nothing overwritten, short waits, path-style addresses."""
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES},
            s3={"addressing_style": "path" if settings.S3_ENDPOINT else "auto"},
            signature_version="s3v4",
            # The newer checksums are unknown to many stores other than Amazon's.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return {**super().get_default_settings(), "default_acl": None, "file_overwrite": False, "client_config": config}

    def exists(self, name: str) -> bool:
        """Return whether there is such a file."""
        with outages():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Remove a file, if there is one."""
        with outages():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Fetch the whole file at once: an outage shows here, not in the middle of an answer."""
        with outages():
            opened: File[bytes] = super()._open(name, mode)
            if "r" in mode:
                opened.file  # noqa: B018  reading the property is what fetches it
            return opened

    def _save(self, name: str, content: Any) -> str:
        with outages():
            return str(super()._save(name, content))

    def url(self, name: str | None, *_args: Any, **_kwargs: Any) -> str:
        """Return our own address: a student's browser never meets the store."""
        return f"{settings.MEDIA_URL}{quote(name or '')}"
