"""Colours that can be read, sizes that scale, and a picture for every symbol."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from assurance_app.domain.progress import Standing
from assurance_app.ui import states
from assurance_app.ui.style import style_sheet
from assurance_app.ui.theme import TEXT_PAIRS, ThemeChoice, contrast, read_tokens, theme
from assurance_app.words.labels import choices

THEMES = ("light", "dark", "high-contrast")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_every_text_can_be_read_on_its_ground(name: str, pair: tuple[str, str]) -> None:
    tokens = read_tokens(name)
    ink, ground = (getattr(tokens, part) for part in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_edges_of_controls_and_the_focus_ring_stand_out(name: str) -> None:
    tokens = read_tokens(name)
    for edge in (tokens.edge, tokens.accent):
        assert contrast(edge, tokens.surface) >= 3
        assert contrast(edge, tokens.ground) >= 3


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#777777", 1)])
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio)
    assert contrast(other, one) == pytest.approx(ratio)


def test_the_style_sheet_has_every_colour_filled_in_and_scales_its_type() -> None:
    sheet = style_sheet(read_tokens("light"), 2.0, "arrow.png", "tick.png")
    assert "$" not in sheet
    assert "font-size: 40pt" in sheet


def test_a_chosen_look_and_size_are_put_on(application: QApplication) -> None:
    theme().put_on(ThemeChoice.DARK, 150)
    assert theme().tokens.name == "dark"
    assert application.font().pointSizeF() == pytest.approx(15)
    assert application.palette().window().color().name().upper() == read_tokens("dark").ground
    theme().put_on(ThemeChoice.LIGHT, 1000)
    assert theme().scale == 2
    theme().put_on(ThemeChoice.SYSTEM, 100)
    assert theme().tokens.name in ("light", "dark")


@pytest.mark.parametrize("symbol", list(states.Symbol))
def test_every_symbol_is_drawn(application: QApplication, symbol: states.Symbol) -> None:
    picture = QImage(32, 32, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    states.draw(painter, QRectF(0, 0, 32, 32), symbol, "text")
    painter.end()
    assert any(picture.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_states_never_hang_on_colour_alone() -> None:
    looks = [states.of_standing(standing) for standing in Standing]
    looks += [states.of_code(kind, code) for kind in ("position", "view", "opinion") for code, _words in choices(kind)]
    by_symbol_and_word = {(look.symbol, look.word) for look in looks}
    assert len({look.word for look in looks}) == len(by_symbol_and_word)
    assert all(look.word for look in looks)


def test_the_same_look_again_styles_nothing_anew(application: QApplication) -> None:
    told = []

    class Watcher(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.StyleChange:
                told.append(theme().tokens.name)
            super().changeEvent(event)

    watcher = Watcher()
    watcher.ensurePolished()
    told.clear()
    theme().put_on(ThemeChoice.LIGHT, 100)
    assert told == []
    theme().put_on(ThemeChoice.DARK, 100)
    assert told
