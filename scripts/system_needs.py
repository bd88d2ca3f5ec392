"""Which system libraries and fonts the application needs and this machine lacks; installed where that is possible.

Only Linux lacks any: the Windows and macOS packages of Qt bring all that they need. Standard library only, because it
runs before anything is installed. `python scripts/system_needs.py` names what is missing and changes nothing.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# The Debian and Ubuntu package that holds each library which Qt loads and does not bring along.
PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# Without these a window shows boxes for letters and a document falls back to whatever is there.
FONTS = {
    "DejaVu Sans": ("DejaVuSans.ttf", "fonts-dejavu-core"),
    "Liberation Sans": ("LiberationSans-Regular.ttf", "fonts-liberation"),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is missing, and the Debian package that brings it (empty where none is known)."""

    name: str
    package: str
    fatal: bool = True


ROOT = Path(__file__).resolve().parent.parent
AXE_FOLDER = ROOT / "tests" / "browser"
"""Where `package.json` says which axe-core the tests of the web pages use, and where npm puts it."""
AXE_CORE = AXE_FOLDER / "node_modules" / "axe-core"
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# One package manager at a time: what the tests need is installed while other work goes on.
_ONE_AT_A_TIME = threading.Lock()


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def missing_for_environment() -> list[Need]:
    """What Python itself lacks to make a virtual environment: Debian ships `ensurepip` apart."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [Need("the Python module ensurepip", "python{}.{}-venv".format(*sys.version_info))]


def missing_for_qt(venv: Path) -> list[Need]:
    """The libraries that the Qt in this environment would load here and not find, and the fonts that are absent."""
    if not sys.platform.startswith("linux"):
        return []
    return [*_libraries(venv), *_fonts()]


def _libraries(venv: Path) -> list[Need]:
    qt = next(venv.glob("lib/python3*/site-packages/PySide6"), None)
    ldd = shutil.which("ldd")
    if qt is None or ldd is None:
        return []
    loaded = [qt / "QtWidgets.abi3.so", qt / "QtSvg.abi3.so", qt / "Qt/plugins/platforms/libqoffscreen.so"]
    loaded += [qt / "Qt/plugins/platforms" / f"libq{name}.so" for name in _display_plugins()]
    output = subprocess.run(
        [ldd, *map(str, filter(Path.exists, loaded))], capture_output=True, text=True, check=False
    ).stdout
    return [Need(name, PACKAGE_OF.get(name, "")) for name in missing_libraries(output)]


def missing_libraries(ldd_output: str) -> list[str]:
    """The names that `ldd` could not find, each once and in order; Qt's own are not the system's."""
    return sorted({name for name in NOT_FOUND.findall(ldd_output) if not name.startswith("libQt6")})


def _display_plugins() -> Iterable[str]:
    if os.environ.get("DISPLAY"):
        yield "xcb"
    if os.environ.get("WAYLAND_DISPLAY"):
        yield "wayland"


def _fonts() -> list[Need]:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    present = {path.name for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]tf")}
    # Any font at all shows text; without one of ours the pictures and pages only look different.
    fatal = not present
    return [Need(f"the font {name}", package, fatal) for name, (file, package) in FONTS.items() if file not in present]


def missing_for_office_files() -> list[Need]:
    """What reads Word and Excel files, for the tests marked `readers`, and turns them into pages for `make screens`."""
    return [*_office_part("Writer", "libswlo.so"), *_office_part("Calc", "libsclo.so")]


def _office_part(name: str, library: str) -> list[Need]:
    """A part of LibreOffice, where it is absent: its program can be there without this part."""
    program = shutil.which("soffice")
    if program and (not sys.platform.startswith("linux") or (Path(program).resolve().parent / library).exists()):
        return []
    return [Need(f"LibreOffice {name}", f"libreoffice-{name.lower()}", fatal=False)]


def chromium() -> str:
    """The Chromium of this machine, "" where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), "")


def missing_for_readers() -> list[Need]:
    """The programs other than ours that read what the application writes, for the tests marked `readers`."""
    needs = [] if chromium() else [Need("Chromium", "chromium-headless-shell", fatal=False)]
    needs += missing_for_office_files()
    programs = (("pdfinfo", "poppler-utils"), ("qpdf", "qpdf"), ("npm", "npm"))
    return needs + [Need(name, package, fatal=False) for name, package in programs if shutil.which(name) is None]


def provide_readers() -> None:
    """Install what the tests marked `readers` need, where this process may, and axe-core, which npm fetches.

    Stops nothing: a test whose reader is missing says so itself.
    """
    provide(missing_for_readers())
    npm = shutil.which("npm")
    if npm is None or _axe_core_is_there():
        return
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=AXE_FOLDER, check=False
    )
    if done.returncode:
        print("npm could not fetch axe-core; the tests of the web pages will fail.", flush=True)


def _axe_core_is_there() -> bool:
    kept = AXE_CORE / "package.json"
    wanted = json.loads((AXE_FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]["axe-core"]
    return kept.is_file() and json.loads(kept.read_text(encoding="utf-8"))["version"] == wanted


def provide(needs: list[Need]) -> None:
    """Install what is missing where this process may; otherwise name it, and stop where nothing would work without it.

    Raises SystemExit with the one command that a person can run.
    """
    if not needs:
        return
    print("Missing on this machine:", ", ".join(need.name for need in needs), flush=True)
    packages = sorted({need.package for need in needs if need.package})
    if packages and _may_install() and _install(packages):
        needs = [need for need in needs if not need.package]
    if packages and needs:
        print("To install it:  sudo apt-get install", *packages, flush=True)
    if any(need.fatal for need in needs):
        raise SystemExit("Stopped: the application cannot run without what is named above.")


def _may_install() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> bool:
    print("Installing:", " ".join(packages), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Nothing that a person has is taken away for the sake of what is wanted here.
    careful = ("--yes", "--quiet=2", "--no-install-recommends", "--no-remove", "--option=DPkg::Lock::Timeout=300")
    install = ["apt-get", "install", *careful, *packages]

    def succeeds(command: list[str]) -> bool:
        return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0

    # A fresh machine has no package lists yet, or old ones: fetch them only where the first attempt shows that.
    with _ONE_AT_A_TIME:
        return succeeds(install) or (succeeds(["apt-get", "update", "--quiet=2"]) and succeeds(install))


if __name__ == "__main__":
    wanted = missing_for_environment() + missing_for_qt(Path(__file__).resolve().parent.parent / ".venv")
    for need in wanted:
        print(need.name, f"(package {need.package})" if need.package else "")
    sys.exit(1 if any(need.fatal for need in wanted) else 0)
