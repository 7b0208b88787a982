"""The shape of several machines on this one: two web processes behind nginx, Celery's worker and beat, S3, PostgreSQL.

Usage: ``python -m benchmarks.stack``, with the variables of ``scripts/services start --s3``; ends with SIGTERM.
"""

import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from benchmarks.installation import Installation, find_nginx
from benchmarks.server import ServerFailed, free_port

SERVICES = ("DATABASE_URL", "REDIS_URL", "S3_BUCKET", "S3_ENDPOINT", "S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY")
SECONDS = 90


@contextmanager
def several_machines(folder: Path, *, mode: str = "demo", **more: str) -> Iterator[Installation]:
    """Lay out the installation and yield it, ready for ``serve``; everything is stopped at the end."""
    has_proxy = find_nginx() is not None
    with Installation(folder, host="localhost") as site:
        site.make_certificate("127.0.0.1")
        site.write_settings(
            ORIENTIR_MODE=mode,
            ALLOWED_HOSTS="localhost,127.0.0.1",
            SECRET_KEY=secrets.token_hex(32),
            CARD_PEPPER=secrets.token_hex(32),
            TRUSTED_PROXIES="1" if has_proxy else "0",
            ORIENTIR_INSECURE_LAN="off" if has_proxy else "on",
            **({name: os.environ[name] for name in SERVICES if name in os.environ} | more),
        )
        yield site


def serve(site: Installation, *, machines: int = 2) -> list[str]:
    """Start the web processes of so many machines, nginx, worker and beat; return the addresses, nginx first."""
    ports = [free_port() for _ in range(machines)]
    for port in ports:
        site.start("orientir-web.service", PORT=str(port))
    site.start("orientir-celery.service")
    site.start("orientir-beat.service")
    for port in ports:
        _await_port(site, port)
    addresses = [f"http://127.0.0.1:{port}/" for port in ports]
    if find_nginx() is None:
        return addresses
    site.nginx(web_ports=ports)
    return [f"https://localhost:{site.port}/", *addresses]


def _await_port(site: Installation, port: int) -> None:
    """Return when a web process answers, which is long after it listens."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        site.require_alive()
        with suppress(OSError), closing(HTTPConnection("localhost", port, timeout=SECONDS)) as web:
            web.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
            if web.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise ServerFailed(f"nothing answers at port {port}")


def stop_when_asked() -> None:
    """Let SIGTERM and SIGINT raise ``KeyboardInterrupt``, once: what is stopping already is not to be interrupted."""

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)


def main() -> None:
    """Serve the demo content until told to stop."""
    stop_when_asked()
    # Its socket's path must be short.
    with TemporaryDirectory(prefix="orientir-") as folder, several_machines(Path(folder)) as site:
        try:
            print("Preparing the database …", flush=True)
            site.manage("migrate", "--verbosity=0")
            print("Loading the demo content …", flush=True)
            site.manage("load_demo")
            print("Collecting static files …", flush=True)
            site.manage("collectstatic", "--no-input", "--verbosity=0")
            first, *others = serve(site)
            print(f"\nOrientir is at {first} and its demo cast at {first}demo/", flush=True)
            if first.startswith("https"):
                print(f"Its certificate is vouched for by {folder}/etc/orientir/tls/ca.crt")
                print(f"Behind nginx: {' and '.join(others)}")
            for name in ("DATABASE_URL", "REDIS_URL", "S3_ENDPOINT"):
                print(f"{name}={os.environ[name]}")
            print("Ctrl-C stops it and forgets everything.", flush=True)
            while True:
                site.require_alive()
                time.sleep(1)
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)


if __name__ == "__main__":
    main()
