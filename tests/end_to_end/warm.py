"""The program as a process of its own, started from one that has read its modules already: for tests of a great many
starts, of which nearly all the time would go into reading modules. Where processes cannot fork they begin afresh.

Nothing here imports pytest: it runs in those processes.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

PATIENCE = 120
_READ_BEFORE = ["assurance_app.cli.commands", "assurance_app.catalogue.loader", "assurance_app.bootstrap"]


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READ_BEFORE)
    return context


def run_warm(arguments: list[str], cwd: Path, folder: Path) -> tuple[int, bytes, bytes]:
    """Run the program; its status, and what it said on both ways out, which are files in `folder` meanwhile."""
    out, err = folder / "out", folder / "err"
    process = _context().Process(target=_run, args=(arguments, str(cwd), dict(os.environ), str(out), str(err)))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode is not None, f"{arguments} does not end"
    return process.exitcode, out.read_bytes(), err.read_bytes()


def _run(arguments: list[str], cwd: str, environ: dict[str, str], out: str, err: str) -> None:
    for number, name in ((1, out), (2, err)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["assurance_app", *arguments]
    runpy.run_module("assurance_app", run_name="__main__", alter_sys=True)
