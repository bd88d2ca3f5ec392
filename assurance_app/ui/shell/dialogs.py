"""The few dialogs: keyboard shortcuts and what the program is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from assurance_app import __version__, paths
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Reading, button, column, label, row
from assurance_app.words import _


class KeysDialog(QDialog):
    """Every action that has keys."""

    def __init__(self, parent: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(STEP * 60, STEP * 66)
        body = column(self, margins=STEP * 2, spacing=STEP * 2)
        body.addWidget(label(_("Keyboard shortcuts"), "heading"))
        having = [action for action in actions if action.shortcuts()]
        table = QTableWidget(len(having), 2)
        table.setAccessibleName(_("Keyboard shortcuts"))
        table.setHorizontalHeaderLabels([_("What it does"), _("Keys")])
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for place, action in enumerate(having):
            keys = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
            table.setItem(place, 0, QTableWidgetItem(action.text().replace("&", "").rstrip("…")))
            table.setItem(place, 1, QTableWidgetItem(keys))
        body.addWidget(table)
        body.addLayout(row(None, button(_("Close"), self.accept, "primary")))


class AboutDialog(QDialog):
    """What this is, and where its log lies."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About SPR Assurance"))
        self.setMinimumWidth(STEP * 60)
        body = column(self, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("SPR Assurance {version}").format(version=__version__), "heading"))
        body.addWidget(
            Reading(
                _(
                    "The yearly account of regard to the Strategic Policing Requirement. Everything stays in files on "
                    "your own machine or drive; the program never uses a network.\n"
                    "Contains public sector information licensed under the Open Government Licence v3.0."
                )
            )
        )
        body.addWidget(label(_("The log is kept in {folder}.").format(folder=paths.log_folder()), "second"))
        body.addLayout(row(None, button(_("Close"), self.accept, "primary")))
