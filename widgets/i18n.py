"""The language of the screen: our translations and Qt's own, loaded before the first widget. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import FOLDER

LANGUAGES = ("zh_CN", "en")
_installed: list[QTranslator] = []


def install_language(language: str) -> bool:
    """Switch to a language; sends LanguageChange to every widget. False if a file of ours is missing."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a language needs a QApplication")
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(QLocale(language))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    complete = True
    for name, folder in ((f"qtbase_{language}", qt), (language, str(FOLDER / "translations"))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
        else:
            complete = complete and folder == qt
    return complete
