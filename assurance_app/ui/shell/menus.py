"""The menus: every action, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from assurance_app.application.places import Place
from assurance_app.ui.theme import ThemeChoice
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow

READING = ("find", "copy")
"""What can be done on the examination screen of a workspace that can only be read."""
EXAMINATION = (
    *READING, "propose", "examine", "leave-out", "because", "risk-high", "risk-medium", "risk-low", "risk-none",
)  # fmt: skip
TEXT_SIZES = (100, 125, 150, 175, 200)


class Menus:
    """Builds the menu bar of the window, and keeps what it offers true."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._file()
        self._edit()
        self._go()
        self._examination()
        self._view()
        self._tools()
        self._help()

    def show_state(self) -> None:
        """Offer what can be done now."""
        session, trail = self._window.session, self._window.trail
        office = session.is_open and not session.is_national
        for name in (
            "export",
            "export-evidence",
            "print",
            "return",
            "official",
            "overview",
            "own-duties",
            "examination",
            "evidence",
            "statement",
            "sign-off",
            "checks",
            "scrutiny",
            "actions",
            "plan",
            "capacity",
            "inspections",
            "handover",
            "in-a-row",
            "office",
        ):
            self.actions[name].setEnabled(office)
        for name in ("next", "previous", "pages"):
            self.actions[name].setEnabled(session.is_open)
        on_it = office and trail.here == Place("examination")
        for name in EXAMINATION:
            self.actions[f"examination-{name}"].setEnabled(on_it and (name in READING or not session.read_only))
        self._examination_menu.menuAction().setVisible(office)
        self.actions["close"].setEnabled(session.is_open)
        self.actions["back"].setEnabled(session.is_open and trail.can_go_back)
        self.actions["forward"].setEnabled(session.is_open and trail.can_go_forward)
        self.actions["search"].setEnabled(session.is_open)
        self.actions["add-returns"].setVisible(session.is_national)
        self.actions["collate"].setVisible(session.is_national)
        self.actions["export"].setVisible(not session.is_national)
        self.actions["export-evidence"].setVisible(not session.is_national)
        self.actions["print"].setVisible(not session.is_national)
        self.actions["return"].setVisible(not session.is_national)
        self.actions["official"].setVisible(not session.is_national)

    def show_recent(self, recent: Sequence[str]) -> None:
        """List the workspaces that were open before."""
        self._recent.clear()
        self._recent.setEnabled(bool(recent))
        for text in recent:
            act = self._recent.addAction(text.replace("&", "&&"))
            act.triggered.connect(lambda _checked=False, text=text: self._window.doors.open_path(Path(text)))

    def _add(self, menu: QMenu, name: str, words: str, act: Callable[[], object], shortcut: object = None) -> QAction:
        made = QAction(words, self._window)
        if isinstance(shortcut, QKeySequence.StandardKey):
            made.setShortcuts(shortcut)
        elif isinstance(shortcut, str):
            made.setShortcuts([QKeySequence(text) for text in shortcut.split("|")])
        made.triggered.connect(lambda _checked=False: act())
        menu.addAction(made)
        self.actions[name] = made
        return made

    def _menu(self, words: str) -> QMenu:
        return self._window.menuBar().addMenu(words)

    def _file(self) -> None:
        window, menu = self._window, self._menu(_("&File"))
        self._add(menu, "new", _("&New workspace…"), window.doors.new_workspace, QKeySequence.StandardKey.New)
        self._add(menu, "open", _("&Open…"), window.doors.choose_and_open, QKeySequence.StandardKey.Open)
        self._recent = menu.addMenu(_("Open &recent"))
        self._add(menu, "sample", _("Open the &sample"), window.doors.open_sample)
        menu.addSeparator()
        self._add(menu, "export", _("&Export statement…"), lambda: window.go(Place("statement")), "Ctrl+E")
        self._add(
            menu, "print", _("&Print statement…"), window.commands.print_statement, QKeySequence.StandardKey.Print
        )
        self._add(menu, "export-evidence", _("Export e&vidence schedule…"), window.commands.export_evidence)
        self._add(menu, "return", _("&Make return…"), window.commands.make_return)
        self._add(menu, "official", _("&Import the published text…"), window.commands.import_official)
        self._add(menu, "add-returns", _("&Add returns…"), window.commands.add_returns)
        self._add(menu, "collate", _("Make &workbook and summary…"), window.commands.collate)
        menu.addSeparator()
        self._add(menu, "close", _("&Close workspace"), window.doors.close_workspace, "Ctrl+W")
        self._add(menu, "quit", _("&Quit"), window.close, "Ctrl+Q")

    def _edit(self) -> None:
        menu = self._menu(_("&Edit"))
        menu.aboutToShow.connect(self._show_edit)
        self._add(menu, "undo", _("&Undo"), self._undo, QKeySequence.StandardKey.Undo)
        self._add(menu, "redo", _("&Redo"), self._redo, QKeySequence.StandardKey.Redo)
        menu.addSeparator()
        # The text fields have these keys themselves; here they can be found.
        self._add(menu, "cut", _("Cu&t"), lambda: self._in_text("cut"))
        self._add(menu, "copy", _("&Copy"), lambda: self._in_text("copy"))
        self._add(menu, "paste", _("&Paste"), lambda: self._in_text("paste"))

    def _go(self) -> None:
        window, menu = self._window, self._menu(_("&Go"))
        self._add(menu, "back", _("&Back"), window.go_back, "Alt+Left")
        self._add(menu, "forward", _("&Forward"), window.go_forward, "Alt+Right")
        menu.addSeparator()
        self._add(menu, "search", _("Search e&verything"), window.search_everything, "Ctrl+K")
        menu.addSeparator()
        self._add(menu, "next", _("Save and &continue"), window.go_on, "Ctrl+Return|Ctrl+Enter")
        self._add(menu, "previous", _("Question &before"), window.go_back_one, "Ctrl+Shift+Return|Ctrl+Shift+Enter")
        menu.addSeparator()
        for number, (name, words, place) in enumerate(
            (
                ("overview", _("&Overview"), Place("overview")),
                ("own-duties", _("Our own &duties"), None),
                ("examination", _("E&xamination"), Place("examination")),
                ("evidence", _("&Evidence"), Place("evidence")),
                ("statement", _("&Statement"), Place("statement")),
                ("sign-off", _("Si&gn-off"), Place("sign-off")),
            ),
            start=1,
        ):
            self._add(menu, name, words, partial(window.go_or_own_duties, place), f"Ctrl+{number}")
        self._add(menu, "scrutiny", _("S&crutiny"), partial(window.go, Place("scrutiny")), "Ctrl+Shift+S")
        self._add(menu, "in-a-row", _("Write in a &row"), partial(window.go, Place("in-a-row")), "Ctrl+R")
        self._add(
            menu, "actions", _("&Actions, gaps and departures"), partial(window.go, Place("actions")), "Ctrl+Shift+A"
        )
        self._add(menu, "plan", _("&Plan"), partial(window.go, Place("plan")), "Ctrl+Shift+L")
        self._add(menu, "capacity", _("Capaci&ty"), partial(window.go, Place("capacity")), "Ctrl+Shift+Y")
        self._add(menu, "inspections", _("&Inspections"), partial(window.go, Place("inspections")), "Ctrl+Shift+I")
        self._add(menu, "handover", _("&Handover and notes"), partial(window.go, Place("handover")), "Ctrl+Shift+H")
        self._add(
            menu, "office", _("Our &body and office-holders"), partial(window.go, Place("office")), "Ctrl+Shift+O"
        )
        self._add(menu, "checks", _("Chec&ks"), partial(window.go, Place("checks")), "Ctrl+Shift+K")
        menu.addSeparator()
        self._add(menu, "navigation", _("To the &navigation"), window.focus_navigation, "F6")
        self._add(menu, "page", _("To the &page"), window.focus_page, "Shift+F6")
        self._add(menu, "aside", _("To the pane &beside it"), window.focus_aside, "Ctrl+F6")

    def _examination(self) -> None:
        self._examination_menu = menu = self._menu(_("E&xamination"))
        for name, words, shortcut in (
            ("propose", _("&Propose by risk and rotation"), "Ctrl+Shift+P"),
            ("find", _("&Find a requirement"), "Ctrl+F"),
            ("examine", _("&Examine"), "Ctrl+Shift+E"),
            ("leave-out", _("&Do not examine"), "Ctrl+Shift+D"),
            ("because", _("&Not examined this year, because…"), "Ctrl+Shift+B"),
            ("risk-high", _("Risk: &high"), "Ctrl+Shift+1"),
            ("risk-medium", _("Risk: &medium"), "Ctrl+Shift+2"),
            ("risk-low", _("Risk: &low"), "Ctrl+Shift+3"),
            ("risk-none", _("&Risk: none set"), "Ctrl+Shift+0"),
            ("copy", _("&Copy as a table"), "Ctrl+Shift+C"),
        ):
            if name in ("examine", "risk-high", "copy"):
                menu.addSeparator()
            self._add(menu, f"examination-{name}", words, partial(self._window.commands.on_examination, name), shortcut)

    def _view(self) -> None:
        window, menu = self._window, self._menu(_("&View"))
        looks = QActionGroup(window)
        for choice, words in (
            (ThemeChoice.SYSTEM, _("As the &system")),
            (ThemeChoice.LIGHT, _("&Light")),
            (ThemeChoice.DARK, _("&Dark")),
            (ThemeChoice.CONTRAST, _("&High contrast")),
        ):
            act = self._add(menu, f"theme-{choice}", words, partial(window.choose_theme, choice))
            act.setCheckable(True)
            looks.addAction(act)
        menu.addSeparator()
        self._add(menu, "pages", _("Pages &beside the writing"), window.commands.turn_pages, "F9")
        menu.addSeparator()
        sizes = menu.addMenu(_("&Text size"))
        group = QActionGroup(window)
        for percent in TEXT_SIZES:
            act = self._add(
                sizes, f"text-{percent}", _("{percent} %").format(percent=percent),
                partial(window.choose_text_size, percent),
            )  # fmt: skip
            act.setCheckable(True)
            group.addAction(act)
        self._add(menu, "larger", _("&Larger text"), lambda: self._step_text(1), QKeySequence.StandardKey.ZoomIn)
        self._add(menu, "smaller", _("&Smaller text"), lambda: self._step_text(-1), QKeySequence.StandardKey.ZoomOut)

    def show_look(self, theme_name: str, percent: int) -> None:
        """Tick what is chosen."""
        if f"theme-{theme_name}" in self.actions:
            self.actions[f"theme-{theme_name}"].setChecked(True)
        if f"text-{percent}" in self.actions:
            self.actions[f"text-{percent}"].setChecked(True)

    def _tools(self) -> None:
        menu = self._menu(_("&Tools"))
        self._add(menu, "check-document", _("&Check a document…"), self._window.commands.check_document, "Ctrl+Shift+F")

    def _help(self) -> None:
        window, menu = self._window, self._menu(_("&Help"))
        self._add(menu, "keys", _("&Keyboard shortcuts"), window.commands.show_keys, "F1")
        self._add(menu, "about", _("&About SPR Assurance"), window.commands.show_about)

    def _step_text(self, step: int) -> None:
        near = min(
            range(len(TEXT_SIZES)), key=lambda place: abs(TEXT_SIZES[place] - self._window.settings.text_percent)
        )
        self._window.choose_text_size(TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, near + step))])

    def _show_edit(self) -> None:
        text = _text_in_focus()
        session = self._window.session
        self.actions["undo"].setEnabled(_can(text, "undo") or session.can_undo)
        self.actions["redo"].setEnabled(_can(text, "redo") or session.can_redo)
        for name in ("cut", "copy", "paste"):
            self.actions[name].setEnabled(text is not None)

    def _undo(self) -> None:
        text = _text_in_focus()
        if text is not None and _can(text, "undo"):
            text.undo()
        else:
            self._window.session.commit_all()
            self._window.session.undo()

    def _redo(self) -> None:
        text = _text_in_focus()
        if text is not None and _can(text, "redo"):
            text.redo()
        else:
            self._window.session.redo()

    def _in_text(self, what: str) -> None:
        text = _text_in_focus()
        if text is not None:
            getattr(text, what)()


def _text_in_focus() -> QTextEdit | QLineEdit | None:
    widget: QWidget | None = QApplication.focusWidget()
    return widget if isinstance(widget, QTextEdit | QLineEdit) else None


def _can(text: QTextEdit | QLineEdit | None, what: str) -> bool:
    if isinstance(text, QTextEdit):
        document = text.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    if isinstance(text, QLineEdit):
        return text.isUndoAvailable() if what == "undo" else text.isRedoAvailable()
    return False
