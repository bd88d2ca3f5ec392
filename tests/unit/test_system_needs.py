"""What is said, and done, where a machine lacks a library or a font."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import system_needs
from scripts.system_needs import Need

LDD = """
/somewhere/libqxcb.so:
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => /lib/libEGL.so.1 (0x0)
\tlibQt6Gui.so.6 => not found
/somewhere/libqoffscreen.so:
\tlibxcb-cursor.so.0 => not found
\tlibGL.so.1 => not found
"""
LIBRARY = Need("libGL.so.1", "libgl1")
FONT = Need("the font DejaVu Sans", "fonts-dejavu-core", fatal=False)
UNKNOWN = Need("libunheardof.so.1", "")


def _install(monkeypatch: pytest.MonkeyPatch, *, may: bool, succeeds: bool = True) -> list[list[str]]:
    asked: list[list[str]] = []

    def install(packages: list[str]) -> bool:
        asked.append(packages)
        return succeeds

    monkeypatch.setattr(system_needs, "_may_install", lambda: may)
    monkeypatch.setattr(system_needs, "_install", install)
    return asked


def test_each_missing_library_is_named_once_and_those_of_qt_are_not() -> None:
    assert system_needs.missing_libraries(LDD) == ["libGL.so.1", "libxcb-cursor.so.0"]


def test_every_library_has_a_plausible_package() -> None:
    assert all(name.startswith("lib") and ".so." in name for name in system_needs.PACKAGE_OF)
    assert all(package == package.lower() for package in system_needs.PACKAGE_OF.values())


def test_nothing_missing_nothing_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = _install(monkeypatch, may=True)
    system_needs.provide([])
    assert (asked, capsys.readouterr().out) == ([], "")


def test_root_gets_it_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = _install(monkeypatch, may=True)
    system_needs.provide([LIBRARY, FONT])
    assert asked == [["fonts-dejavu-core", "libgl1"]]
    assert "libGL.so.1, the font DejaVu Sans" in capsys.readouterr().out


def test_others_get_the_one_command_and_a_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = _install(monkeypatch, may=False)
    with pytest.raises(SystemExit, match="cannot run"):
        system_needs.provide([LIBRARY, FONT])
    assert asked == []
    assert "sudo apt-get install fonts-dejavu-core libgl1\n" in capsys.readouterr().out


def test_a_font_alone_does_not_stop_the_application(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _install(monkeypatch, may=False)
    system_needs.provide([FONT])
    assert "sudo apt-get install fonts-dejavu-core\n" in capsys.readouterr().out


@pytest.mark.parametrize(("needs", "succeeds"), [([LIBRARY], False), ([UNKNOWN], True), ([LIBRARY, UNKNOWN], True)])
def test_what_cannot_be_installed_stops(monkeypatch: pytest.MonkeyPatch, needs: list[Need], succeeds: bool) -> None:
    _install(monkeypatch, may=True, succeeds=succeeds)
    with pytest.raises(SystemExit):
        system_needs.provide(needs)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)],
)
def test_a_display_is_seen_on_linux(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], expected: bool) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert system_needs.has_display(environ) is expected


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert system_needs.has_display({})


def test_the_programs_that_read_our_documents_are_named_and_stop_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    asked = _install(monkeypatch, may=True, succeeds=False)
    system_needs.provide_readers()
    assert asked == [
        ["chromium-headless-shell", "libreoffice-calc", "libreoffice-writer", "npm", "poppler-utils", "qpdf"]
    ]
    assert (
        "sudo apt-get install chromium-headless-shell libreoffice-calc libreoffice-writer npm poppler-utils qpdf"
        in (capsys.readouterr().out)
    )


def test_another_chromium_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"programs/{name}" if name == "google-chrome" else None)
    assert system_needs.chromium() == "programs/google-chrome"
    assert "Chromium" not in [need.name for need in system_needs.missing_for_readers()]


def test_a_part_of_libreoffice_is_missed_where_only_another_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "libswlo.so").touch()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: str(tmp_path / name))
    assert [need.package for need in system_needs.missing_for_office_files()] == ["libreoffice-calc"]


@pytest.mark.parametrize(("there", "calls"), [("9.9.9", 0), ("1.0.0", 1), ("", 1)])
def test_axe_core_is_fetched_once_for_each_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: str, calls: int
) -> None:
    (tmp_path / "package.json").write_text('{"devDependencies": {"axe-core": "9.9.9"}}', encoding="utf-8")
    if there:
        (tmp_path / "axe").mkdir()
        (tmp_path / "axe" / "package.json").write_text(f'{{"version": "{there}"}}', encoding="utf-8")
    ran: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(system_needs, "AXE_FOLDER", tmp_path)
    monkeypatch.setattr(system_needs, "AXE_CORE", tmp_path / "axe")
    monkeypatch.setattr(system_needs, "missing_for_readers", list)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.run", run)
    system_needs.provide_readers()
    assert [command[:2] for command in ran] == [["npm", "ci"]] * calls


def test_the_lock_of_what_npm_brings_names_no_registry() -> None:
    lock = (system_needs.AXE_FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert "sha512-" in lock
    assert "resolved" not in lock
    assert "://" not in lock
