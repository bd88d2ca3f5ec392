"""How the columns of a table share the room there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP, ThemeChoice, theme
from assurance_app.ui.widgets.table import Table, TableRow, shared

_COLUMNS = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 600)), max_size=9)


@given(_COLUMNS, st.integers(-200, 3000))
def test_nobody_gets_less_than_needed_or_more_than_wanted(columns: list[tuple[int, int]], room: int) -> None:
    needed = {place: need for place, (need, _more) in enumerate(columns)}
    wanted = {place: need + more for place, (need, more) in enumerate(columns)}
    widths = shared(wanted, needed, room)
    assert widths.keys() == wanted.keys()
    assert all(needed[place] <= width <= wanted[place] for place, width in widths.items())
    if sum(wanted.values()) <= room:
        assert widths == wanted
    elif sum(needed.values()) <= room:
        assert room - len(columns) < sum(widths.values()) <= room
    else:
        assert widths == needed


def test_the_widest_gives_way_first() -> None:
    assert shared({0: 300, 1: 80, 2: 120}, {0: 60, 1: 60, 2: 60}, 300) == {0: 110, 1: 80, 2: 110}


def shown(qtbot: QtBot, *texts: str) -> Table:
    table = Table("Bodies", ("Body", "State", "Note"))
    qtbot.addWidget(table)
    state = State(Symbol.CHECK, "good", texts[1])
    table.set_rows([TableRow(texts, texts, "a", state, 1)])
    table.resize(420, 200)
    table.show()
    QApplication.processEvents()
    return table


def test_a_state_beside_its_symbol_is_never_cut(application: QApplication, qtbot: QtBot) -> None:
    table = shown(qtbot, "A body of a very long name that gives way", "Entered by the APCC", "A note " * 20)
    words = table.fontMetrics().horizontalAdvance("Entered by the APCC")
    assert table.columnWidth(1) >= words + STEP * 2


def test_a_symbol_is_as_large_as_the_type(application: QApplication, qtbot: QtBot) -> None:
    try:
        theme().put_on(ThemeChoice.LIGHT, 200)
        table = shown(qtbot, "A body", "Entered by the APCC", "A note")
        assert table.iconSize().width() == theme().symbol_side() > 16
        words = table.fontMetrics().horizontalAdvance("Entered by the APCC")
        assert table.columnWidth(1) >= words + theme().symbol_side() + STEP
    finally:
        theme().put_on(ThemeChoice.LIGHT, 100)


def test_what_looks_like_a_page_is_told_as_text(application: QApplication, qtbot: QtBot) -> None:
    table = shown(qtbot, "<img src='x'><b>Body</b>", "Received", "Plain & simple")
    model = table.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.DisplayRole) == "<img src='x'><b>Body</b>"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == (
        "<qt>&lt;img src='x'&gt;&lt;b&gt;Body&lt;/b&gt;</qt>"
    )
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "Plain & simple"


def test_what_takes_the_room_that_is_left_is_arranged_by_nobody(application: QApplication, qtbot: QtBot) -> None:
    table = shown(qtbot, "A body", "Not received", "")
    table.setFocus()
    table.horizontalHeader().resizeSection(0, table.columnWidth(0) - 12)
    assert table.kept() == ""
    texts = ("A body", "Entered by the APCC", "")
    table.set_rows([TableRow(texts, texts, "a", State(Symbol.CHECK, "good", texts[1]), 1)])
    assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance(texts[1]) + STEP * 2
    table.horizontalHeader().resizeSection(1, 60)
    assert table.kept() != ""
