"""What `make` and `make.bat` do. Standard library only, because it runs before anything is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import system_needs

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
ON_WINDOWS = sys.platform == "win32"
ON_LINUX = sys.platform.startswith("linux")
SCRIPTS = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if ON_WINDOWS else "python")
LOCK = ROOT / "requirements-dev.lock"
LOCK_STAMP = VENV / ".made-from-lock"
PROJECT_STAMP = VENV / ".made-from-project"
MADE = (".venv", "build", "dist", "demo-output", "screens", "tests/browser/node_modules")
TYPED = ("assurance_app", "benchmarks", "migrations", "scripts", "tests")
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache")


def call(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command at the top of the checkout and stop with its exit code where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def python(*arguments: str | Path, env: dict[str, str] | None = None) -> None:
    """Run the environment's Python."""
    call(PYTHON, *arguments, env=env)


def environment() -> None:
    """Make .venv from the lock, once for each state of the lock, and put the checkout into it."""
    lock = _digest(LOCK, extra="{}.{}".format(*sys.version_info))
    if _stamped(LOCK_STAMP) != lock:
        system_needs.provide(system_needs.missing_for_environment())
        print("Making .venv from", LOCK.name, "(once for each change of it; a minute or two)", flush=True)
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=not ON_WINDOWS).create(VENV)
        _pip("--require-hashes", "--only-binary", ":all:", "-r", LOCK)
        LOCK_STAMP.write_text(lock, encoding="utf-8")
    project = _digest(ROOT / "pyproject.toml")
    if _stamped(PROJECT_STAMP) != project:
        _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
        PROJECT_STAMP.write_text(project, encoding="utf-8")


def _pip(*arguments: str | Path) -> None:
    python("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-warn-script-location", *arguments)


def _digest(path: Path, extra: str = "") -> str:
    return hashlib.sha256(path.read_bytes() + extra.encode()).hexdigest()


def _stamped(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() and PYTHON.exists() else ""


def _ready() -> None:
    environment()
    system_needs.provide(system_needs.missing_for_qt(VENV))


def run() -> None:
    """Open the application on sample data; where there is no display, make the sample documents."""
    _ready()
    if system_needs.has_display():
        python("-m", "assurance_app", "--sample")
    else:
        print("There is no display here, so the sample documents are made without the window.", flush=True)
        python("-m", "assurance_app", "demo", "--out", "demo-output")


def lint() -> None:
    """Linter, formatter, types and import contracts."""
    environment()
    python("-m", "ruff", "check")
    python("-m", "ruff", "format", "--check")
    python("-m", "mypy", "--strict", *(folder for folder in TYPED if any((ROOT / folder).rglob("*.py"))))
    call(SCRIPTS / "lint-imports")


def test() -> None:
    """All that `lint` checks, then the tests, without a screen."""
    # The programs that read our documents take half a minute to install: that goes on beside the rest.
    with ThreadPoolExecutor(max_workers=1) as beside:
        readers = beside.submit(system_needs.provide_readers) if ON_LINUX else None
        _ready()
        lint()
        if readers:
            readers.result()
    chosen = () if readers else ("-m", "not readers")
    if not readers:
        print(
            "Left out, because this is not Linux: the tests that open documents in Chromium, LibreOffice and Poppler."
        )
    python("-m", "pytest", "-n", "2", "--dist", "loadgroup", *chosen, env={"QT_QPA_PLATFORM": "offscreen"})


def format_() -> None:
    """Put the code into the one format, and mend what the linter can mend."""
    environment()
    python("-m", "ruff", "check", "--fix")
    python("-m", "ruff", "format")


def bench() -> None:
    """Measure every promise of speed as a ratio."""
    _ready()
    python("-m", "benchmarks", env={"QT_QPA_PLATFORM": "offscreen"})


def screens() -> None:
    """Draw every screen and every page of the sample documents as PNG."""
    _ready()
    system_needs.provide(system_needs.missing_for_office_files())
    python(ROOT / "scripts" / "screens.py", env={"QT_QPA_PLATFORM": "offscreen"})


def lock() -> None:
    """Write both lock files anew from pyproject.toml; needs `uv` on the PATH and a package index."""
    if shutil.which("uv") is None:
        raise SystemExit("`make lock` needs the program uv, which is not installed.")
    compile_ = ("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")
    plain = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
    keep = () if os.environ.get("UPGRADE") is None else ("--upgrade",)
    call(*compile_, *plain, *keep, "pyproject.toml", "--output-file", "requirements.lock")
    both = ("pyproject.toml", "--group", "dev", "--constraints", "requirements.lock")
    call(*compile_, *plain, *keep, *both, "--output-file", LOCK.name)


def clean() -> None:
    """Remove all that `make` has made."""
    for name in (*MADE, *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for top in TYPED:
        for cache in list((ROOT / top).rglob("__pycache__")):
            shutil.rmtree(cache, ignore_errors=True)


def help_() -> None:
    """Say what there is."""
    for name, task in TASKS.items():
        print(f"  make {name:12} {(task.__doc__ or '').splitlines()[0]}")


TASKS: dict[str, Callable[[], None]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "format": format_,
    "bench": bench,
    "screens": screens,
    "lock": lock,
    "environment": environment,
    "clean": clean,
    "help": help_,
}


def main(arguments: Sequence[str]) -> None:
    """Run the task that is named; without a name, say what there is."""
    name = arguments[0] if arguments else "help"
    if name not in TASKS:
        raise SystemExit(f"There is no target {name!r}; there are: {', '.join(TASKS)}")
    TASKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
