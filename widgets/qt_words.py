"""Words of Qt's own dialogs that Qt's Chinese file lacks: Qt changed its English (a mnemonic more) and nobody has followed.

They go into our own translations under Qt's contexts; ours are asked before Qt's. Found by asking Qt for every word of
its dialogs and comparing; tests/qt/test_qt_words.py does it again, so that a new Qt shows what it lacks. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

WORDS = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),  #: 查找范围(&L)：
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),  #: 文件类型(&T)：
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Alias"),  #: 替身
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),  #: 驱动器
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),  #: 文件
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),  #: 文件夹
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),  #: 文件夹
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut"),  #: 快捷方式
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),  #: 未知
    QT_TRANSLATE_NOOP("QFileSystemModel", "Size"),  #: 大小 (Qt says 体积, which is a volume)
    QT_TRANSLATE_NOOP("QMessageBox", "Help"),  #: 帮助
    QT_TRANSLATE_NOOP("QMessageBox", "OK"),  #: 确定
    QT_TRANSLATE_NOOP("QErrorMessage", "An error occurred"),  #: 发生错误
    QT_TRANSLATE_NOOP("QPrintDialog", "Automatic"),  #: 自动
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Page &Set:"),  #: 页面集(&S)：
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Duplex Printing"),  #: 双面打印
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Long side"),  #: 长边
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "None"),  #: 无
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Short side"),  #: 短边
    QT_TRANSLATE_NOOP("QPageSetupWidget", "Page &order:"),  #: 页序(&O)：
    QT_TRANSLATE_NOOP("QPageSetupWidget", "Pages &per sheet:"),  #: 每张页数(&P)：
    QT_TRANSLATE_NOOP("QPageSetupWidget", "Centimeters (cm)"),  #: 厘米 (cm)
    QT_TRANSLATE_NOOP("QCupsJobWidget", "&Billing information:"),  #: 计费信息(&B)：
    QT_TRANSLATE_NOOP("QCupsJobWidget", "&End:"),  #: 结束(&E)：
    QT_TRANSLATE_NOOP("QCupsJobWidget", "&Start:"),  #: 开始(&S)：
    QT_TRANSLATE_NOOP("QCupsJobWidget", "Job &priority:"),  #: 作业优先级(&P)：
    QT_TRANSLATE_NOOP("QCupsJobWidget", "Scheduled &printing:"),  #: 定时打印(&P)：
    QT_TRANSLATE_NOOP("QPPDOptionsModel", "Name"),  #: 名称
    QT_TRANSLATE_NOOP("QPPDOptionsModel", "Value"),  #: 值
)
