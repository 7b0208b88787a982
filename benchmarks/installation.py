"""An installation as ``docs/operations.md`` lays it out, in a folder that stands for the root of a server.

Everything comes from the files in ``deploy/``: the settings, the start lines of the units, nginx. Only addresses
change, so that what runs here is what runs there.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from benchmarks.server import ROOT, ServerFailed, free_port

# The folders of a server that the recipe names.
PLACES = re.compile(r"/(?:opt/orientir|etc/(?:orientir|nginx|caddy|systemd)|var/(?:lib/orientir|log/nginx|www))\b")
NGINX_CONNECTIONS = 768
FOLDERS = ("logs", "run", "opt", "etc/nginx/conf.d", "etc/systemd/system", "var/log/nginx", "var/lib")
OWN_FOLDERS = ("etc/orientir", "var/lib/orientir")
EXAMPLE_HOST = "learn.example.org"
SECONDS = 60


def unit_lines(text: str) -> list[tuple[str, str, str]]:
    """Return a systemd unit as (section, name, value); anything that is neither is refused."""
    found, section = [], ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = heading[1]
        elif (pair := re.fullmatch(r"([A-Z]\w+)=(.*)", line)) and section:
            found.append((section, pair[1], pair[2]))
        else:
            raise ValueError(f"not a line of a unit: {line}")
    return found


def settings_in(text: str) -> dict[str, str]:
    """Return the NAME=value lines of an environment file, as systemd reads them."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: value for name, _equals, value in (line.partition("=") for line in lines)}


