"""Typed access to environment variables: a wrong value stops the start, it never becomes a default."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class EnvironmentRefused(ValueError):
    """A variable is missing or cannot be read; the message names it."""


class Env:
    """Reads variables of one mapping (the process environment unless told)."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def text(self, name: str, default: str | None = None) -> str:
        """Return the variable; raise ``EnvironmentRefused`` when it is unset and has no default."""
        value = self._variables.get(name, "")
        if value:
            return value
        if default is None:
            raise EnvironmentRefused(f"{name} is not set")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Read on/off; anything but 1/0, true/false, yes/no, on/off is refused."""
        value = self._variables.get(name, "").strip().lower()
        if not value:
            return default
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        raise EnvironmentRefused(f"{name} must be on or off, not {value!r}")

    def number(self, name: str, default: int | None) -> int:
        """Read a whole number, 0 or more; raise ``EnvironmentRefused`` when it is unset and has no default."""
        value = self.text(name, None if default is None else str(default))
        if not (value.isascii() and value.isdigit()):
            raise EnvironmentRefused(f"{name} must be a whole number, not {value!r}")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """Read a comma-separated list, without empty entries."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Read one of a few words."""
        value = self.text(name, default)
        if value not in allowed:
            raise EnvironmentRefused(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
        return value


def database_settings(url: str) -> dict[str, Any]:
    """Turn ``sqlite:///file`` or ``postgres://user:password@host:port/name?option=value`` into Django's dict.

    A Unix socket folder is given as ``?host=/run/postgresql``.
    """
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(unquote(parts.path.removeprefix("/")))) or ":memory:",
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": str(options.pop("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }
    raise EnvironmentRefused("DATABASE_URL must start with sqlite:// or postgres://")
