"""The file of an item of evidence: dropped, pasted or chosen; opened, saved as a copy, taken away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame

from assurance_app import paths
from assurance_app.application import attaching
from assurance_app.application.attaching import Kept
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, column, label
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.words import _


@cache
def _opened() -> tempfile.TemporaryDirectory[str]:
    # What other programs were given to open lies here until the program ends.
    return tempfile.TemporaryDirectory(prefix="spr-assurance-", ignore_cleanup_errors=True)


def files_of(mime: QMimeData) -> tuple[Path, ...]:
    """The files of this machine that were dropped or copied."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


class AttachmentBox(QFrame):
    """One file, or none. It says what the person did; what names the file is saved by the form."""

    attached = Signal(str, str)
    """The SHA-256 of the file that is kept now and its name, "" and "" for none. Only after a person's own act."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sha256 = self.name = self._type = ""
        self._turn = 0
        self._proceed: Callable[[], object] | None = None
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("File attached: drop one here, or paste it"))
        inner = column(self, margins=STEP)
        inner.addWidget(label(_("File"), "group"))
        self._says = label("")
        inner.addWidget(self._says)
        self.choose = button(_("Choose a file…"), self._choose)
        self.paste = button(_("Paste"), self.paste_now)
        self.open = button(_("Open"), self._open)
        self.copy = button(_("Save a copy…"), self._copy)
        self.remove = button(_("Take it away"), self._remove, "quiet")
        inner.addLayout(FlowRow(self.open, self.copy, self.choose, self.paste, self.remove))
        self._warning = label("", "fault")
        self.go_on = button(_("Attach it all the same"), self._attach_all_the_same)
        self.leave_out = button(_("Leave it out"), self._leave_out)
        inner.addWidget(self._warning)
        inner.addLayout(FlowRow(self.go_on, self.leave_out))
        self._read_only = False
        self.show_file("", "", "")

    def show_file(self, sha256: str, name: str, type_id: str) -> None:
        """Show the file of an item of a type; what was under way for another item is let go."""
        self._turn += 1
        self._type = type_id
        self._put(sha256, name)

    def set_type(self, type_id: str) -> None:
        """The item is of this type now."""
        self._type = type_id

    def set_read_only(self, read_only: bool) -> None:
        """Whether the file can only be looked at."""
        self._read_only = read_only
        self._put(self.sha256, self.name)

    def offer(self, path: Path) -> None:
        """Take a file, after a warning where it may run something."""
        if self._read_only:
            return
        turn, type_id = self._turn, self._type

        def looked(may_run: bool) -> None:
            if turn != self._turn:
                return
            if may_run:
                self._warn(path)
            else:
                self._keep(path, type_id)

        self._session.run(lambda _workspace: attaching.look_at(path), done=looked)

    def paste_now(self) -> None:
        """Take what was copied: a file, or a picture."""
        mime = QGuiApplication.clipboard().mimeData()
        files = files_of(mime)
        if files:
            self.offer(files[0])
        elif mime.hasImage() and not self._read_only:
            self._take_picture(QGuiApplication.clipboard().image())
        else:
            self._says.setText(_("There is no file and no picture to paste."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if files_of(event.mimeData()) and not self._read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first; an item has one file."""
        found = files_of(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.offer(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_now()
        else:
            super().keyPressEvent(event)

    def _put(self, sha256: str, name: str) -> None:
        self.sha256, self.name = sha256, name
        self._proceed = None
        self._says.setText(name if sha256 else _("None. Drop a file here, paste it, or choose one."))
        for one in (self.open, self.copy):
            one.setVisible(bool(sha256))
        for one in (self.choose, self.paste):
            one.setVisible(not self._read_only)
        self.remove.setVisible(bool(sha256) and not self._read_only)
        self._show_warning(False)

    def _warn(self, path: Path) -> None:
        type_id = self._type
        self._proceed = lambda: self._keep(path, type_id)
        self._warning.setText(
            _("{name} may run a program when it is opened. Attach it only if you know where it is from.").format(
                name=path.name
            )
        )
        self._show_warning(True)
        self.leave_out.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_warning(self, shown: bool) -> None:
        self._warning.setVisible(shown)
        self.go_on.setVisible(shown)
        self.leave_out.setVisible(shown)

    def _attach_all_the_same(self) -> None:
        if self._proceed is not None:
            self._proceed()

    def _leave_out(self) -> None:
        self._put(self.sha256, self.name)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, path: Path, type_id: str) -> None:
        self._session.run(attaching.keep_file, path, type_id, done=self._taker())

    def _take_picture(self, picture: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload] # Qt takes a text, whatever its stub says
        content = bytes(buffer.data().data())
        self._session.run(attaching.keep_bytes, content, _("Picture") + ".png", self._type, done=self._taker())

    def _taker(self) -> Callable[[Kept], None]:
        turn = self._turn

        def kept(file: Kept) -> None:
            if turn == self._turn:
                self._put(file.sha256, file.name)
                self.attached.emit(file.sha256, file.name)

        return kept

    def _remove(self) -> None:
        self._put("", "")
        self.attached.emit("", "")
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), str(paths.documents_folder()))
        if chosen:
            self.offer(Path(chosen))

    def _open(self) -> None:
        open_attachment(self._session, self.sha256, self.name)

    def _copy(self) -> None:
        start = str(paths.documents_folder() / self.name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), start)
        if chosen:
            self._session.run(attaching.copy_to, self.sha256, Path(chosen), done=self._copied)

    def _copied(self, target: Path) -> None:
        self._says.setText(_("{name}: a copy is in {folder}").format(name=self.name, folder=target.parent))


def open_attachment(session: Session, sha256: str, name: str) -> None:
    """Open a copy of an attachment in the program that the system has for it."""

    def made(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    session.run(attaching.copy_for_opening, sha256, name, Path(_opened().name), done=made)
