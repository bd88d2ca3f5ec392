"""The library as a table: finding, and changing many items at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QWidget

from assurance_app.application.library import EvidenceRow, EvidenceType
from assurance_app.domain.disclosure import Disclosure
from assurance_app.ui.screens.evidence.presenter import EvidencePresenter
from assurance_app.ui.screens.evidence.sieve import STANDS, USED_IN, Sieve, columns, line_of, shows, sifted
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.attachment_box import files_of
from assurance_app.ui.widgets.basics import Reading, button, card, column, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.table import Table
from assurance_app.words import _, ngettext
from assurance_app.words.labels import choices


class LibraryPage(QWidget):
    """Filters, what can be done in bulk, and the table."""

    opened = Signal(object)
    """The id of an item."""
    dropped = Signal(object)
    """The files that were dropped on the library."""

    def __init__(self, presenter: EvidencePresenter, types: Sequence[EvidenceType], add: QPushButton) -> None:
        super().__init__()
        self._presenter = presenter
        self._rows: tuple[EvidenceRow, ...] = ()
        self._read_only = False
        self.setAcceptDrops(True)
        body = column(self, margins=STEP * 3, spacing=STEP + STEP // 2)
        head = row(label(_("Evidence"), "title"), add)
        head.setStretch(0, 1)
        body.addLayout(head)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of a title, source or type"))
        self.filter.setAccessibleName(_("Find evidence by part of its title, source, keeper, file or type"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(STEP * 32)
        self.filter.textChanged.connect(lambda _text: self._show_matching())
        self.type = self._drop(_("Type"), [(kind.id, kind.title) for kind in types], _("Any type"))
        self.stand = self._drop(_("How it stands"), shows(), _("However it stands"))
        self.clear = button(_("Show all"), self._show_all, "quiet")
        self._filters = QWidget()
        self._filters.setLayout(FlowRow(self.filter, self.type, self.stand, self.clear))
        body.addWidget(self._filters)
        self.bulk = self._build_bulk()
        body.addWidget(self.bulk)
        self.panel = self._build_panel()
        body.addWidget(self.panel)
        self._nothing = Reading()
        body.addWidget(self._nothing)
        self.table = Table(_("Evidence library"), columns(), several=True)
        # How an item stands, and where it is used, is seen first.
        for place, shown in ((STANDS, 1), (USED_IN, 2)):
            header = self.table.horizontalHeader()
            header.moveSection(header.visualIndex(place), shown)
        self.table.opened.connect(self.opened)
        self.table.selection_changed.connect(self._show_selection)
        body.addWidget(self.table, 1)
        self._body = body
        body.addStretch(0)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the library can only be read."""
        self._read_only = read_only
        self.bulk.setVisible(not read_only and bool(self._rows))

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the library."""
        self._rows = tuple(rows)
        self._show_matching()

    def close_panel(self) -> None:
        """Nothing is asked any more."""
        self.panel.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_breaks(self, titles: Sequence[str]) -> None:
        """Say what would rest on nothing if what is selected were withdrawn."""
        number = len(titles)
        words = ngettext(
            "{number} place would rest on nothing any more: {titles}",
            "{number} places would rest on nothing any more: {titles}",
            number,
        )
        shown = "; ".join(titles[:6]) + ("; …" if number > 6 else "")
        self._ask("withdraw", words.format(number=number, titles=shown), _("Withdraw all the same"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if files_of(event.mimeData()) and not self._read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A new item with the file."""
        event.acceptProposedAction()
        self.dropped.emit(files_of(event.mimeData()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the panel."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, name: str, offered: Sequence[tuple[str, str]], blank: str) -> DropDown:
        made = DropDown(offered, blank=blank)
        made.setAccessibleName(_("Show only: {what}").format(what=name))
        made.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(18)
        made.chosen.connect(lambda _code: self._show_matching())
        return made

    def _build_bulk(self) -> QWidget:
        strip = QWidget()
        self._selected = label("", "second", wrap=False)
        self.owner = button(_("Who keeps it…"), lambda: self._ask("owner", _("Who keeps these items?"), _("Set")))
        self.review_by = button(
            _("Look again by…"), lambda: self._ask("review_by", _("By when are these looked at again?"), _("Set"))
        )
        self.readers = QPushButton(_("Who may read"))
        self.readers.setAutoDefault(True)
        self.readers.setSizePolicy(self.owner.sizePolicy())
        menu = QMenu(self.readers)
        for code, words in choices("disclosure"):
            menu.addAction(words, partial(self._set_readers, Disclosure(code)))
        self.readers.setMenu(menu)
        self.withdraw = button(_("Withdraw"), lambda: self._presenter.ask_withdraw(self.table.selected()))
        self.use_again = button(
            _("Use again"), lambda: self._presenter.withdraw_many(self.table.selected(), withdrawn=False)
        )
        self._acts = (self.owner, self.review_by, self.readers, self.withdraw, self.use_again)
        strip.setLayout(FlowRow(*self._acts, self._selected))
        return strip

    def _build_panel(self) -> QFrame:
        frame, inner = card()
        self._asks = label("", "group")
        self.words = QLineEdit()
        self.words.returnPressed.connect(self._apply)
        self.date = DateLine(_("Look again by"))
        self.date.editor.returnPressed.connect(self._apply)
        self.apply = button("", self._apply, "primary")
        cancel = button(_("Cancel"), self.close_panel)
        inner.addWidget(self._asks)
        inner.addWidget(self.words)
        inner.addWidget(self.date)
        inner.addLayout(FlowRow(self.apply, cancel))
        for widget in (self.words, self.date.editor, self.date.pick, self.apply, cancel):
            widget.installEventFilter(self)
        self._asked = self._date = ""
        self._about: tuple[str, ...] = ()
        self.date.edited.connect(self._dated)
        frame.hide()
        return frame

    def _dated(self, value: object) -> None:
        self._date = str(value or "")

    def _ask(self, what: str, words: str, act: str) -> None:
        self._asked, self._date = what, ""
        self._about = self.table.selected()
        if not self._about:
            return
        self._asks.setText(words)
        self.words.clear()
        self.words.setAccessibleName(words)
        self.date.set_value("")
        self.words.setVisible(what == "owner")
        self.date.setVisible(what == "review_by")
        self.apply.setText(act)
        self.panel.show()
        first = {"owner": self.words, "review_by": self.date.editor}.get(what, self.apply)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply(self) -> None:
        if self._asked == "withdraw":
            self._presenter.withdraw_many(self._about, withdrawn=True)
        elif self._asked == "owner":
            self._presenter.change_many(self._about, owner=self.words.text())
        elif self._date or not self.date.editor.text().strip():
            self._presenter.change_many(self._about, review_by=self._date)
        else:
            return
        self.close_panel()

    def _set_readers(self, disclosure: Disclosure) -> None:
        self._presenter.change_many(self.table.selected(), disclosure=disclosure)

    def _show_selection(self) -> None:
        chosen = set(self.table.selected())
        gone = [item.withdrawn for item in self._rows if item.evidence_id in chosen]
        for act in self._acts:
            act.setEnabled(bool(chosen))
        self.withdraw.setEnabled(not all(gone))
        self.use_again.setEnabled(any(gone))
        number = len(chosen)
        words = ngettext("{number} item selected", "{number} items selected", number).format(number=number)
        shown = _("{number} of {of} shown").format(number=len(self.table.rows), of=len(self._rows))
        self._selected.setText(words if chosen else shown)

    def _show_all(self) -> None:
        self.type.set_value("")
        self.stand.set_value("")
        self.filter.clear()
        self._show_matching()

    def _show_matching(self) -> None:
        sieve = Sieve(self.filter.text(), self.type.value(), self.stand.value())
        rows = [line_of(item) for item in sifted(self._rows, sieve)]
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._filters.setVisible(bool(self._rows))
        self.bulk.setVisible(bool(self._rows) and not self._read_only)
        self.clear.setVisible(sieve != Sieve())
        nothing = (
            _("Nothing in the library has such words.") if sieve.words else _("Nothing in the library is like that.")
        )
        empty = _(
            "The library is empty. Keep here what answers and statements rest on: the plan, minutes of scrutiny "
            "sessions, inspection reports, agreements. Each item is written down once and linked wherever it bears. "
            "Add the first, or drop a file here."
        )
        self._nothing.set_text("" if rows else nothing if self._rows else empty)
        self._body.setStretch(self._body.count() - 1, 0 if rows else 1)
        self._show_selection()
