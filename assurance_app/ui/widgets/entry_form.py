"""The form of an entry, made from a list of its parts. Speaks only of the person's own change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from assurance_app.domain.framework import Column, Field, FieldType, Unit
from assurance_app.domain.holdings import RoleCount
from assurance_app.domain.planning import Influence
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, empty, label
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.ui.widgets.typed_fields import OneLine, Rows
from assurance_app.words import _


class Named(Protocol):
    """A section by its name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """What people call it."""


class Kind(StrEnum):
    """How a part is written."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    POUNDS = "pounds"
    CHOICE = "choice"
    SECTIONS = "sections"
    INFLUENCES = "influences"
    PEOPLE = "people"
    READERS = "readers"
    """Who may read it, and the wording for the public where the entry has one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an entry: the name of its field, its heading, how it is written, and a line of help."""

    name: str
    words: str
    kind: Kind = Kind.LINE
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    as_kept: Callable[[str], object] = str
    """Makes what is kept of the code of a choice."""
    lines: int = 3


_TYPES = {
    Kind.LINE: FieldType.TEXT,
    Kind.NUMBER: FieldType.NUMBER,
    Kind.POUNDS: FieldType.MONEY,
}
_SHORT = (Kind.DATE, Kind.NUMBER, Kind.POUNDS)
"""What stands side by side where several follow one another."""


class Ticks(QWidget):
    """The sections that an entry bears on; with `how`, a text for each that is ticked."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, words: str, help_text: str = "", *, how: str = "") -> None:
        super().__init__()
        self._how = how
        self._sections: tuple[tuple[str, str], ...] = ()
        self._texts: dict[str, str] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.texts: dict[str, Writing] = {}
        body = column(self, spacing=STEP // 2)
        body.addWidget(label(words, "group"))
        if help_text:
            body.addWidget(label(help_text, "second"))
        self._flow = FlowRow(columns=3, spacing=STEP // 2)
        body.addLayout(self._flow)
        self._beneath = column(spacing=STEP)
        self._beneath.setContentsMargins(0, STEP if how else 0, 0, 0)
        body.addLayout(self._beneath)

    def show_sections(self, sections: Sequence[Named]) -> None:
        """Offer these sections."""
        offered = tuple((section.id, section.title) for section in sections)
        if offered == self._sections:
            return
        self._sections = offered
        empty(self._flow)
        empty(self._beneath)
        self.ticks, self.texts = {}, {}
        for key, title in offered:
            tick = QCheckBox(title.replace("&", "&&"))
            tick.setAccessibleName(title)
            tick.clicked.connect(self._ticked)
            self.ticks[key] = tick
            self._flow.addWidget(tick)
            if self._how:
                text = Writing(self._how.format(threat=title), lines=2)
                text.edited.connect(lambda words, key=key: self._said(key, words))
                text.left.connect(self.left)
                self.texts[key] = text
                self._beneath.addWidget(text)
                text.hide()

    def set_value(self, value: object) -> None:
        """Show what is kept: ids, or influences."""
        entries = value if isinstance(value, tuple) else ()
        self._texts = {one.section_id: one.how for one in map(_influence, entries)}
        for key, tick in self.ticks.items():
            tick.setChecked(key in self._texts)
        for key, text in self.texts.items():
            text.set_text(self._texts.get(key, ""))
            text.setVisible(key in self._texts)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        for tick in self.ticks.values():
            tick.setEnabled(not read_only)
        for text in self.texts.values():
            text.set_read_only(read_only)

    def _ticked(self) -> None:
        for key, text in self.texts.items():
            text.setVisible(self.ticks[key].isChecked())
        self._tell()
        self.left.emit()

    def _said(self, key: str, words: str) -> None:
        self._texts[key] = words
        self._tell()

    def _tell(self) -> None:
        ticked = [key for key, tick in self.ticks.items() if tick.isChecked()]
        # Words stay with a threat that is ticked again, until the page is left.
        if self._how:
            self.edited.emit(tuple(Influence(key, self._texts.get(key, "")) for key in ticked))
        else:
            self.edited.emit(tuple(ticked))


def _influence(entry: object) -> Influence:
    return entry if isinstance(entry, Influence) else Influence(str(entry))


class People(QWidget):
    """The people behind a unit, by role, and how many full units they make."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, words: str, help_text: str) -> None:
        super().__init__()
        self._words = words
        self._unit: Unit | None = None
        self._value: tuple[RoleCount, ...] = ()
        self._read_only = False
        self.rows: Rows | None = None
        body = column(self, spacing=STEP // 2)
        body.addWidget(label(words, "group"))
        body.addWidget(label(help_text, "second"))
        self._holder = column()
        body.addLayout(self._holder)

    def show_unit(self, unit: Unit | None) -> None:
        """Ask for the roles of this unit; None asks for nobody."""
        self.setVisible(unit is not None)
        if unit is None or unit == self._unit:
            return
        self._unit = unit
        empty(self._holder)
        columns = (
            Column("role", _("Role"), FieldType.CHOICE, choices=tuple(part.role for part in unit.composition)),
            Column("number", _("Trained and available"), FieldType.NUMBER, min=0, max=20_000),
        )
        self.rows = Rows(Field("people", self._words, FieldType.TABLE, columns=columns), unit)
        self.rows.edited.connect(self._edited)
        self.rows.left.connect(self.left)
        self.rows.set_read_only(self._read_only)
        self._holder.addWidget(self.rows)

    def set_value(self, value: object) -> None:
        """Show the people who are kept."""
        self._value = value if isinstance(value, tuple) else ()
        if self.rows is not None:
            self.rows.set_value(tuple({"role": one.role, "number": one.number} for one in self._value))

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self._read_only = read_only
        if self.rows is not None:
            self.rows.set_read_only(read_only)

    def _edited(self, rows: Any) -> None:
        # A role without a number says nothing yet.
        found = (
            RoleCount(row["role"], row["number"])
            for row in rows or ()
            if isinstance(row.get("role"), str) and isinstance(row.get("number"), int)
        )
        self.edited.emit(tuple(found))


class EntryForm(QWidget):
    """Editors, one beneath the other; short ones side by side."""

    edited = Signal(str, object)
    """The name of a part, and what is kept of it."""
    left = Signal()
    """The person has left a part."""

    def __init__(self, parts: Sequence[Part], *, wording: bool = True) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self.editors: dict[str, Any] = {}
        self.readers: DisclosureBox | None = None
        body = column(self, spacing=STEP * 2)
        beside: FlowRow | None = None
        for part in parts:
            widget = self._made(part, wording=wording)
            if part.kind not in _SHORT:
                beside = None
                body.addWidget(widget)
                continue
            if beside is None:
                beside = FlowRow(spacing=STEP * 3, level_feet=True)
                body.addLayout(beside)
            beside.addWidget(widget)

    def show_entry(self, entry: Any, sections: Sequence[Named] = (), unit: Unit | None = None) -> None:
        """Show what is kept."""
        for part in self._parts:
            editor = self.editors.get(part.name)
            if isinstance(editor, Ticks):
                editor.show_sections(sections)
            elif isinstance(editor, People):
                editor.show_unit(unit)
            if isinstance(editor, Writing):
                editor.set_text(getattr(entry, part.name))
            elif editor is not None:
                editor.set_value(getattr(entry, part.name))
        if self.readers is not None:
            self.readers.show_values(entry.disclosure, getattr(entry, "public_wording", ""))

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)
        if self.readers is not None:
            self.readers.set_read_only(read_only)

    def focus_first(self) -> None:
        """Begin with the first part."""
        first = self.editors[self._parts[0].name]
        target = first.area if isinstance(first, Writing) else getattr(first, "editor", first)
        target.setFocus()

    def _made(self, part: Part, *, wording: bool) -> QWidget:
        if part.kind is Kind.READERS:
            self.readers = DisclosureBox()
            self.readers.wording.setVisible(wording)
            self.readers.edited.connect(self.edited)
            self.readers.left.connect(self.left)
            return self.readers
        editor, shown = _editor(part)
        self.editors[part.name] = editor
        told = editor.chosen if isinstance(editor, Choices) else editor.edited
        told.connect(lambda value, part=part: self.edited.emit(part.name, _kept(part, value)))
        (editor.chosen if isinstance(editor, Choices) else editor.left).connect(lambda *_of: self.left.emit())
        return shown


def _editor(part: Part) -> tuple[Any, QWidget]:
    """The editor of a part, and the widget that holds it."""
    if part.kind is Kind.TEXT:
        text = Writing(part.words, help_text=part.help, lines=part.lines)
        return text, text
    if part.kind is Kind.CHOICE:
        choice = Choices(part.words, part.choices, columns=4, can_clear=False, help_text=part.help)
        return choice, choice
    if part.kind is Kind.SECTIONS:
        ticks = Ticks(part.words, part.help)
        return ticks, ticks
    if part.kind is Kind.INFLUENCES:
        ticks = Ticks(part.words, part.help, how=_("How {threat} influenced it"))
        return ticks, ticks
    if part.kind is Kind.PEOPLE:
        people = People(part.words, part.help)
        return people, people
    if part.kind is Kind.DATE:
        day = DateLine(part.words)
        return day, Labelled(part.words, day, part.help)
    width = 0 if part.kind is Kind.LINE else STEP * 20
    line = OneLine(Column(part.name, part.words, _TYPES[part.kind], min=0), part.words, width=width)
    return line, Labelled(part.words, line, part.help)


def _kept(part: Part, value: object) -> object:
    if part.kind is Kind.CHOICE:
        return part.as_kept(str(value))
    return "" if value is None and part.kind in (Kind.LINE, Kind.DATE) else value
