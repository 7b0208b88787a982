"""Reads the recipes out of the document and follows them in a folder that stands for the root of a server.

Programs that change a whole computer are replaced by ones that write down how they were called; everything else is run
as it stands, by bash, in order, and the first command that fails ends it.
"""

import os
import re
import subprocess
from pathlib import Path

from benchmarks.installation import Installation
from benchmarks.server import ROOT

DOCUMENT = ROOT / "docs" / "operations.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What only root of a real server may do; "git" brings the code that is being tested, as a clone would.
WRITTEN_DOWN = ("adduser", "apt-get", "chown", "nginx", "systemctl")
SHIM = '#!/bin/sh\nprintf "%s\\n" "$(basename "$0") $*" >>"$CALLS"\n'
CLONE = """#!/bin/sh
printf "%s\\n" "git $*" >>"$CALLS"
for target; do :; done
mkdir -p "$target" && cd "$ROOT_OF_CODE" || exit 1
git_itself ls-files -z --cached --others --exclude-standard |
  xargs -0 cp --parents --target-directory "$target" 2>/dev/null
ln -s "$(readlink -f .venv)" "$target/.venv"
"""


def blocks(section: str, kind: str = "sh") -> list[str]:
    """Return the code of one kind below a heading of the document, in order."""
    text = DOCUMENT.read_text()
    found = re.search(rf"^## {re.escape(section)}\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/operations.md has no section {section!r}"
    return [code for language, code in BLOCK.findall(found[1]) if language == kind]


def follow(site: Installation, code: str, *, typed: str = "") -> list[str]:
    """Run one block of commands in an installation; return the calls that were only written down."""
    shims = site.folder / "shims"
    calls = site.folder / "calls"
    calls.write_text("")
    if not shims.exists():
        _make_shims(shims)
    variables = {name: os.environ[name] for name in ("HOME", "LANG", "TZ") if name in os.environ} | {
        "PATH": f"{shims}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "ROOT_OF_CODE": str(ROOT),
        "ORIENTIR_ENV": str(site.settings_file),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", site.placed(code)],
        # Without a terminal a password is read from standard input.
        start_new_session=True,
        env=variables, input=typed, cwd=site.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{code}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return calls.read_text().splitlines()


def started_units(calls: list[str]) -> list[str]:
    """Return the units that the written calls enable and start."""
    return [
        f"{name}.service"
        for call in calls
        if call.startswith("systemctl enable --now ")
        for name in call.removeprefix("systemctl enable --now ").split()
    ]


def _make_shims(folder: Path) -> None:
    folder.mkdir()
    git = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (folder / "git_itself").symlink_to(git)
    for name in WRITTEN_DOWN:
        (folder / name).write_text(SHIM)
    (folder / "git").write_text(CLONE)
    for path in folder.iterdir():
        if not path.is_symlink():
            path.chmod(0o755)
