"""The window: header, navigation, the screen, the pane beside it; and what the menus do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QWidget

from assurance_app.application import workspaces
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.domain.framework import SectionKind
from assurance_app.domain.years import spoken_year
from assurance_app.settings import Settings
from assurance_app.ui.navigator import Trail
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.session import Session
from assurance_app.ui.shell.commands import Commands
from assurance_app.ui.shell.doors import Doors
from assurance_app.ui.shell.header import Header
from assurance_app.ui.shell.memory import Memory
from assurance_app.ui.shell.menus import Menus
from assurance_app.ui.shell.navigation import Navigation, national_entries, office_entries
from assurance_app.ui.shell.shelf import Shelf
from assurance_app.ui.tasks import Problem, Tasks, problem_of
from assurance_app.ui.theme import ThemeChoice, theme
from assurance_app.ui.undoing import Bulk, Undoable
from assurance_app.ui.widgets.basics import column
from assurance_app.ui.widgets.message_bar import MessageBar
from assurance_app.ui.widgets.progress_strip import ProgressStrip
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.application.search import Hit
    from assurance_app.ui.shell.side_pane import SidePane


class MainWindow(QMainWindow):
    """The one window. `remember` keeps the settings it is given."""

    ready = Signal()
    """The window can be used: it shows its first screen with what belongs there, or says why it cannot."""
    not_caught = Signal(object)
    """For the exception hooks, from any thread: an error that nobody caught."""

    not_opened = Signal(object)
    """The `Problem` for which a workspace could not be opened; it is shown as well."""

    def __init__(self, settings: Settings, remember: Callable[[Settings], None], author: str) -> None:
        super().__init__()
        self.settings = settings
        self._remember = remember
        self._is_ready = False
        self.trail = Trail()
        self.doors = Doors(self)
        self.commands = Commands(self)
        self._memory = Memory(self)
        self.tasks = Tasks(self)
        self.session = Session(self.tasks, author, self)
        self._own_duties = ""
        self._focus_page_when_loaded = False
        self._build()
        self.menus = Menus(self)
        self.menus.show_look(settings.theme, settings.text_percent)
        self.menus.show_recent(settings.recent)
        self._connect()
        self._memory.put_window()
        self._show_title()
        self.menus.show_state()

    # -- beginning and ending --------------------------------------------------------------------------------------

    def begin(self, path: Path | None = None, *, sample: bool = False) -> None:
        """Show the first screen: the workspace at `path`, the sample, or the start screen."""
        if sample:
            self.doors.open_sample()
        elif path is not None:
            self.doors.open_path(path)
        else:
            self.show_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything first; where that fails, say so and stay, unless the person gives it up."""
        if self.session.is_open and not self.leave_workspace(self.close):
            event.ignore()
            return
        self._memory.keep_window(self._splitter if self._aside is not None else None, self._shelf.all())
        workspace = self.session.workspace
        self.tasks.close(workspace.close if workspace is not None else None)
        event.accept()

    def leave_workspace(self, again: Callable[[], object]) -> bool:
        """Whether all is saved; otherwise the message bar offers to give up what cannot be saved, and then `again`."""
        screen = self.current_screen
        if screen is not None:
            screen.leave()
        if self.session.settle():
            self._memory.keep_place()
            return True
        problem = self.session.save_problem
        words = problem.sentence if problem is not None else _("Saving takes too long.")

        def give_up() -> None:
            self.session.give_up_unsaved()
            again()

        self.message.tell(
            _("Your last words are not saved: {why}").format(why=words), "error",
            action=_("Close without them"), act=give_up,
        )  # fmt: skip
        return False

    # -- places ----------------------------------------------------------------------------------------------------

    @property
    def aside(self) -> SidePane | None:
        """The pane beside the page, once there is one."""
        return self._aside

    @property
    def current_screen(self) -> Screen | None:
        """The screen that is shown, unless it is the start screen."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Screen) and self.session.is_open else None

    def go(self, place: Place) -> None:
        """Go to a place."""
        if self.session.is_open:
            self.leave_screen()
            self.trail.visit(place)
            self._show_place(place)

    def go_or_own_duties(self, place: Place | None) -> None:
        """Go to a place; None stands for the body's own duties."""
        self.go(place or Place("section", self._own_duties))

    def open_hit(self, hit: Hit) -> None:
        """Go to what a search found, in its year, and put the focus there."""
        summary = self.session.summary
        if summary is not None and hit.year in summary.years and hit.year != summary.year and not summary.read_only:
            self._choose_year(hit.year, hit.place)
            return
        if hit.cycle_id and hit.cycle_id != self.session.cycle_id:
            self._choose_year(hit.cycle_id)
            if hit.cycle_id != self.session.cycle_id:
                return
        self.go(hit.place)
        self._focus_page_when_loaded = True

    def search_everything(self) -> None:
        """Put the focus into the field that searches everything."""
        if self.header.search.isVisible():
            self.header.search.take_focus()

    def go_back(self) -> None:
        """Go to where the person was before."""
        self._step(self.trail.back)

    def go_forward(self) -> None:
        """Undo going back."""
        self._step(self.trail.forward)

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        if self.current_screen is not None:
            self.current_screen.go_on()

    def go_back_one(self) -> None:
        """Go to the question before."""
        if self.current_screen is not None:
            self.current_screen.go_back_one()

    def screen_of(self, name: str) -> Screen:
        """The screen of that name, made on its first visit."""
        return self._shelf.screen_of(name)

    def show_start(self) -> None:
        """Show the start screen."""
        from assurance_app.ui.screens.start.view import StartScreen

        if not hasattr(self, "start"):
            self.start = StartScreen()
            self.start.open_wanted.connect(self.doors.open_path)
            self.start.open_dialog_wanted.connect(self.doors.choose_and_open)
            self.start.sample_wanted.connect(self.doors.open_sample)
            self.start.office_wanted.connect(self.doors.make_office)
            self.start.national_wanted.connect(self.doors.make_national)
            self._stack.addWidget(self.start)
        self.start.show_recent(self.settings.recent)
        self._stack.setCurrentWidget(self.start)
        self.navigation.hide()
        self._show_aside(None)
        self._show_title()
        self.menus.show_state()
        self._say_ready()

    def _step(self, step: Callable[[], Place | None]) -> None:
        if self.session.is_open:
            self.leave_screen()
            place = step()
            if place is not None:
                self._show_place(place)

    def leave_screen(self) -> None:
        """What was typed on the screen becomes a version."""
        if self.current_screen is not None:
            self.current_screen.leave()

    def _show_place(self, place: Place) -> None:
        focused = QApplication.focusWidget()
        was_in_page = focused is not None and self._stack.isAncestorOf(focused)
        screen = self.screen_of(place.screen)
        # Whoever came by something in a page works on in the next page; whoever came by the navigation stays there.
        self._focus_page_when_loaded = was_in_page and self._stack.currentWidget() is not screen
        self._stack.setCurrentWidget(screen)
        screen.arrive(place)
        self.navigation.mark(place)
        self.menus.show_state()

    def show_workspace(self, place: Place | None = None) -> None:
        """Show the workspace or year that was opened: at a place, else where the person was last."""
        self.trail.forget()
        self._forget_screens()
        self.navigation.show()
        self._show_title()
        if self.session.is_national:
            self._show_national(place)
            return
        last = place or self._memory.last_place()
        self.session.run(
            workspaces.navigation, self.session.cycle_id, done=lambda sections: self._take_sections(sections)
        )
        self.go(last or Place("overview"))
        # Work begins on the page, not in the first field that the window happens to have.
        self._focus_page_when_loaded = True

    def _show_national(self, place: Place | None) -> None:
        self.navigation.set_entries(national_entries())
        self.go(place or Place("returns"))
        # As in an office, work begins on the page and not in the field that searches.
        self._focus_page_when_loaded = True
        self.session.once_painted(self._read_ahead)

    def _read_ahead(self) -> None:
        from assurance_app.application.national_cache import read_ahead

        # The summary is the one screen that takes long to make: it is made before anybody waits for it.
        self.session.run(read_ahead, done=lambda _read: self.session.once_painted(lambda: self.screen_of("summary")))

    def _forget_screens(self) -> None:
        """Nothing that belongs to another workspace or year stays on a screen."""
        for screen in self._shelf.all():
            self.set_settings(replace(self.settings, window={**self.settings.window, **screen.kept()}))
        self._shelf.clear()

    def _take_sections(self, sections: Any) -> None:
        self._own_duties = next((one.id for one in sections if one.kind is SectionKind.OWN_DUTIES), "")
        self.navigation.set_entries(office_entries(sections))
        if self.trail.here is not None:
            self.navigation.mark(self.trail.here)

    def _choose_year(self, cycle_id: str, place: Place | None = None) -> None:
        if not self.leave_workspace(lambda: self._choose_year(cycle_id, place)):
            return
        if self.session.is_national:
            self.session.work_on(cycle_id, lambda: self.show_workspace(place))
        else:
            self.session.choose_cycle(cycle_id)
            self.show_workspace(place)

    def _screen_loaded(self) -> None:
        if self._focus_page_when_loaded:
            self._focus_page_when_loaded = False
            self.focus_page()
        self._say_ready()

    def _say_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    # -- the look, and the focus -----------------------------------------------------------------------------------

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Put on another look."""
        self.set_settings(replace(self.settings, theme=str(choice)))
        self._put_on_look()

    def choose_text_size(self, percent: int) -> None:
        """Make the type larger or smaller."""
        self.set_settings(replace(self.settings, text_percent=percent))
        self._put_on_look()
        sizes = self._splitter.sizes()
        beside = [_wide(344)] if len(sizes) == 3 else []
        self._splitter.setSizes([_wide(232), max(sum(sizes) - _wide(232) - sum(beside), 400), *beside])

    def focus_navigation(self) -> None:
        """Put the focus into the navigation."""
        self.navigation.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_page(self) -> None:
        """Put the focus where the screen's work begins."""
        if self.current_screen is not None:
            self.current_screen.focus_first()

    def focus_aside(self) -> None:
        """Put the focus into the pane beside the page."""
        if self._aside is not None and self._aside.isVisible():
            self._aside.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setMinimumSize(800, 560)
        self._put_on_look()
        self.header = Header(self.session)
        self.message = MessageBar()
        self.navigation = Navigation()
        self._stack = QStackedWidget()
        self._shelf = Shelf(self.session, self._stack, self._connect_screen)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.navigation)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_wide(232), 760])
        self._aside: SidePane | None = None
        self.navigation.hide()
        central = QWidget()
        inner = column(central, spacing=0)
        inner.addWidget(self.header)
        inner.addWidget(self.message)
        inner.addWidget(ProgressStrip(self.session.works))
        inner.addWidget(self._splitter, 1)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.header.year_chosen.connect(self._choose_year)
        self.header.search.chosen.connect(self.open_hit)
        self.header.search.problem.connect(self.message.tell_problem)
        self.session.changed.connect(self._tell_screens)
        self.session.renamed.connect(self._show_title)
        self.session.undone.connect(self._undone)
        self.session.save_failed.connect(self._save_failed)
        self.tasks.failed.connect(self._tell_failed)
        self.not_caught.connect(self._tell_not_caught, Qt.ConnectionType.QueuedConnection)

    def _connect_screen(self, made: Screen) -> None:
        made.wants.connect(self.go)
        made.tells.connect(self.message.tell)
        made.aside.connect(self._show_aside)
        made.made.connect(self._tell_made)
        made.refused.connect(self._tell_refused)
        made.loaded.connect(self._screen_loaded)
        made.put_kept(self.settings.window)

    def _tell_screens(self, changes: Sequence[Changed], origin: object) -> None:
        # Screens that are not shown load anew when they are arrived at.
        if self.current_screen is not None:
            self.current_screen.changed(changes, origin)
        if self.session.is_national and any(change.kind == "received_return" for change in changes):
            self.session.once_painted(self._read_ahead)

    def _undone(self, step: Undoable | Bulk) -> None:
        self.message.tell(_("Undone: what stood before is back. The history keeps both."))

    def _save_failed(self, saver: Saver[Any], problem: Problem) -> None:
        self.message.tell_problem(problem)

    def _tell_made(self, files: Sequence[Path], more: str) -> None:
        from assurance_app.ui.shell.outgoing import tell_made

        tell_made(self, files, more)

    def _tell_refused(self, problem: Problem) -> None:
        from assurance_app.ui.shell.outgoing import tell_refused

        tell_refused(self, problem)

    def _tell_failed(self, problem: Problem) -> None:
        self.message.tell_problem(problem)
        self._say_ready()

    def _tell_not_caught(self, error: BaseException) -> None:
        self.message.tell_problem(problem_of(error))

    def _show_aside(self, aside: Any) -> None:
        if self._aside is None:
            if aside is None:
                return
            from assurance_app.ui.shell.side_pane import SidePane

            self._aside = SidePane(self.session)
            self._aside.official.import_wanted.connect(self.commands.import_official)
            sizes = self._splitter.sizes()
            self._splitter.addWidget(self._aside)
            self._memory.put_splitter(self._splitter, [sizes[0], max(sizes[1] - _wide(344), 400), _wide(344)])
        self._aside.show_aside(aside)

    def _show_title(self) -> None:
        summary, cycle = self.session.summary, self.session.cycle
        name = _("SPR Assurance")
        if summary is not None:
            year = spoken_year(cycle.year if cycle is not None else summary.year)
            owner = summary.body.name_as_used if summary.body is not None else _("National workspace")
            name = f"{owner} · {year} – {name}"
        self.setWindowTitle(name)

    def _put_on_look(self) -> None:
        known = [str(choice) for choice in ThemeChoice]
        choice = ThemeChoice(self.settings.theme) if self.settings.theme in known else ThemeChoice.SYSTEM
        theme().put_on(choice, self.settings.text_percent)

    def set_settings(self, settings: Settings) -> None:
        """Keep other settings."""
        self.settings = settings
        self._remember(settings)


def _wide(pixels: int) -> int:
    """How wide a pane of so many pixels is for the size of the type: larger type needs more, but not all of it."""
    return round(pixels * (1 + (theme().scale - 1) * 0.25))
