"""The wheel carries all that it needs: installed by itself, outside the checkout, it does the whole job."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from assurance_app import __version__

ROOT = Path(__file__).resolve().parents[2]
DATA = ("migrations", "forms", "templates", "resources")
# What is set here must not reach the other environment: it is to find everything by itself.
OURS = {"VIRTUAL_ENV", "ASSURANCE_APP_HOME"}
# One worker, so that the environment is made once.
pytestmark = [pytest.mark.last, pytest.mark.xdist_group("wheel"), pytest.mark.timeout(420)]


def _run(*command: str | Path, cwd: Path) -> str:
    environ = {key: value for key, value in os.environ.items() if key not in OURS and not key.startswith("PYTHON")}
    environ |= {"ASSURANCE_APP_HOME": str(cwd / "home"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment that holds the wheel and what the lock says, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder / "env")
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    where = _run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    _put_what_the_lock_says(Path(where.strip()))
    _run(*_pip_for(programs), "install", "--quiet", "--no-compile", "--no-deps", "--no-index", wheel, cwd=folder)
    return programs


def _pip_for(programs: Path) -> tuple[str | Path, ...]:
    return (sys.executable, "-m", "pip", "--python", programs / "python")


def _put_what_the_lock_says(site: Path) -> None:
    """The packages of the lock, as pip has installed them here from the same hashes: to fetch and unpack them all again
    took most of a minute and said nothing more.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for line in re.findall(r"^(\S+==.*?) \\$", lock, re.MULTILINE):
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate():
            continue
        found = distribution(wanted.name)
        assert wanted.specifier.contains(found.version, prereleases=True), f"{line}: {found.version} is installed"
        # Some packages name a file of theirs twice.
        for file in set(found.files or ()):
            if ".." not in file.parts:
                _link(Path(str(file.locate())), site / file)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # on another disk
        shutil.copy2(source, target)


def test_the_wheel_holds_all_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.split("/")[0] for name in names} == {"assurance_app", f"assurance_app-{__version__}.dist-info"}
    for folder in DATA:
        ours = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        }
        assert ours, folder
        packed = {name.removeprefix("assurance_app/_data/") for name in names if f"/_data/{folder}/" in name}
        assert ours <= packed
        assert not [name for name in packed if "__pycache__" in name]


def test_the_installed_wheel_makes_the_sample_documents(installed: Path, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    printed = _run(installed / "assurance-app", "demo", "--out", out, cwd=tmp_path)
    made = {path.suffix for path in out.rglob("*") if path.is_file()}
    assert {".docx", ".pdf", ".xlsx", ".sprreturn"} <= made
    assert ".sprreturn" in printed
    where = _run(installed / "python", "-c", "import assurance_app; print(assurance_app.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)
    assert not Path(where.strip()).is_relative_to(ROOT)


def test_the_installed_wheel_meets_what_it_requires(installed: Path, tmp_path: Path) -> None:
    _run(*_pip_for(installed), "check", cwd=tmp_path)
