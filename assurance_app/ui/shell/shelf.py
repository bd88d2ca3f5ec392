"""The screens that were visited, in the window's stack: each is made on its first visit and kept until it is let go."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QStackedWidget

from assurance_app.ui.screens import make_screen, module_of
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.session import Session


class Shelf:
    """`connect` is told each screen that was made, before it is shown."""

    def __init__(self, session: Session, stack: QStackedWidget, connect: Callable[[Screen], None]) -> None:
        self._session = session
        self._stack = stack
        self._connect = connect
        self._screens: dict[str, Screen] = {}

    def screen_of(self, name: str) -> Screen:
        """The screen of that name, made on its first visit."""
        module = module_of(name)
        if module not in self._screens:
            made = make_screen(name, self._session)
            self._connect(made)
            self._screens[module] = made
            self._stack.addWidget(made)
        return self._screens[module]

    def all(self) -> Collection[Screen]:
        """Every screen that was made."""
        return self._screens.values()

    def clear(self) -> None:
        """Let go of every screen."""
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()
        self._screens.clear()
