"""The official text beside the page: the cited paragraph among its neighbours, a search, and the import."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.official_text import OFFICIAL_TEXT, Beside
from assurance_app.ui.screens.base import Aside
from assurance_app.ui.session import Session
from assurance_app.ui.shell.official_presenter import Block, BlockKind, OfficialPage, OfficialPresenter, Run
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, restyle
from assurance_app.words import _


class OfficialPane(QFrame):
    """Three states: nothing imported, reading a file, the text."""

    import_wanted = Signal(object)
    """The `Path` of a file dropped here, or None: ask which."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = OfficialPresenter(session, self)
        self.setAcceptDrops(True)
        self._page: OfficialPage | None = None
        self._states = QStackedWidget()
        self._states.addWidget(self._build_nothing())
        self._states.addWidget(self._build_working())
        self._states.addWidget(self._build_text())
        column(self).addWidget(self._states)
        session.opened.connect(self.presenter.forget)
        session.changed.connect(self._changed)
        theme().changed.connect(self._draw)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_aside(self, aside: Aside) -> None:
        """Show what the person's page cites."""
        if self._session.cycle is not None:
            self.presenter.show_for(self._session.cycle.framework_id, aside.entity_id, aside.refs)

    def show_nothing(self, title: str, *, can_import: bool) -> None:
        """Say that nothing was imported, and offer it."""
        self._nothing.set_text(
            _(
                "The published text of {title} is not here yet. The program carries none of it: open the document that "
                "the publisher gives out (PDF, web page, Word, text or Markdown), and each paragraph will stand here "
                "beside its question. It stays on your machine."
            ).format(title=title)
        )
        self.choose.setEnabled(can_import)
        self._states.setCurrentIndex(0)

    def show_working(self, name: str) -> None:
        """Say that a file is being read."""
        self._working.setText(_("Reading {name}…").format(name=name))
        self._states.setCurrentIndex(1)

    def stop_working(self) -> None:
        """A file was refused: what was shown before stands there again."""
        self._states.setCurrentIndex(2 if self.presenter.has_text else 0)

    def show_page(self, page: OfficialPage) -> None:
        """Show paragraphs, results or the report."""
        self._page = page
        self.back.setText(page.back)
        self.back.setVisible(bool(page.back))
        self.found.setText(page.source)
        self.found.setToolTip(_("What the import found, and where it is uncertain"))
        self._states.setCurrentIndex(2)
        self._draw()

    def clear_search(self) -> None:
        """Empty the search field without searching."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)

    def imported(self, beside: Beside) -> None:
        """Show the report of an import just made."""
        self.presenter.imported(beside)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build_nothing(self) -> QWidget:
        page = Page(wide=True, tight=True)
        self._nothing = Reading("")
        self.choose = button(_("Import the published text…"), lambda: self.import_wanted.emit(None), "primary")
        page.body.addWidget(self._nothing)
        page.body.addSpacing(STEP)
        page.body.addWidget(self.choose)
        page.body.addWidget(label(_("Or drop the file here."), "second"))
        return page

    def _build_working(self) -> QWidget:
        page = Page(wide=True, tight=True)
        self._working = label("", "second")
        page.body.addWidget(self._working)
        return page

    def _build_text(self) -> QWidget:
        part = QWidget()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Search the whole text, or a number"))
        self.words.setAccessibleName(_("Search the official text"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.presenter.search)
        self.back = button("", self.presenter.back, "quiet")
        self.back.hide()
        self.text = _Text()
        self.text.setAccessibleName(_("Official text"))
        self.text.anchorClicked.connect(lambda url: self.presenter.follow(url.toString()))
        self.found = button("", self.presenter.show_report, "quiet")
        inner = QVBoxLayout(part)
        inner.setContentsMargins(STEP, STEP, STEP, STEP // 2)
        inner.setSpacing(STEP // 2)
        inner.addWidget(self.words)
        inner.addWidget(self.back)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.found)
        return part

    def _changed(self, changes: Sequence[Changed], origin: object) -> None:
        cycle = self._session.cycle
        if cycle is not None and any(one.kind == OFFICIAL_TEXT and one.id == cycle.framework_id for one in changes):
            self.presenter.load(cycle.framework_id)

    def _draw(self) -> None:
        if self._page is None:
            return
        self.text.setHtml(as_html(self._page))
        if self._page.begin:
            # The document is laid out when the event that asked for it is over.
            begin = self._page.begin
            QTimer.singleShot(0, self, lambda: self._begin_at(begin))

    def _begin_at(self, ref: str) -> None:
        self.text.scrollToAnchor(f"at-{ref}")
        bar = self.text.verticalScrollBar()
        if 0 < bar.value() < bar.maximum():
            bar.setValue(max(0, bar.value() - STEP * 5))

    # -- a file dropped here -----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if _dropped(event) is not None:
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went elsewhere."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the file."""
        self._light(False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_wanted.emit(path)

    def _light(self, on: bool) -> None:
        self.setProperty("drop", on)
        restyle(self)


class _Text(QTextBrowser):
    """Reads; its links are followed by the pane. Files dropped on it belong to the pane."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "official")
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def as_html(page: OfficialPage) -> str:
    """The page as rich text in the colours of the theme. All that comes from the document is escaped."""
    look = theme().tokens
    size, height = theme().reading_font.pointSizeF(), theme().line_height()
    parts = [f'<p style="color:{look.second}; margin:4px 0">{escape(note)}</p>' for note in page.notes]
    parts += [_html(block) for block in page.blocks]
    return (
        f"<style>p {{ line-height:{height}%; }} a {{ color:{look.accent}; }}</style>"
        f'<body style="font-size:{size:g}pt; color:{look.text}">{"".join(parts)}</body>'
    )


def _html(block: Block) -> str:
    look = theme().tokens
    words = "".join(_run(run) for run in block.runs)
    if block.kind is BlockKind.GAP:
        return f'<p style="color:{look.second}; margin:4px 0">⋯</p>'
    if block.kind is BlockKind.HEADING:
        return f'<p style="margin:8px 0 4px 0"><b>{words}</b></p>'
    number = escape(block.ref)
    if block.leads:
        number = f'<a href="{escape(block.leads)}">{number}</a>'
    head = f'<a name="at-{escape(block.ref)}"></a><b>{number}</b>'
    if block.mark:
        head += f' <span style="color:{look.accent}"><b>◆ {escape(block.mark)}</b></span>'
        words = f"<br>{words}"
    doubt = f'<br><span style="color:{look.partly}">◑ {escape(block.doubt)}</span>' if block.doubt else ""
    body = f'<p style="margin:0">{head} {words}{doubt}</p>'
    indent = block.depth * STEP * 2
    if not block.marked:
        return f'<div style="margin:4px 0 4px {indent}px">{body}</div>'
    # A bar beside the paragraph, as a table of two cells: rich text knows no other.
    bar = f'<td width="4" bgcolor="{look.accent}"></td>'
    cell = f'<td bgcolor="{look.accent_soft}" style="padding:4px 8px">{body}</td>'
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0" style="margin:4px 0 4px {indent}px">'
        f"<tr>{bar}{cell}</tr></table>"
    )


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.leads:
        return f'<a href="{escape(run.leads)}">{words}</a>'
    return f"<b><u>{words}</u></b>" if run.found else words
