"""The style sheet, made from the tokens of a theme. Widgets say what they are by the property `role`."""

from __future__ import annotations

from string import Template

from assurance_app.ui.theme import Tokens

_SHEET = Template("""
QMainWindow, QDialog, QScrollArea, QWidget[role="page"] { background: $ground; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="group"] { font-weight: 600; }
QLabel[role="reading"] { font-size: ${reading}pt; }
QLabel[role="second"] { color: $second; }
QLabel[role="fault"] { color: $bad; font-weight: 600; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 600; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"]:focus { border: 2px solid $accent; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="side"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[drop="true"] { background: $accent_soft; border: 2px dashed $accent; }
QTextBrowser[role="official"] { background: $surface; border: 2px solid transparent; padding: 2px; }
QTextBrowser[role="official"]:focus { border: 2px solid $accent; }
QFrame[role="fault-mark"] { border: 0; border-left: 4px solid $bad; }
QLabel[role="sheet"] { background: #FFFFFF; border: 1px solid $line; }
QWidget[role="desk"] { background: $raised; }
QScrollArea[role="pages"] { background: $raised; border: 2px solid transparent; }
QScrollArea[role="pages"]:focus { border: 2px solid $accent; }
QListWidget[role="thumbnails"] { background: $ground; border: 2px solid transparent;
    border-right: 1px solid $line; }
QListWidget[role="thumbnails"]:focus { border: 2px solid $accent; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }

QFrame[role="message"] { border: 0; border-left: 4px solid $accent; background: $accent_soft; }
QFrame[role="message"][kind="error"] { border-left-color: $bad; background: $bad_soft; }
QFrame[role="message"][kind="warning"] { border-left-color: $partly; background: $partly_soft; }
QFrame[role="message"][kind="done"] { border-left-color: $good; background: $good_soft; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 4px; padding: 6px 15px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 14px; }
QPushButton:disabled { color: $second; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $second; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; color: $accent; border: 2px solid transparent;
    padding: 4px 2px;
    text-align: left; }
QPushButton[role="quiet"]:hover { background: $raised; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="quiet"]:disabled { color: $second; }
QPushButton[role="number"] { border: 1px solid $line; border-radius: 8px; padding: 0; text-align: left; }
QPushButton[role="number"]:hover { background: $raised; border-color: $accent; }
QPushButton[role="number"]:focus { border: 2px solid $accent; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 4px 6px;
    color: $text; }
QToolButton:hover { background: $raised; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton:disabled { color: $second; }

QLineEdit, QComboBox, QTextEdit, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $edge;
    border-radius: 4px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $second; }
QLineEdit { padding: 5px 7px; }
QTextEdit { padding: 3px; }
QTextEdit[role="writing"] { font-size: ${reading}pt; }
QLineEdit:focus { border: 2px solid $accent; padding: 4px 6px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px; }
QLineEdit[fault="true"], QTextEdit[fault="true"], QComboBox[fault="true"] { border: 2px solid $bad; }
QLineEdit:read-only, QTextEdit:read-only { background: $ground; }
QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled { background: $ground; color: $second;
    border-color: $line; }
QComboBox { padding: 5px 7px; padding-right: ${arrow_room}px; }
QComboBox:focus { border: 2px solid $accent; padding: 4px 6px; padding-right: ${arrow_room}px; }
QComboBox::drop-down { border: 0; width: ${arrow_room}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $edge; outline: 0;
    selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }

QRadioButton, QCheckBox { background: transparent; spacing: 8px; padding: 3px 8px 3px 4px;
    border: 2px solid transparent;
    border-radius: 4px; }
QRadioButton:focus, QCheckBox:focus { border: 2px solid $accent; }
QRadioButton::indicator { width: ${dot}px; height: ${dot}px; border: 2px solid $edge; border-radius: ${dot_round}px;
    background: $surface; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { border: ${dot_ring}px solid $accent; width: ${dot_hole}px;
    height: ${dot_hole}px; background: $surface; }
QCheckBox::indicator { width: ${dot}px; height: ${dot}px; border: 2px solid $edge; border-radius: 4px;
    background: $surface; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$tick"); }
QRadioButton:disabled, QCheckBox:disabled { color: $second; }

QTreeView, QListView, QTableView { background: $surface; color: $text; border: 1px solid $line; outline: 0;
    alternate-background-color: $raised; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $text; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 2px solid $accent; }
QTreeView[role="navigation"] { background: $ground; border: 2px solid transparent; }
QListWidget::item { padding: 4px 6px; }
QListWidget::item:selected { background: $accent_soft; color: $text; }
QTreeView[role="navigation"]:focus { border: 2px solid $accent; }
QTreeView[role="navigation"]::item { padding: 6px 4px; border: 0; }
QTreeView[role="navigation"]::item:hover { background: $raised; }
QTreeView[role="navigation"]::item:selected { background: $accent_soft; color: $text; }
QTreeView::branch { background: transparent; border-image: none; image: none; }
QListView[role="tasks"], QTableView[role="heat"] { border: 2px solid transparent; background: transparent; }
QListView[role="tasks"]:focus, QTableView[role="heat"]:focus { border: 2px solid $accent; border-radius: 4px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: $raised; color: $second; border: 0; border-bottom: 1px solid $line;
    padding: 6px 8px;
    font-weight: 600; }
QTableView[role="heat"] QHeaderView::section,
QTableView[role="heat"] QTableCornerButton::section { background: transparent;
    border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $second; padding: 8px 7px; border: 2px solid transparent;
    border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 4px; }

QSplitter::handle:horizontal { background: $ground; border-right: 1px solid $line; width: 4px; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 5px 10px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: 4px 0; }
QMenu::item { padding: 6px 32px 6px 24px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $second; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: 0; padding: 4px 8px; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { background: $accent_soft; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QMenu::indicator { width: 14px; height: 14px; left: 5px; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 4px; }
QScrollArea { border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $second; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $raised; border: 0; border-radius: 3px; height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def style_sheet(tokens: Tokens, scale: float, arrow: str, tick: str) -> str:
    """The style sheet for the tokens, with type `scale` times its size; `arrow` and `tick` are pictures."""
    sizes = {"title": 20, "heading": 15, "reading": 11, "figure": 24}
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    hole, ring = round(8 * scale), round(5 * scale)
    dot = hole + 2 * ring - 4
    pixels = {
        "dot": dot,
        "dot_round": (dot + 4) // 2,
        "dot_ring": ring,
        "dot_hole": hole,
        "arrow_size": round(12 * scale),
        "arrow_room": round(22 * scale),
    }
    points = {name: f"{size * scale:g}" for name, size in sizes.items()}
    return _SHEET.substitute(colours, arrow=arrow, tick=tick, **points, **pixels)
