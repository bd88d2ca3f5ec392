"""Runs the real program with somebody typing in it, and says what was typed when. For `test_killed.py`.

The program is started as the command starts it; only the keys come from here. Each word is printed with the
time of its last key (`time.monotonic`, which all processes of a machine share).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from assurance_app.application.places import Place
from assurance_app.bootstrap import open_window
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.question.view import QuestionScreen
from tests.end_to_end.where import REQUIREMENT, SECTION

KEY_EVERY_MS = 15


class Typist:
    """Types numbered words into the account of one question, for ever."""

    def __init__(self, window: MainWindow, first: int) -> None:
        self._window = window
        self._number = first
        self._rest = ""
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._type)

    def begin(self) -> None:
        """Go to the question and type as soon as it is shown."""
        screen = self._window.screen_of("question")
        assert isinstance(screen, QuestionScreen)
        self._screen = screen
        screen.loaded.connect(lambda: self._timer.start(KEY_EVERY_MS))
        self._window.go(Place("question", section_id=SECTION, requirement_id=REQUIREMENT))

    def _type(self) -> None:
        area = self._screen.account.area
        if not area.hasFocus():
            area.setFocus()
            cursor = area.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            area.setTextCursor(cursor)
        if not self._rest:
            self._rest = f"word{self._number} "
            self._number += 1
        key, self._rest = self._rest[0], self._rest[1:]
        QTest.keyClicks(area, key)
        if not self._rest:
            sys.stdout.write(f"{self._number - 1} {time.monotonic():.6f}\n")
            sys.stdout.flush()


def main() -> int:
    """Open the workspace named first, and type from the word numbered second."""
    workspace, first = Path(sys.argv[1]), int(sys.argv[2])
    begin = MainWindow.begin

    def begin_and_type(self: MainWindow, path: Path | None = None, *, sample: bool = False) -> None:
        self.typist = Typist(self, first)  # type: ignore[attr-defined]
        self.ready.connect(self.typist.begin)  # type: ignore[attr-defined]
        begin(self, path, sample=sample)

    MainWindow.begin = begin_and_type  # type: ignore[method-assign]
    return open_window(workspace)


if __name__ == "__main__":
    sys.exit(main())
