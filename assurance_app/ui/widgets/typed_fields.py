"""Editors for typed extra answers, by the type of their field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from assurance_app.domain.framework import Column, Field, FieldType, NationalFigure, Unit
from assurance_app.domain.text import clean_text
from assurance_app.ui import typed
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import (
    before_in_tab_order,
    button,
    column,
    discard,
    in_tab_order,
    label,
    restyle,
    row,
)
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.words import _


class OneLine(QWidget):
    """A line of typing with a fault beneath it where it cannot be read. Speaks only of a person's own change."""

    edited = Signal(object)
    """The value that is kept: whole number, text, or None for nothing."""
    left = Signal()

    def __init__(self, kind: Field | Column, name: str, *, width: int = 0) -> None:
        super().__init__()
        self._kind = kind
        self._value: object = None
        self._base: object = None
        self._about = ""
        self.editor = QLineEdit()
        self.editor.setAccessibleName(name)
        self._fault: QLabel | None = None
        self._body = column(self, spacing=STEP // 2)
        before = "£" if kind.type is FieldType.MONEY else ""
        if width:
            self.editor.setMaximumWidth(width)
        sign = (label(before, wrap=False),) if before else ()
        self._body.addLayout(row(*sign, self.editor, *((None,) if width else ()), spacing=STEP // 2))
        if kind.type is FieldType.DATE:
            self.editor.setMinimumWidth(self.editor.fontMetrics().horizontalAdvance("30 September 2026 ") + STEP * 2)
            self.editor.setPlaceholderText(_("day month year"))
        self.editor.textEdited.connect(lambda _text: self._typed())
        self.editor.editingFinished.connect(self._finished)

    def set_value(self, value: object) -> None:
        """Show a kept value."""
        if value == self._value and not self._has_fault:
            return
        self._value = self._base = value
        self.editor.setText(typed.show(self._kind, value))
        self.editor.setCursorPosition(0)
        self._tell_fault("")

    def begin_anew(self) -> None:
        """Forget what was typed here for another time, unreadable beginnings too."""
        self._value = self._base = None
        self.editor.clear()
        self._tell_fault("")

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.editor.setReadOnly(read_only)

    def _typed(self) -> None:
        try:
            value = typed.read(self._kind, clean_text(self.editor.text()))
        except typed.Misread:
            # The beginning of what does not fit (99 of 9999) must not be kept for it.
            value = self._base
        else:
            self._tell_fault("")
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _finished(self) -> None:
        try:
            value = typed.read(self._kind, clean_text(self.editor.text()))
        except typed.Misread as fault:
            self._tell_fault(str(fault))
        else:
            self._tell_fault("")
            self._base = value
            if self._kind.type is not FieldType.TEXT:
                self.editor.setText(typed.show(self._kind, value))
        self.left.emit()

    @property
    def _has_fault(self) -> bool:
        return bool(self.editor.property("fault"))

    def _tell_fault(self, text: str) -> None:
        if not text and not self._has_fault:
            return
        if self._fault is None:
            self._fault = label("", "fault")
            self._body.addWidget(self._fault)
        if not self._has_fault:
            self._about = self.editor.accessibleDescription()
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        # What the field is about is said again once nothing is wrong with it.
        self.editor.setAccessibleDescription(text or self._about)
        if self._has_fault != bool(text):
            self.editor.setProperty("fault", bool(text))
            restyle(self.editor)


class OneChoice(QWidget):
    """A drop-down as an editor of a typed answer."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, kind: Field | Column, name: str) -> None:
        super().__init__()
        self._kind = kind
        choices: Sequence[tuple[str, str]] = tuple((choice, choice[:1].upper() + choice[1:]) for choice in kind.choices)
        if kind.type is FieldType.YES_NO:
            choices = (("yes", _("Yes")), ("no", _("No")))
        self.editor = DropDown(choices, blank=_("Choose…"))
        self.editor.setAccessibleName(name)
        body = column(self)
        body.addLayout(row(self.editor, None))
        self.editor.chosen.connect(self._chosen)

    def set_value(self, value: object) -> None:
        """Show a kept value."""
        self.editor.set_value(typed.show(self._kind, value))

    def begin_anew(self) -> None:
        """Show no choice."""
        self.editor.set_value("")

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.editor.setEnabled(not read_only)

    def _chosen(self, code: str) -> None:
        self.edited.emit(typed.read(self._kind, code))
        self.left.emit()


def one_value(kind: Field | Column, name: str, *, narrow: bool = False) -> OneLine | OneChoice:
    """The editor for one value of a kind."""
    if kind.type in (FieldType.CHOICE, FieldType.YES_NO):
        return OneChoice(kind, name)
    widths = {FieldType.NUMBER: STEP * 14, FieldType.MONEY: STEP * 20, FieldType.DATE: STEP * 22}
    width = widths.get(kind.type, 0)
    return OneLine(kind, name, width=0 if narrow else width)


class Rows(QWidget):
    """A table that a person fills: rows that can be added and removed, each column with its editor."""

    edited = Signal(object)
    """The rows, each an object by column id; rows without a word are left out."""
    left = Signal()

    def __init__(self, field: Field, unit: Unit | None) -> None:
        super().__init__()
        self._field = field
        self._unit = unit
        self._rows: list[dict[str, object]] = []
        self._read_only = False
        self._table = QWidget()
        self._add = button(_("Add a row"), self._add_row, "quiet")
        self._add.setAccessibleName(_("Add a row to: {what}").format(what=field.label))
        self._full = label("", "second")
        self._whole = body = column(self, spacing=STEP // 2)
        body.addWidget(self._table)
        body.addLayout(row(self._add, None))
        body.addWidget(self._full)
        self._editors: list[list[OneLine | OneChoice]] = []
        self._show_full()

    def set_value(self, value: object) -> None:
        """Show kept rows. What stands there already is left alone."""
        rows = [dict(entry) for entry in value if isinstance(entry, Mapping)] if isinstance(value, list | tuple) else []
        if rows != self._kept():
            self._rows = rows
            self._show()

    def begin_anew(self) -> None:
        """Show no row."""
        if self._rows:
            self._rows = []
            self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        if read_only is self._read_only:
            return
        self._read_only = read_only
        self._add.setVisible(not read_only)
        self._show()

    def cells(self, number: int) -> Sequence[Any]:
        """The editors of a row, by column."""
        return self._editors[number]

    def _kept(self) -> list[dict[str, object]]:
        return [entry for entry in self._rows if any(value not in (None, "") for value in entry.values())]

    def _add_row(self) -> None:
        self._rows.append({})
        self._show()
        self._editors[-1][0].editor.setFocus()

    def _remove_row(self, place: int) -> None:
        del self._rows[place]
        self._show()
        self._tell()
        self.left.emit()
        self._add.setFocus()

    def _changed(self, place: int, column_id: str, value: object) -> None:
        entry = self._rows[place]
        if value is None:
            entry.pop(column_id, None)
        else:
            entry[column_id] = value
        self._tell()

    def _tell(self) -> None:
        self._show_full()
        self.edited.emit(tuple(dict(entry) for entry in self._kept()) or None)

    def _show(self) -> None:
        # Filled before it is shown: to show cell after cell would lay out the whole page for each.
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP)
        grid.setVerticalSpacing(STEP // 2)
        self._editors = []
        if self._rows:
            for place, kind in enumerate(self._field.columns):
                grid.addWidget(label(kind.label, "second"), 0, place)
        for number, entry in enumerate(self._rows):
            cells = [self._cell(number, kind, entry) for kind in self._field.columns]
            self._editors.append(cells)
            for place, cell in enumerate(cells):
                grid.addWidget(cell, number + 1, place)
            if not self._read_only:
                remove = button("✕", self._remover(number), "quiet")
                remove.setToolTip(_("Remove this row"))
                remove.setAccessibleName(_("Remove row {number}").format(number=number + 1))
                grid.addWidget(remove, number + 1, len(self._field.columns))
        for place, kind in enumerate(self._field.columns):
            grid.setColumnStretch(place, 3 if kind.type is FieldType.TEXT else 1)
        self._whole.replaceWidget(self._table, table)
        discard(self._table)
        self._table = table
        table.setVisible(bool(self._rows))
        in_tab_order(before_in_tab_order(self._add), self._whole)
        self._show_full()

    def _cell(self, number: int, kind: Column, entry: dict[str, object]) -> OneLine | OneChoice:
        name = _("{column}, row {number}").format(column=kind.label, number=number + 1)
        editor = one_value(kind, name, narrow=True)
        editor.set_value(entry.get(kind.id))
        editor.set_read_only(self._read_only)
        editor.edited.connect(lambda value, number=number, kind=kind: self._changed(number, kind.id, value))
        editor.left.connect(self.left)
        return editor

    def _remover(self, place: int) -> Callable[[], None]:
        return lambda: self._remove_row(place)

    def _show_full(self) -> None:
        self._full.setVisible(self._unit is not None)
        if self._unit is not None:
            self._full.setText(typed.full_units(self._unit, self._kept())[1])


_Wanted = tuple[tuple[Field, ...], tuple[Unit, ...], tuple[NationalFigure, ...]]

_KEPT = 8
"""For how many requirements the editors are kept: for going there and back."""


class TypedFields(QWidget):
    """All typed extra answers of a requirement."""

    edited = Signal(str, object)
    """The field's id and what is kept for it, None for nothing."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._body: QVBoxLayout = column(self, spacing=STEP * 2)
        self.editors: dict[str, Any] = {}
        self._part: QWidget | None = None
        self._wanted: _Wanted | None = None
        self._made: dict[_Wanted, tuple[QWidget, dict[str, Any]]] = {}

    def build(self, fields: Sequence[Field], units: Mapping[str, Unit], figures: Mapping[str, NationalFigure]) -> None:
        """Have the editors for these fields: those that were made before, or new ones."""
        wanted = (tuple(fields), tuple(units.values()), tuple(figures.values()))
        if wanted == self._wanted:
            return
        if self._part is not None:
            self._part.hide()
        self._wanted = wanted
        # Those that were shown last stand last.
        made = self._made.pop(wanted, None)
        if made is None:
            made = self._make(fields, units, figures)
        else:
            for editor in made[1].values():
                editor.begin_anew()
        self._made[wanted] = made
        self._part, self.editors = made
        made[0].show()
        while len(self._made) > _KEPT:
            oldest, _editors = self._made.pop(next(iter(self._made)))
            self._body.removeWidget(oldest)
            oldest.deleteLater()
        self.setVisible(bool(fields))

    def _make(
        self, fields: Sequence[Field], units: Mapping[str, Unit], figures: Mapping[str, NationalFigure]
    ) -> tuple[QWidget, dict[str, Any]]:
        part = QWidget()
        body = column(part, spacing=STEP * 2)
        editors: dict[str, Any] = {}
        for field in fields:
            editor = editors[field.id] = self._editor(body, field, units, figures)
            editor.edited.connect(lambda value, field_id=field.id: self.edited.emit(field_id, value))
            editor.left.connect(self.left)
        self._body.addWidget(part)
        in_tab_order(before_in_tab_order(self), body)
        return part, editors

    def _editor(
        self, body: QVBoxLayout, field: Field, units: Mapping[str, Unit], figures: Mapping[str, NationalFigure]
    ) -> Any:
        inner = column(spacing=STEP // 2)
        title = label(field.label, "group")
        inner.addWidget(title)
        about = self._about(field, units.get(field.unit))
        if about:
            inner.addWidget(label(about, "second"))
        editor: Any
        if field.type is FieldType.TABLE:
            editor = Rows(field, units.get(field.composition))
        else:
            editor = one_value(field, field.label)
            title.setBuddy(editor.editor)
            editor.editor.setAccessibleDescription(about)
        inner.addWidget(editor)
        for figure in (figures[name] for name in field.alongside if name in figures):
            inner.addWidget(label(self._alongside(figure), "second"))
        body.addLayout(inner)
        return editor

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what is kept."""
        for field_id, editor in self.editors.items():
            editor.set_value(values.get(field_id))

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def _about(self, field: Field, unit: Unit | None) -> str:
        measure = unit.title if unit is not None else field.unit
        parts = [field.help]
        if measure and field.type is FieldType.NUMBER:
            parts.append(_("Unit: {unit}.").format(unit=measure))
        if limits := typed.limits(field):
            parts.append(_("A whole number {limits}.").format(limits=limits))
        return " ".join(part for part in parts if part)

    def _alongside(self, figure: NationalFigure) -> str:
        return _("Nationally, alongside: {title}: {value} (as of {date}, para {ref}).").format(
            title=figure.title,
            value=typed.show_number(figure.value),
            date=typed.show_date(figure.as_of),
            ref=figure.ref,
        )
