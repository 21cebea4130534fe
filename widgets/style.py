"""Fusion with our own palette and a small style sheet, both made of the tokens. GUI thread.

setColorScheme does nothing on some platforms, so the palette is set in full.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from widgets.theme import FAMILY, Theme

_ROLES = {
    QPalette.ColorRole.Window: "void",
    QPalette.ColorRole.WindowText: "mid",
    QPalette.ColorRole.Base: "void",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "hi",
    QPalette.ColorRole.PlaceholderText: "lo",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "hi",
    QPalette.ColorRole.BrightText: "focus",
    QPalette.ColorRole.Highlight: "line2",
    QPalette.ColorRole.HighlightedText: "focus",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "hi",
    QPalette.ColorRole.Link: "hi",
    QPalette.ColorRole.Light: "line2",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "void",
    QPalette.ColorRole.Shadow: "void",
    QPalette.ColorRole.Accent: "hi",
}

_SHEET = """
* {{ font-family: "{family}"; font-size: {body}px; }}
QToolTip {{ background: {raised}; color: {hi}; border: 1px solid {line2}; padding: {pad}px; }}
QPushButton, QToolButton {{ background: {raised}; color: {hi}; border: 1px solid {control};
    border-radius: {radius}px; padding: 0 {padding}px; min-height: {control_height}px; }}
QPushButton:hover, QToolButton:hover {{ background: {active}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {line2}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {focus}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {lo}; border-color: {line2}; background: {panel}; }}
QPushButton[primary="true"] {{ background: {hi}; color: {void}; border-color: {hi}; }}
QPushButton[primary="true"]:hover {{ background: {focus}; }}
QPushButton[primary="true"]:disabled {{ background: {line2}; color: {lo}; border-color: {line2}; }}
QPushButton[flat="true"], QToolButton[flat="true"] {{ border-color: transparent; background: transparent; }}
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus {{ border-color: {focus}; }}
QPushButton[primary="true"]:focus {{ border-color: {focus}; outline: 2px solid {void}; outline-offset: -{pad}px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit {{ background: {void};
    color: {hi}; border: 1px solid {control}; border-radius: {radius}px; padding: 0 {gap}px;
    min-height: {control_height}px; selection-background-color: {line2}; selection-color: {focus}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border-color: {focus}; }}
QComboBox QAbstractItemView, QMenu, QListView, QTreeView, QTableView {{ background: {raised}; color: {hi};
    border: 1px solid {line2}; selection-background-color: {active}; selection-color: {focus}; outline: 0; }}
QMenu::item {{ padding: {gap}px {padding}px; }}
QMenu::item:selected {{ background: {active}; }}
QMenu::icon {{ padding-left: {gap}px; }}
QHeaderView::section {{ background: {panel}; color: {lo}; border: 0; border-bottom: 1px solid {line};
    padding: {pad}px; }}
QTabWidget::pane {{ border: 0; }}
QTabBar {{ background: {panel}; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: {panel}; color: {lo}; padding: {pad}px {padding}px; border: 0;
    border-bottom: 2px solid transparent; min-height: {line_height}px; }}
QTabBar[tight="true"]::tab {{ padding: {pad}px {gap}px; }}
QTabBar::tab:selected {{ color: {hi}; border-bottom-color: {hi}; }}
QTabBar::tab:hover {{ color: {hi}; }}
QTabBar::tab:selected:focus {{ background: {line2}; color: {focus}; border-bottom-color: {focus}; }}
QScrollBar:vertical {{ background: transparent; width: {scroll}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {scroll}px; margin: 0; }}
QScrollBar::handle {{ background: {line2}; border-radius: {radius}px; min-height: {control_height}px;
    min-width: {control_height}px; }}
QScrollBar::handle:hover {{ background: {control}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {void}; }}
QCheckBox {{ color: {mid}; spacing: {gap}px; }}
QCheckBox::indicator, QListView::indicator {{ width: {box}px; height: {box}px; border: 1px solid {control}; background: {void};
    border-radius: 2px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {hi}; border-color: {hi}; image: url("{check}"); }}
QCheckBox::indicator:focus {{ border-color: {focus}; }}
QRadioButton {{ color: {hi}; spacing: {gap}px; }}
QRadioButton::indicator {{ width: {box}px; height: {box}px; border: 1px solid {control}; background: {void};
    border-radius: {box_half}px; }}
QRadioButton::indicator:checked {{ width: {dot}px; height: {dot}px; border: {ring}px solid {hi}; }}
QRadioButton::indicator:focus {{ border-color: {focus}; }}
QPushButton:checked, QToolButton:checked {{ background: {line2}; border-color: {hi}; }}
QDialog, QMessageBox {{ background: {panel}; }}
QMessageBox QLabel {{ color: {hi}; }}
QSlider::groove:horizontal {{ background: {line2}; height: {pad}px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {hi}; width: {box}px; margin: -{gap}px 0; border-radius: {radius}px; }}
"""


def palette(look: Theme) -> QPalette:
    """The palette of the tokens."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, look.colour(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, look.colour("lo"))
    return made


def style_sheet(look: Theme) -> str:
    """The sheet at this theme's scale."""
    from resources import FOLDER

    names = ("void", "panel", "raised", "active", "line", "line2", "control", "hi", "mid", "lo", "focus")
    return _SHEET.format(
        family=FAMILY, body=look.size("body"), gap=look.space("gap"), padding=look.space("padding"),
        pad=look.px(4), radius=look.space("radius"), control_height=look.space("control") - 2,
        line_height=look.space("line"), scroll=look.px(9), box=look.px(14), box_half=look.px(14) // 2 + 1,
        ring=look.px(5), dot=look.px(14) + 2 - 2 * look.px(5),
        check=(FOLDER / "icons" / "check.svg").as_posix(),
        **{name: look.colour(name).name() for name in names},
    )


def apply_style(app: QApplication, look: Theme) -> None:
    """Dress the whole application."""
    app.setStyle("Fusion")
    app.setPalette(palette(look))
    app.setFont(look.font("body"))
    app.setStyleSheet(style_sheet(look))
