"""A way to a service that a test can delay, cut and leave half-open."""

import selectors
import socket
from contextlib import suppress
from threading import Event, Lock, Thread


class Proxy:
    """Passes bytes between its own port and another one of this machine.

    ``cut``: refuses and drops every connection. ``hang``: takes connections and bytes and answers nothing (half-open).
    ``delay``: seconds that each piece takes. ``mend``: everything passes again.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._ended = Event()
        self.delay = 0.0
        self.is_hanging = False
        self._listener: socket.socket | None = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._listen()

    def cut(self) -> None:
        """Be away: the port refuses, what was open is dropped."""
        if self._listener:
            # Wakes the thread that waits in accept().
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
            self._accepting.join(timeout=5)
        self._drop()

    def hang(self) -> None:
        """Be there and say nothing."""
        self.is_hanging = True

    def mend(self) -> None:
        """Be there again; connections that hung are dropped, as a restarted service would."""
        if self.is_hanging:
            self.is_hanging = False
            self._drop()
        self.delay = 0.0
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
            self._listen()

    def close(self) -> None:
        """End everything."""
        self._ended.set()
        self.cut()

    def _listen(self) -> None:
        self._accepting = Thread(target=self._accept, args=(self._listener,), daemon=True)
        self._accepting.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            near.close()
            return
        with self._lock:
            self._open |= {near, far}
        with selectors.DefaultSelector() as ready, suppress(OSError, ValueError):
            ready.register(near, selectors.EVENT_READ, far)
            ready.register(far, selectors.EVENT_READ, near)
            while self._pass(ready):
                pass
        with self._lock:
            self._open -= {near, far}
        near.close()
        far.close()

    def _pass(self, ready: selectors.BaseSelector) -> bool:
        """Pass on what there is; False when one side has closed."""
        for key, _events in ready.select(timeout=1):
            piece = key.fileobj.recv(65_536)
            if not piece:
                return False
            if self.delay:
                self._ended.wait(self.delay)
            if not self.is_hanging:
                key.data.sendall(piece)
        return True

    def _drop(self) -> None:
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
