"""A button that offers the kinds of file a document can be written as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from assurance_app.ui.widgets.basics import button
from assurance_app.words import _


def export_button(
    offered: Iterable[tuple[str, str, tuple[str, ...]]], export: Callable[[tuple[str, ...]], object]
) -> tuple[QPushButton, dict[str, Callable[[], object]]]:
    """The button with its menu, and what starts each entry, by the entry's name.

    Each entry is offered as its name, its words, and the formats that `export` is called with.
    """
    made = button(_("&Export"), lambda: None, "primary")
    menu = QMenu(made)
    starts: dict[str, Callable[[], object]] = {}
    for name, words, formats in offered:
        act = menu.addAction(words)
        act.triggered.connect(partial(_start, export, formats))
        starts[name] = act.trigger
    made.setMenu(menu)
    return made, starts


def _start(export: Callable[[tuple[str, ...]], object], formats: tuple[str, ...], _checked: bool = False) -> None:
    export(formats)
