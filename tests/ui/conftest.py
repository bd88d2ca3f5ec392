"""The window under test: real workspace files, no screen; a thread or a timer left behind fails the test."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from assurance_app.application.workspaces import create_national, create_office_for
from assurance_app.domain.entities import Body
from assurance_app.domain.values import BodyKind
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.theme import STEP, ThemeChoice, theme
from tests.fixtures.samples import write_sample

BODY = Body(
    id="invented-vale",
    legal_name="Police and Crime Commissioner for Invented Vale",
    name_as_used="Invented Vale Police and Crime Commissioner",
    kind=BodyKind.PCC,
    police_area="Invented Vale",
    force="Invented Vale Police",
    invented=True,
)

# The platform without a screen says this of every window with a least size.
HARMLESS = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/ui/" in Path(str(item.fspath)).as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(HARMLESS))


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One workspace of each kind, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("templates")
    create_office_for(BODY, folder / "office.assurance", "2025-26", author="A. Maker").close()
    create_national(folder / "national.assurance", "2025-26", author="A. Maker").close()
    write_sample(folder / "sample.assurance")
    return folder


@pytest.fixture
def office(templates: Path, tmp_path: Path) -> Path:
    """An office workspace in which nothing is written yet."""
    return Path(shutil.copy(templates / "office.assurance", tmp_path / "office.assurance"))


@pytest.fixture
def sample(templates: Path, tmp_path: Path) -> Path:
    """The sample workspace, filled."""
    return Path(shutil.copy(templates / "sample.assurance", tmp_path / "sample.assurance"))


@pytest.fixture
def national(templates: Path, tmp_path: Path) -> Path:
    """A national workspace without a return."""
    return Path(shutil.copy(templates / "national.assurance", tmp_path / "national.assurance"))


@pytest.fixture
def kept_settings() -> list[Settings]:
    """What the windows of a test kept; the newest last."""
    return [Settings()]


@pytest.fixture
def opened(qtbot: QtBot, kept_settings: list[Settings]) -> Iterator[Callable[..., MainWindow]]:
    """Opens a window on a workspace as the program does, and waits until it can be used."""
    before = set(threading.enumerate())
    windows: list[MainWindow] = []

    def open_(path: Path | None = None) -> MainWindow:
        window = MainWindow(kept_settings[-1], kept_settings.append, "A. Tester")
        windows.append(window)
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
            window.begin(path)
            window.activateWindow()
            become_active(window)
        settle(window)
        return window

    yield open_
    for window in windows:
        window.session.give_up_unsaved()
        assert window.close()
        window.deleteLater()
    QApplication.processEvents()
    left = [thread for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left, f"threads left behind: {left}"


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> QApplication:
    qapp.setStyle("Fusion")
    return qapp


@pytest.fixture
def application(styled: QApplication) -> QApplication:
    theme().put_on(ThemeChoice.LIGHT, 100)
    return styled


def become_active(window: MainWindow) -> None:
    """Until the window has the keyboard. `QTest.qWaitForWindowActive` sleeps between its looks, which adds up."""
    for _look in range(1_000):
        if window.isActiveWindow():
            return
        QApplication.processEvents()
    assert QTest.qWaitForWindowActive(window)


def settle(window: MainWindow) -> None:
    """Let everything that was asked for be done and shown."""
    for _turn in range(4):
        assert window.tasks.wait()
        QApplication.processEvents()


def write(widget: QWidget, text: str) -> None:
    """Type it where it stands, in place of what is there."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


def click(window: MainWindow, button: QAbstractButton) -> None:
    """Click on a button, or on the mark of a choice."""
    where = QPoint(STEP, button.height() // 2)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    settle(window)
