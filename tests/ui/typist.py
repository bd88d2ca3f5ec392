"""A process of its own that opens the real window on a workspace and types until it is killed.

    python typist.py WORKSPACE

It prints each word once the key is typed, with the moment, so that whoever kills it knows what was on the screen.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from assurance_app.application.places import Place
from assurance_app.settings import Settings
from assurance_app.ui.application import make_application
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.question.view import QuestionScreen

QUESTION = Place("question", "own-duties", "", "own-duties.plan.regard")


def main(path: Path) -> None:
    """Type a word every 40 ms, and leave the field now and then as people do."""
    application = make_application()
    window = MainWindow(Settings(), lambda _settings: None, "A. Typist")
    window.show()
    window.begin(path)
    window.tasks.wait()
    window.go(QUESTION)
    window.tasks.wait()
    application.processEvents()
    screen = window.current_screen
    assert isinstance(screen, QuestionScreen)
    area = screen.account.area
    words = 0

    def type_word() -> None:
        nonlocal words
        words += 1
        QTest.keyClicks(area, f"w{words} ")
        sys.stdout.write(f"{words} {time.time()}\n")
        sys.stdout.flush()
        if words % 30 == 0:
            screen.leave()

    clock = QTimer()
    clock.timeout.connect(type_word)
    clock.start(40)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
