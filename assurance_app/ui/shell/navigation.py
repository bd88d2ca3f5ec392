"""The navigation on the left: every part of the workspace, threats beneath one heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from assurance_app.application.places import Place
from assurance_app.domain.framework import Section, SectionKind
from assurance_app.ui.theme import STEP
from assurance_app.words import _


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation; without a place it only names what is beneath."""

    title: str
    place: Place | None = None
    inner: tuple[Entry, ...] = ()


def office_entries(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """The navigation of an office workspace."""
    own = [section for section in sections if section.kind is SectionKind.OWN_DUTIES]
    threats = [section for section in sections if section.kind is SectionKind.THREAT]
    others = [section for section in sections if section.kind is SectionKind.CROSS_CUTTING]
    beneath = (
        *(Entry(section.short_title, Place("threat", section.id)) for section in threats),
        *(Entry(section.short_title, Place("section", section.id)) for section in others),
    )
    return (
        Entry(_("Overview"), Place("overview")),
        *(Entry(section.short_title, Place("section", section.id)) for section in own),
        *((Entry(_("Threats"), None, beneath),) if beneath else ()),
        Entry(_("Examination"), Place("examination")),
        Entry(_("Plan"), Place("plan")),
        Entry(_("Scrutiny"), Place("scrutiny")),
        Entry(_("Evidence"), Place("evidence")),
        Entry(_("Capacity"), Place("capacity")),
        Entry(_("Inspections"), Place("inspections")),
        Entry(_("Actions"), Place("actions")),
        Entry(_("Statement"), Place("statement")),
        Entry(_("Sign-off"), Place("sign-off")),
        Entry(_("Our body"), Place("office")),
    )


def national_entries() -> tuple[Entry, ...]:
    """The navigation of a national workspace."""
    return (
        Entry(_("Commission"), Place("commission")),
        Entry(_("Returns"), Place("returns")),
        Entry(_("National picture"), Place("national-picture")),
        Entry(_("Capacity"), Place("national-capacity")),
        Entry(_("Gaps and departures"), Place("national-gaps")),
        Entry(_("Summary"), Place("summary")),
    )


class Navigation(QTreeView):
    """The tree. Arrow keys move, Return or a click goes there."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "navigation")
        self.setAccessibleName(_("Parts of the workspace"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(STEP * 2)
        self.setMinimumWidth(STEP * 20)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._items: dict[Place, QStandardItem] = {}
        self.clicked.connect(self._open)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these parts."""
        self._model.clear()
        self._items = {}
        for entry in entries:
            self._model.appendRow(self._item(entry))
        self.expandAll()

    def places(self) -> tuple[Place, ...]:
        """The places in order."""
        return tuple(self._items)

    def mark(self, place: Place) -> None:
        """Show where the person is."""
        of_threat = place.screen in ("threat", "pillar", "question", "in-a-row")
        of_return = place.screen in ("body", "entered")
        # A body can be arrived at by a threat in its return.
        near = Place("returns") if of_return else Place("threat" if of_threat else place.screen, place.section_id)
        for wanted in (place, near, Place("section", place.section_id), Place(place.screen)):
            item = self._items.get(wanted)
            if item is not None:
                self.setCurrentIndex(item.index())
                return
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _item(self, entry: Entry) -> QStandardItem:
        item = QStandardItem(entry.title)
        item.setToolTip(entry.title)
        if entry.place is None:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        else:
            item.setData(entry.place, Qt.ItemDataRole.UserRole)
            self._items[entry.place] = item
        for inner in entry.inner:
            item.appendRow(self._item(inner))
        return item

    def _open(self, index: QModelIndex) -> None:
        place = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(place, Place):
            self.chosen.emit(place)
