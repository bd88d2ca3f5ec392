"""The look: colour tokens from `resources/themes`, one style sheet made from them, and the sizes of the type."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from assurance_app import paths

STEP = 8
"""The rhythm: every distance is a multiple of it, or half of it."""

LINE_HEIGHT = 1.45
"""Of reading and writing, in times the size of the type."""

TEXT_COLUMN = 75
"""The widest column of reading text, in characters."""


class ThemeChoice(StrEnum):
    """What the person chose: to follow the system, or one look."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, each "#RRGGBB". `*_soft` are grounds for the state of the same name."""

    name: str
    ground: str
    surface: str
    raised: str
    text: str
    second: str
    line: str
    edge: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    partly: str
    partly_soft: str
    bad: str
    bad_soft: str
    none: str
    none_soft: str

    def colour(self, token: str) -> QColor:
        """The colour of a token by its name."""
        return QColor(getattr(self, token))


TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "second", "accent") for ground in ("ground", "surface", "raised")),
    *((ink, ground) for ink in ("good", "partly", "bad", "none") for ground in ("ground", "surface", "raised")),
    *((state, f"{state}_soft") for state in ("good", "partly", "bad", "none")),
    *(("text", f"{state}_soft") for state in ("good", "partly", "bad", "none")),
    ("text", "accent_soft"),
    ("second", "accent_soft"),
    ("accent", "accent_soft"),
    *((state, "accent_soft") for state in ("good", "partly", "bad", "none")),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
)
"""Every pair of ink and ground that the style puts together; each has a contrast of at least 4.5 : 1."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours "#RRGGBB" as WCAG 2 defines it, from 1 to 21."""

    def luminance(colour: str) -> float:
        def linear(part: str) -> float:
            value = int(part, 16) / 255
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(colour[place : place + 2]) for place in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def read_tokens(name: str) -> Tokens:
    """The tokens of the theme of that name; ValueError where the file lacks one."""
    plain = json.loads((paths.resources() / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    missing = {field.name for field in fields(Tokens)} - plain.keys()
    if missing:
        raise ValueError(f"the theme {name} lacks {', '.join(sorted(missing))}")
    return Tokens(**plain)


class Theme(QObject):
    """The look in force. `changed` is emitted after it was put on the application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = ThemeChoice.SYSTEM
        self._read: dict[str, Tokens] = {}
        self._family = application.font().family()
        self.scale = 1.0
        self._line_height = 0
        self.tokens = self._tokens("light")
        application.styleHints().colorSchemeChanged.connect(self._system_changed)

    def put_on(self, choice: ThemeChoice, text_size: int) -> None:
        """Put a look on the application; `text_size` in percent, 100 to 200."""
        self._choice = choice
        self.scale = max(100, min(200, text_size)) / 100
        hints = self._application.styleHints()
        wanted = {
            ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
            ThemeChoice.LIGHT: Qt.ColorScheme.Light,
        }.get(choice, Qt.ColorScheme.Dark)
        if hints.colorScheme() != wanted:
            hints.setColorScheme(wanted)
        self._refresh()

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return contrast(self.tokens.text, "#000000") > contrast(self.tokens.ground, "#000000")

    def symbol_side(self) -> int:
        """The side in pixels of a symbol beside text."""
        return round(16 * self.scale)

    def font(self, points: float, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The system's font at a size in points before scaling."""
        font = QFont(self._family)
        font.setPointSizeF(points * self.scale)
        font.setWeight(weight)
        return font

    @property
    def reading_font(self) -> QFont:
        """For reading and writing: 11 pt."""
        return self.font(11)

    def line_height(self) -> int:
        """What 1.45 times the size of the type is, in per cent of the line spacing that the font itself asks for."""
        # Every text that is measured asks for it, several times while a page settles.
        if not self._line_height:
            metrics = QFontMetrics(self.reading_font)
            pixels = self.reading_font.pointSizeF() * metrics.fontDpi() / 72
            self._line_height = max(100, round(LINE_HEIGHT * pixels / metrics.lineSpacing() * 100))
        return self._line_height

    def column_width(self) -> int:
        """The width in pixels of the widest column of reading text."""
        return QFontMetrics(self.reading_font).averageCharWidth() * TEXT_COLUMN

    def _tokens(self, name: str) -> Tokens:
        if name not in self._read:
            self._read[name] = read_tokens(name)
        return self._read[name]

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._refresh()

    def _refresh(self) -> None:
        name = "high-contrast" if self._choice is ThemeChoice.CONTRAST else str(self._choice)
        if self._choice is ThemeChoice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        self.tokens = self._tokens(name)
        self._line_height = 0
        self._application.setFont(self.font(10))
        self._application.setPalette(_palette(self.tokens))
        from assurance_app.ui.style import style_sheet

        arrow = paths.resources() / "icons" / f"arrow-{name}.png"
        tick = paths.resources() / "icons" / f"tick-{name}.png"
        sheet = style_sheet(self.tokens, self.scale, arrow.as_posix(), tick.as_posix())
        # To put the same on again would style every widget there is anew.
        if sheet != self._application.styleSheet():
            self._application.setStyleSheet(sheet)
        self.changed.emit()


_theme: Theme | None = None


def theme() -> Theme:
    """The one look of the running application; made on first use."""
    global _theme
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no application yet")
    if _theme is None or _theme.parent() is not application:
        _theme = Theme(application)
    return _theme


def tokens() -> Tokens:
    """The colours in force."""
    return theme().tokens


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, token in (
        (role.Window, "ground"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.PlaceholderText, "second"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Accent, "accent"),
        (role.Light, "raised"),
        (role.Midlight, "line"),
        (role.Mid, "edge"),
        (role.Dark, "edge"),
    ):
        palette.setColor(target, tokens.colour(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, tokens.colour("second"))
    return palette
