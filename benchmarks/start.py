"""Start to a usable window, as whole processes: the program against a bare PySide6 window that imports SQLAlchemy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Figure, pairwise_ratio
from benchmarks.ten_years import ten_years

_BARE = """
import sys
import sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""


def run() -> list[Figure]:
    """The ratio, on a workspace of ten years."""
    with tempfile.TemporaryDirectory() as folder, ten_years() as opened:
        workspace = Path(shutil.copy(opened.path, Path(folder) / "years.assurance"))
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "ASSURANCE_APP_HOME": str(Path(folder) / "home"),
        }
        # An installed program has its bytecode beside it, as the libraries of the baseline have.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def process(*arguments: str) -> None:
            subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)

        ratio, detail = pairwise_ratio(
            lambda: process("-m", "assurance_app", "--quit-when-ready", str(workspace)),
            lambda: process("-c", _BARE),
            runs=9,
        )
    return [Figure("start to a usable window, against a bare PySide6 window with SQLAlchemy", ratio, "x", 2.0, detail)]
