"""The whole job where there is no network: in a network namespace that is empty where one can be made, and always with
a guard that hears every use of a socket by Python code. What the demo makes is looked at here too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assurance_app.exchange.returns import read_return
from assurance_app.files.docx_text import docx_text
from assurance_app.files.pdf import pdf_facts, pdf_text

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


def _run(folder: Path, module: str, *arguments: str | Path, cwd: Path | None = None) -> Guarded:
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


def _holds(run: Guarded) -> bool:
    """Whether the run was without a network, in the way that is possible here."""
    if _namespace():
        assert run.interfaces is not None
        # The loopback is there and down; a tunnel that the kernel puts into every namespace leads nowhere.
        assert [
            name for name in run.interfaces if not name.startswith(("lo", "sit", "tunl", "gre", "ip", "erspan"))
        ] == []
    return run.used == []


def test_a_use_of_the_network_would_be_heard(tmp_path: Path) -> None:
    program = "import socket\ntry:\n socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError as e:\n print(e)\n"
    (tmp_path / "reaches_out.py").write_text(program, encoding="utf-8")
    run = _run(tmp_path, "reaches_out", cwd=tmp_path)
    assert "there is no network here" in run.out
    assert not _holds(run)
    assert run.used[0].startswith("socket.")


@pytest.mark.last
def test_the_demo_and_the_window_need_no_network(tmp_path: Path) -> None:
    demo = _run(tmp_path, "assurance_app", "demo", "--out", tmp_path / "out", "--json")
    assert (demo.status, demo.err) == (0, "")
    assert _holds(demo)
    made = [Path(line) for line in json.loads(demo.out)]
    _look_at(made, tmp_path / "out")
    office = next(path for path in made if path.name == "fenmarch.assurance")
    before = office.read_bytes()
    window = _run(tmp_path, "assurance_app", office, "--quit-when-ready")
    assert (window.status, window.out) == (0, "")
    assert _holds(window)
    assert office.read_bytes() == before, "to look at a workspace changes nothing in it"


def _look_at(made: list[Path], out: Path) -> None:
    """Every file that the demo names is there and no other; what is invented says so; a real body holds no opinion."""
    assert len(made) == len(set(made))
    assert {path.suffix for path in made} == {".assurance", ".docx", ".pdf", ".html", ".xlsx", ".sprreturn"}
    assert {path for path in out.rglob("*") if path.is_file()} == set(made)
    assert all(path.stat().st_size > 500 for path in made)
    names = {path.name for path in made}
    assert {"fenmarch-2025-26.sprreturn", "national-2025-26.xlsx", "national-2025-26-summary.docx"} <= names
    returns = {path.name: read_return(path) for path in made if path.suffix == ".sprreturn"}
    real = {name: received.record for name, received in returns.items() if not received.record.body.invented}
    assert list(real) == ["leicestershire-2025-26.sprreturn"]
    assert all((record.answers, record.threat_statements) == ((), ()) for record in real.values())
    assert {name: received.draft for name, received in returns.items()} == {name: name in real for name in returns}
    for path in made:
        if path.suffix == ".pdf":
            assert pdf_facts(path).tagged
            said = " ".join(pdf_text(path))
        elif path.suffix == ".docx":
            said = " ".join(paragraph.text for paragraph in docx_text(path).paragraphs)
        else:
            continue
        if not path.name.startswith("leicestershire"):
            assert "invented" in said, path.name
        else:
            assert "invented" not in said, path.name
