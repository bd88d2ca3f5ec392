"""The program without a network: in a network namespace that is empty where one can be made, and always with a guard
that hears every use of a socket by Python code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Runs the program and tells what it saw: the interfaces that there are, and each use of a socket, which also fails.
# An audit hook cannot be taken away again by what runs after it. To ask for the machine's own name uses no network.
GUARD = """
import json, pathlib, runpy, sys
used = []
def hear(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        if event == "socket.__new__":
            return
        used.append(f"{event} {arguments!r}")
        raise OSError(f"there is no network here: {event}")
sys.addaudithook(hear)
# Another process of the program runs this again by another name: it is heard too.
if __name__ == "__main__":
    report, module, *rest = sys.argv[1:]
    sys.argv = [module, *rest]
    status = 0
    try:
        runpy.run_module(module, run_name="__main__")
    except SystemExit as ended:
        status = ended.code
    table = pathlib.Path("/proc/net/dev")
    lines = table.read_text().splitlines()[2:] if table.exists() else None
    interfaces = None if lines is None else [line.split(":")[0].strip() for line in lines]
    pathlib.Path(report).write_text(json.dumps({"status": status, "used": used, "interfaces": interfaces}))
"""


def _namespace() -> list[str]:
    """The command that runs another in an empty network namespace; nothing where none can be made."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        try:
            tried = subprocess.run([*command, "true"], capture_output=True, timeout=20, check=False)
        except OSError:
            return []
        if tried.returncode == 0:
            return command
    return []


@dataclass(frozen=True)
class Guarded:
    """How a run without a network ended."""

    status: int | None
    used: list[str]
    interfaces: list[str] | None
    out: str
    err: str


def run_guarded(folder: Path, module: str, *arguments: str | Path, cwd: Path | None = None) -> Guarded:
    """Run a module of Python; what the guard needs and tells lies in `folder`."""
    guard, report = folder / "guard.py", folder / "report.json"
    guard.write_text(GUARD, encoding="utf-8")
    report.unlink(missing_ok=True)
    command = [*_namespace(), sys.executable, str(guard), str(report), module, *map(str, arguments)]
    environ = {**os.environ, "PYTHONPATH": str(cwd or "")}
    done = subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=170, check=False
    )
    assert report.exists(), done.stderr
    seen: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return Guarded(seen["status"], seen["used"], seen["interfaces"], done.stdout, done.stderr)


def without_network(run: Guarded) -> bool:
    """Whether the run was without a network, in the way that is possible here."""
    if _namespace():
        assert run.interfaces is not None
        # The loopback is there and down; a tunnel that the kernel puts into every namespace leads nowhere.
        assert [
            name for name in run.interfaces if not name.startswith(("lo", "sit", "tunl", "gre", "ip", "erspan"))
        ] == []
    return run.used == []
