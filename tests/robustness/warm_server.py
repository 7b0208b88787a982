"""Starts the serving process group over and over: everything is imported once, each start is a fork of that.

Usage: ``warm_server.py PORT WORKERS SESSION PATH``; the page at PATH is rendered once, as its owner sees it, to warm.
At the order "start" it forks a gunicorn that leads a process group of its own and prints the group's number once all
workers take requests; at "collect" it prints "gone" when all of them have ended.
The group is what is shipped (a master and its workers, bound to the port anew); only its imports come warm.
"""

import ctypes
import gc
import os
import sys
from contextlib import suppress

import django

django.setup()

from django.conf import settings  # noqa: E402  Django comes first
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from gunicorn.app.base import BaseApplication  # noqa: E402
from gunicorn.arbiter import Arbiter  # noqa: E402
from gunicorn.workers.gthread import ThreadWorker  # noqa: E402

from config import gunicorn as shipped  # noqa: E402
from config.wsgi import application  # noqa: E402

PR_SET_CHILD_SUBREAPER = 36
# gunicorn imports these two late, that is: anew in every fork, unless somebody has.
IMPORTED = (Arbiter, ThreadWorker)


class Site(BaseApplication):
    """gunicorn with the options that are shipped, and an application that is already there."""

    def __init__(self, port: int, workers: int, ready: int) -> None:
        self.port, self.workers, self.ready = port, workers, ready
        super().__init__()

    def load_config(self):
        """Set the options; each worker reports when it is about to take requests."""
        options = {name: value for name, value in vars(shipped).items() if name in self.cfg.settings}
        options |= {
            "bind": f"127.0.0.1:{self.port}",
            "workers": self.workers,
            "control_socket_disable": True,
            "post_worker_init": lambda worker: os.write(self.ready, b"."),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        """Return the application."""
        return application


def start(port: int, workers: int) -> int:
    """Fork a process group that serves; return its number when every worker is ready."""
    reading, writing = os.pipe()
    group = os.fork()
    if group == 0:
        os.close(reading)
        os.setsid()
        Site(port, workers, writing).run()
        os._exit(1)
    os.close(writing)
    for _ in range(workers):
        if not os.read(reading, 1):
            raise SystemExit("gunicorn ended by itself")
    os.close(reading)
    return group


def wait_until_gone(group: int) -> None:
    """Collect every process of the group; orphaned workers come to us, because we said so."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-group, 0)


def warm_up(session: str, path: str) -> None:
    """Let Django compile the page's templates and read the catalogues; leave no connection to inherit."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    assert client.get(path).status_code == 200
    connections.close_all()
    gc.collect()
    gc.freeze()


def main(port: int, workers: int, session: str, path: str) -> None:
    """Import and warm everything, then serve the orders."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    warm_up(session, path)
    print("ready", flush=True)
    group = 0
    for order in sys.stdin:
        if order == "start\n":
            group = start(port, workers)
            print(group, flush=True)
        else:
            wait_until_gone(group)
            print("gone", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
