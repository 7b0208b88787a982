"""A cache on Redis that may go away: a lost Redis is a cache that knows nothing, and pages are made anew.

Nothing that grants or refuses may rest on it: limits, used codes and sign-ins are rows of the database.
"""

import hmac
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisSerializer
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

# How long a lost Redis is left alone, so that a page does not wait for it at each of its questions.
PAUSE_SECONDS = 5.0
SIGNATURE_BYTES = 32

logger = logging.getLogger(__name__)


class SignedSerializer(RedisSerializer):
    """Django's serializer under a signature: who writes into Redis without our key cannot make us build objects."""

    def dumps(self, obj: Any) -> Any:
        """Return a whole number as it is, and everything else behind its signature."""
        # Django's own stub forgets that whole numbers stay what they are.
        data: Any = super().dumps(obj)
        return data if isinstance(data, int) else _signature(data) + data

    def loads(self, data: Any) -> Any:
        """Return what was kept; None, as for a value that is not there, when it is not ours."""
        if data.removeprefix(b"-").isdigit():
            return int(data)
        signature, content = data[:SIGNATURE_BYTES], data[SIGNATURE_BYTES:]
        return super().loads(content) if hmac.compare_digest(signature, _signature(content)) else None


def _signature(content: bytes) -> bytes:
    return salted_hmac("common.cache", content, algorithm="sha256").digest()


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache while Redis is away; what was to be kept is forgotten."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._silent_until = 0.0

    def _try[T](self, action: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < self._silent_until:
            return otherwise
        try:
            return action()
        except (RedisError, OSError) as error:
            self._silent_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("the cache did not answer: %s", type(error).__name__)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; while Redis is away there is none."""
        return self._try(lambda: super(ForgivingRedisCache, self).add(*args, **kwargs), otherwise=True)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default."""
        return self._try(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        self._try(lambda: super(ForgivingRedisCache, self).set(*args, **kwargs), None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value longer."""
        return self._try(lambda: super(ForgivingRedisCache, self).touch(*args, **kwargs), otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value."""
        return self._try(lambda: super(ForgivingRedisCache, self).delete(*args, **kwargs), otherwise=False)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return those values that there are."""
        return self._try(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Say whether there is a value."""
        return self._try(lambda: super(ForgivingRedisCache, self).has_key(key, version), otherwise=False)

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several values; return the keys that were not kept."""
        return self._try(lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), list(data))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Forget several values."""
        self._try(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        """Forget everything."""
        self._try(lambda: super(ForgivingRedisCache, self).clear(), None)
