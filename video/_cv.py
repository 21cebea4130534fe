"""The only import of OpenCV. Importing it points Qt at OpenCV's own plug-ins and fonts; that is undone here."""

from __future__ import annotations

import os

_SPOILED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _SPOILED}

import cv2  # noqa: E402

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

cv2.setNumThreads(0)

__all__ = ["cv2"]
