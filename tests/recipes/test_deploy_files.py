"""The files in deploy/ are what their programs accept, hold no secret, and name what exists."""

import re
import shutil
import subprocess

import pytest

from benchmarks.installation import PLACES, Installation, find_nginx, settings_in, unit_lines
from benchmarks.server import ROOT

DEPLOY = ROOT / "deploy"
OURS = sorted(path for path in (DEPLOY / "systemd").glob("*.service") if "EnvironmentFile=" in path.read_text())
# What a process that serves children may not be without.
HARDENING = {
    "CapabilityBoundingSet": "",
    "NoNewPrivileges": "yes",
    "PrivateDevices": "yes",
    "PrivateTmp": "yes",
    "ProtectHome": "yes",
    "ProtectSystem": "strict",
    "UMask": "0077",
    "User": "orientir",
}


@pytest.fixture
def site(tmp_path):
    """A folder with the code in its place."""
    with Installation(tmp_path, host="school.lan") as installation:
        yield installation


@pytest.mark.pure
@pytest.mark.parametrize("unit", OURS, ids=lambda path: path.stem)
def test_a_unit_is_hardened_and_reads_the_settings(unit):
    service = {name: value for section, name, value in unit_lines(unit.read_text()) if section == "Service"}
    assert service.items() >= HARDENING.items()
    assert service["EnvironmentFile"] == "/etc/orientir/orientir.env"
    program = service["ExecStart"].split()[0]
    assert (ROOT / program.removeprefix("/opt/orientir/")).exists()


@pytest.mark.pure
def test_systemd_accepts_the_units(site):
    if shutil.which("systemd-analyze") is None:
        # Where there is no systemd, the strict reading above has to do.
        return
    units = []
    for path in OURS:
        placed = site.folder / path.name
        placed.write_text(re.sub(r"^(User|Group)=.*\n", "", site.placed(path.read_text()), flags=re.MULTILINE))
        units.append(str(placed))
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if str(site.folder) in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.pure
def test_a_line_that_systemd_would_ignore_is_found():
    with pytest.raises(ValueError, match="not a line of a unit"):
        unit_lines("[Service]\nExecStart /bin/true\n")


@pytest.mark.pure
def test_the_example_holds_no_secret_and_names_what_the_settings_read():
    text = (DEPLOY / "orientir.env.example").read_text()
    lines = settings_in(re.sub(r"^#(?=[A-Z_0-9]+=)", "", text, flags=re.MULTILINE))
    assert {name: value for name, value in lines.items() if name.endswith(("_KEY", "PEPPER")) and value} == {}
    read = (ROOT / "config/settings.py").read_text() + (ROOT / "config/gunicorn.py").read_text()
    assert [name for name in lines if f'"{name}"' not in read and f"'{name}'" not in read] == []
    explained = (ROOT / "docs/operations.md").read_text()
    assert [name for name in lines if f"`{name}`" not in explained] == []


@pytest.mark.pure
def test_the_shorter_proxy_is_accepted_by_caddy():
    text = (DEPLOY / "Caddyfile").read_text()
    assert "reverse_proxy 127.0.0.1:8000" in text
    if shutil.which("caddy"):
        command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.pure
def test_nginx_accepts_its_site(site):
    site.make_certificate()
    site.port, site.plain_port = 1, 2
    main = site.write_nginx(web_ports=[3, 4])
    assert "server 127.0.0.1:4 max_fails=3" in (site.folder / "run/site.conf").read_text()
    if program := find_nginx():
        done = subprocess.run([program, "-t", "-c", main], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.pure
def test_the_authority_vouches_for_the_school_alone(site):
    authority = site.make_certificate("192.168.1.10")
    folder = authority.parent
    text = subprocess.run(
        ["openssl", "x509", "-in", authority, "-noout", "-text"], capture_output=True, text=True, check=True
    ).stdout
    constraints = re.search(r"Name Constraints: critical\n(.*?)X509v3|Signature Algorithm", text, re.DOTALL)[0]
    assert "DNS:school.lan" in text
    assert "IP:192.168.1.10/255.255.255.255" in text
    assert "CA:TRUE, pathlen:0" in text
    assert constraints
    first, key = authority.read_bytes(), (folder / "server.key").read_bytes()
    site.make_certificate("192.168.1.10")
    assert authority.read_bytes() == first
    assert (folder / "server.key").read_bytes() != key
    with pytest.raises(subprocess.CalledProcessError):
        site.make_certificate("192.168.1.11")
    assert authority.read_bytes() == first


@pytest.mark.pure
@pytest.mark.parametrize("name", ["", "School Lan", "192.168.1.10", "a;b", "-a"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    done = subprocess.run([DEPLOY / "lan-certificate", tmp_path / "tls", name], capture_output=True, check=False)
    assert done.returncode == 2
    assert not (tmp_path / "tls").exists()


@pytest.mark.pure
def test_places_of_a_server_are_moved_and_others_are_not():
    text = "/etc/orientir/tls /opt/orientir/.venv /etc/passwd /var/lib/orientir /var/lib/postgresql"
    assert PLACES.sub("@", text) == "@/tls @/.venv /etc/passwd @ /var/lib/postgresql"