class Process:
    """A unit that runs, or nginx: in a process group of its own, its output in a file."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], folder: Path, log: Path) -> None:
        self._log = log
        self._is_asked = False
        self._output: IO[bytes] = log.open("ab")
        self.process = subprocess.Popen(
            command, env=variables, cwd=folder, stdout=self._output, stderr=self._output, start_new_session=True
        )

    def said(self) -> str:
        """Return what it wrote so far."""
        return self._log.read_text(errors="replace")

    def require_alive(self) -> None:
        """Raise ``ServerFailed`` when it has ended."""
        if self.process.poll() is not None:
            raise ServerFailed(f"{self._log.name} ended with {self.process.returncode}\n{self.said()}")

    def ask_to_stop(self) -> None:
        """Send its main process what systemd sends first."""
        self._is_asked = True
        with suppress(ProcessLookupError):
            self.process.terminate()

    def stop(self, *, seconds: float = 20) -> bool:
        """Ask its main process to end, then kill the group; return whether asking was enough."""
        # Celery takes a second request for impatience, so one that ends already gets none.
        if not self._is_asked:
            self.ask_to_stop()
        try:
            self.process.wait(timeout=seconds)
            ended = True
        except subprocess.TimeoutExpired:
            ended = False
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._output.close()
        return ended


class Installation:
    """The files of a server under ``folder``, and what was started there; leaving the context stops it all."""

    def __init__(self, folder: Path, *, code: Path | None = ROOT, host: str = "127.0.0.1") -> None:
        """Make the folders that a server has; without ``code`` its place stays empty, for the recipe to fill."""
        self.folder, self.host = folder, host
        self.port = self.plain_port = 0
        self.code = folder / "opt/orientir"
        self._running: list[Process] = []
        self._logs = folder / "logs"
        for place in FOLDERS if code is None else (*FOLDERS, *OWN_FOLDERS):
            (folder / place).mkdir(parents=True, exist_ok=True)
        if code is not None:
            self.code.symlink_to(code)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def placed(self, text: str) -> str:
        """Return text of the recipe with the paths of a server moved under the folder."""
        return PLACES.sub(lambda found: f"{self.folder}{found[0]}", text)

    @property
    def settings_file(self) -> Path:
        """Where the settings of this installation are."""
        return self.folder / "etc/orientir/orientir.env"

    def write_settings(self, **values: str) -> None:
        """Fill in the example file as an administrator would."""
        lines = self.placed((self.code / "deploy/orientir.env.example").read_text()).splitlines()
        for name, value in values.items():
            pattern = re.compile(rf"#?{name}=")
            line = f"{name}={value}"
            places = [number for number, old in enumerate(lines) if pattern.match(old)]
            if places:
                lines[places[0]] = line
            else:
                lines.append(line)
        self.settings_file.write_text("\n".join(lines) + "\n")
        self.settings_file.chmod(0o640)

    def variables(self, **more: str) -> dict[str, str]:
        """Return what a unit's process finds in its environment: the settings and next to nothing else."""
        system = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        home = {"HOME": str(self.folder / "var/lib/orientir"), "PYTHONUNBUFFERED": "1"}
        return system | home | settings_in(self.settings_file.read_text()) | more

    def make_certificate(self, *addresses: str) -> Path:
        """Make a certificate for the host with ``deploy/lan-certificate``; return the file that a device trusts."""
        folder = self.folder / "etc/orientir/tls"
        command = [str(self.code / "deploy/lan-certificate"), str(folder), self.host, *addresses]
        subprocess.run(command, capture_output=True, check=True)
        return folder / "ca.crt"

    def manage(self, *arguments: str, typed: str = "") -> str:
        """Run ``deploy/manage`` and return what it printed; raises ``ServerFailed``."""
        variables = self.variables() | {"ORIENTIR_ENV": str(self.settings_file)}
        done = subprocess.run(
            [self.code / "deploy/manage", *arguments],
            env=variables, input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise ServerFailed(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, unit: str, **more: str) -> Process:
        """Start what a unit starts, as it says; return once it says that it is ready, if it is of that kind."""
        service = {
            name: value
            for section, name, value in unit_lines(self.placed(self._unit(unit).read_text()))
            if section == "Service"
        }
        if service["EnvironmentFile"] != str(self.settings_file):
            raise ValueError(f"{unit} reads other settings: {service['EnvironmentFile']}")
        name = f"{unit.removesuffix('.service')}-{len(self._running)}"
        variables = self.variables(**more)
        command = shlex.split(service["ExecStart"])
        if service["Type"] != "notify":
            return self._run(command, variables, Path(service["WorkingDirectory"]), name)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
            address = self.folder / "run" / name
            notices.bind(str(address))
            notices.settimeout(0.2)
            variables["NOTIFY_SOCKET"] = str(address)
            process = self._run(command, variables, Path(service["WorkingDirectory"]), name)
            _await_readiness(notices, process)
        return process

    def nginx(self, *, web_ports: Sequence[int]) -> Process:
        """Start nginx with the shipped site on free ports, in front of these web processes; needs a certificate."""
        self.port, self.plain_port = free_port(), free_port()
        command = [find_nginx() or "nginx", "-c", str(self.write_nginx(web_ports=web_ports))]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if tested.returncode:
            raise ServerFailed(tested.stderr)
        process = self._run(command, self.variables(), self.folder, "nginx")
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            process.require_alive()
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return process
            time.sleep(0.05)
        raise ServerFailed(process.said())

    def write_nginx(self, *, web_ports: Sequence[int]) -> Path:
        """Write the shipped site with these ports and a main file that includes it; return the main file."""
        site = self.placed((self.code / "deploy/nginx/orientir.conf").read_text()).replace(EXAMPLE_HOST, self.host)
        site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)
        site = site.replace("listen 80;", f"listen 127.0.0.1:{self.plain_port};")
        site = site.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ")
        shipped = re.search(r"^ *server 127\.0\.0\.1:8000 (.*;)$", site, re.MULTILINE)
        if shipped is None:
            raise ValueError("the shipped site has no upstream")
        servers = "\n".join(f"    server 127.0.0.1:{port} {shipped[1]}" for port in web_ports)
        (self.folder / "run/site.conf").write_text(site.replace(shipped[0], servers))
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "\n".join(f"    {kind}_temp_path {self.folder}/run/{kind};" for kind in kinds)
        main = self.folder / "run/nginx.conf"
        main.write_text(
            f"daemon off;\npid {self.folder}/run/nginx.pid;\nerror_log {self._logs}/nginx-error.log;\n"
            # As Debian's main file has it; its own default of 512 connections is a school's, not a country's.
            f"{'user root;' if os.getuid() == 0 else ''}\nworker_processes auto;\n"
            f"events {{\n    worker_connections {NGINX_CONNECTIONS};\n}}\n"
            f"http {{\n{temporary}\n    include {self.folder}/run/site.conf;\n}}\n"
        )
        return main

    def stop(self) -> None:
        """Ask everything that runs to end, then wait for it."""
        for process in self._running:
            process.ask_to_stop()
        while self._running:
            self._running.pop().stop()

    def require_alive(self) -> None:
        """Raise ``ServerFailed`` when anything that was started has ended."""
        for process in self._running:
            process.require_alive()

    def _unit(self, name: str) -> Path:
        """Return the unit that was put in place, or else the one that is shipped."""
        placed = self.folder / "etc/systemd/system" / name
        return placed if placed.exists() else self.code / "deploy/systemd" / name

    def _run(self, command: Sequence[str], variables: Mapping[str, str], folder: Path, name: str) -> Process:
        process = Process(command, variables, folder, self._logs / f"{name}.log")
        self._running.append(process)
        return process


def find_nginx() -> str | None:
    """Return where nginx is, also where only root's path leads."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _await_readiness(notices: socket.socket, process: Process) -> None:
    """Return when the process has told its socket that it is ready; raises ``ServerFailed``."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        process.require_alive()
        with suppress(TimeoutError):
            if b"READY=1" in notices.recv(4096).splitlines():
                return
    raise ServerFailed(f"it never said that it is ready\n{process.said()}")
