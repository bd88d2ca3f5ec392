"""A card to read: it says what it is given as it was typed, wraps, and is measured once for a width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from assurance_app.ui.states import of_code
from assurance_app.ui.theme import ThemeChoice, theme
from assurance_app.ui.widgets import reading_card as module
from assurance_app.ui.widgets.basics import Page
from assurance_app.ui.widgets.reading_card import NamedTexts, reading_card

LONG = "I asked for the times and not only the averages, and I asked for them again in the autumn. " * 4


@pytest.fixture(autouse=True)
def look(application: QApplication) -> None:
    """The look of the program."""


def plain(texts: NamedTexts) -> list[str]:
    document = QTextDocument()
    document.setHtml(texts.text())
    return document.toPlainText().split("\n")


def test_it_says_its_title_its_state_and_what_was_typed_as_it_was(qtbot: QtBot) -> None:
    card = reading_card("Terrorism & more", of_code("opinion", "assured"), (("Gap", "<b>5 & 6\nand 7"), ("Next", "")))
    qtbot.addWidget(card)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert said[0] == "Terrorism & more"
    assert "Assured" in said
    (texts,) = card.findChildren(NamedTexts)
    assert plain(texts) == ["Gap", "<b>5 & 6", "and 7", "Next"]
    assert texts.accessibleName() == "Gap\n<b>5 & 6\nand 7\nNext"
    assert card.accessibleName() == "Terrorism & more. Gap: <b>5 & 6\nand 7. Next: "
    assert texts.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_it_is_as_high_as_its_text_at_every_width_and_size_of_type(qtbot: QtBot) -> None:
    card = reading_card("Terrorism", None, (("How regard was had", LONG),))
    (texts,) = card.findChildren(NamedTexts)
    page = Page()
    qtbot.addWidget(page)
    page.body.addWidget(card)
    for wide, percent in ((900, 100), (500, 100), (500, 200)):
        theme().put_on(ThemeChoice.LIGHT, percent)
        page.resize(wide, 600)
        page.show()
        QApplication.processEvents()
        # What the label needs by its own measure, which asks for the widths that it would like.
        assert texts.height() >= QLabel.heightForWidth(texts, texts.width()) - 1
        assert texts.height() <= QLabel.heightForWidth(texts, texts.width()) + 2
    theme().put_on(ThemeChoice.LIGHT, 100)


def test_it_is_measured_once_for_a_width(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []

    class Counted(QTextDocument):
        def setTextWidth(self, width: float) -> None:
            measured.append(round(width))
            super().setTextWidth(width)

    monkeypatch.setattr(module, "QTextDocument", Counted)
    page = Page()
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()
    for number in range(5):
        page.body.addWidget(reading_card(f"Threat {number}", None, (("How regard was had", LONG),)))
    for _turn in range(3):
        QApplication.processEvents()
        page.body.invalidate()
    assert measured
    assert len(measured) == 5 * len(set(measured))
