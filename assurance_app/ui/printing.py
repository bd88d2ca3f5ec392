"""Printing pages through the system's dialogue: the real pages, drawn as finely as the printer prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from assurance_app.application import preview
from assurance_app.application.preview import SetPages
from assurance_app.ui.tasks import Problem
from assurance_app.ui.widgets.pages import Picture
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.ui.session import Session

FINEST = 600
"""Dots to the inch beyond which nobody sees a difference on paper, and pages only take more memory."""


def ask_printer(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """Ask how to print so many pages; None where the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print the statement"))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob:
    """Prints pages one after the other: each is drawn beside the interface thread; the window shows how far it is."""

    def __init__(
        self,
        session: Session,
        printer: QPrinter,
        pages: SetPages,
        *,
        done: Callable[[int], object],
        failed: Callable[[Problem], object],
        cancelled: Callable[[], object],
    ) -> None:
        self._session = session
        self._printer = printer
        self._pages = pages
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._numbers = pages_to_print(printer, len(pages.sizes))
        self._printed = 0
        self._work = session.works.begin(_("Printing"))
        printer.setFullPage(True)
        self._painter = QPainter()

    def start(self) -> None:
        """Begin. What becomes of it is told by `done`, with the number of pages, `failed` or `cancelled`."""
        if self._painter.begin(self._printer):
            self._next()
        else:
            self._end()
            self._failed(Problem(_("The printer does not take the pages. Nothing was printed; look whether it is on.")))

    def _next(self) -> None:
        if self._work.progress.is_cancelled:
            self._printer.abort()
            self._end()
            self._cancelled()
        elif self._printed == len(self._numbers):
            self._end()
            self._done(self._printed)
        else:
            words = _("Page {number} of {of}").format(number=self._printed + 1, of=len(self._numbers))
            self._session.works.tell(self._work, self._printed, len(self._numbers), words)
            number = self._numbers[self._printed]
            dots = self._pages.sizes[number][0] / 72 * min(self._printer.resolution(), FINEST)
            self._session.run_on_pages(
                preview.draw_page, self._pages.pdf, number, round(dots), done=self._paint, failed=self._give_up
            )

    def _paint(self, picture: Picture) -> None:
        if self._printed:
            self._printer.newPage()
        image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(on_paper(self._pages.sizes[self._numbers[self._printed]], paper, self._printer), image)
        self._printed += 1
        self._next()

    def _give_up(self, problem: Problem) -> None:
        self._printer.abort()
        self._end()
        self._failed(problem)

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._session.works.end(self._work)


def pages_to_print(printer: QPrinter, of: int) -> tuple[int, ...]:
    """The pages from 0, in the order in which they are printed, with copies where the printer makes none itself."""
    chosen = list(range(of))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        chosen = chosen[max(printer.fromPage(), 1) - 1 : printer.toPage() or of]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return tuple(chosen * copies)


def on_paper(size: tuple[float, float], paper: QRectF, printer: QPrinter) -> QRect:
    """Where on the paper, in dots, a page of so many points stands: at its size, or smaller where the paper is."""
    wide, high = (side / 72 * printer.resolution() for side in size)
    fit = min(1.0, paper.width() / wide, paper.height() / high)
    wide, high = wide * fit, high * fit
    return QRectF((paper.width() - wide) / 2, (paper.height() - high) / 2, wide, high).toRect()
