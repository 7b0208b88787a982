"""Saying that something happened, without knowing who listens: a room below tells a room above, which adds it up.

An event is one word. It carries nothing: no person, no place, no time.
"""

from collections.abc import Callable

type Listener = Callable[[str], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call somebody at every event from now on; called in ``AppConfig.ready``. Twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def happened(what: str) -> None:
    """Tell everybody who listens."""
    for listener in _listeners:
        listener(what)
