"""The page of a body on which much is said: what a window has room for is there at once, the rest follows by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.body import reading
from assurance_app.ui.screens.body.view import BodyScreen
from tests.fixtures.national import national, return_file
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def look(application: QApplication) -> None:
    """The look of the program."""


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A national workspace with one return."""
    with national(tmp_path) as workspace:
        receive_returns(workspace, [return_file(tmp_path / "sent", "westmarch")])
    return tmp_path / "national.assurance"


def titles(screen: BodyScreen) -> list[str]:
    labels = screen.reading.findChildren(QLabel)
    return [one.text() for one in labels if one.property("role") in ("heading", "group")]


def arrived(window: MainWindow, place: Place) -> tuple[BodyScreen, list[str]]:
    """The page, and what it said when it was told to be there."""
    screen = window.screen_of("body")
    assert isinstance(screen, BodyScreen)
    said: list[list[str]] = []
    heard = screen.loaded.connect(lambda: said.append(titles(screen)))
    window.go(place)
    settle(window)
    screen.loaded.disconnect(heard)
    return screen, said[0]


def test_the_rest_of_a_long_page_follows_in_its_order(
    opened: Opened, received: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 1000)
    window = opened(received)
    here = Place("body", item_id="westmarch")
    _screen, whole = arrived(window, here)
    assert len(whole) > 7
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    window.go(Place("returns"))
    screen, first = arrived(window, here)
    assert first == whole[:3]
    qtbot.waitUntil(lambda: titles(screen) == whole)


def test_all_of_a_long_page_is_there_where_something_in_it_was_sought(
    opened: Opened, received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 1000)
    window = opened(received)
    _screen, whole = arrived(window, Place("body", item_id="westmarch"))
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    window.go(Place("returns"))
    _screen, first = arrived(window, Place("body", "cyber", item_id="westmarch"))
    assert first == whole
