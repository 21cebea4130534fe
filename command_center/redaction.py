"""Blots passwords out of text before it reaches a log, the journal or the screen. Any thread.

Two ways: what looks like a secret (the password of a URL, a key in its query, an Authorization header), and what is
known to be one because this process has read it from the store.
"""

from __future__ import annotations

import logging
import re
import threading
import traceback
from typing import Any
from urllib.parse import quote

BLOT = "***"
_LEAST_KNOWN = 4  # a shorter password would blot out ordinary words; in a URL it is recognised by its place
_USERINFO = re.compile(r"(?<=://)([^/\s:@'\"]*):[^/\s'\"]*@")
_QUERY = re.compile(r"(?i)([?&;](?:[\w-]*(?:key|token|secret|password|passwd|pwd|sig|signature|auth))=)[^&;#\s'\"]*")
_HEADER = re.compile(r"(?i)\b((?:proxy-)?authorization['\"]?\s*[:=]\s*['\"]?)[^\r\n'\"]+")
_known: tuple[str, ...] = ()
_lock = threading.Lock()


def know(password: str) -> None:
    """Blot this out wherever it appears from now on, in its plain and its percent-encoded form."""
    global _known
    forms = {password, quote(password, safe=""), quote(password)}
    with _lock:
        _known = tuple(sorted({*_known, *(form for form in forms if len(form) >= _LEAST_KNOWN)}, key=len, reverse=True))


def redact(text: str) -> str:
    """The text without passwords; the name of the user stays."""
    for password in _known:
        if password in text:
            text = text.replace(password, BLOT)
    if "://" in text:
        text = _QUERY.sub(rf"\1{BLOT}", _USERINFO.sub(rf"\1:{BLOT}@", text))
    return _HEADER.sub(rf"\1{BLOT}", text)


def guard_logs() -> None:
    """From now on no record of this process's logging holds a secret, tracebacks included. May be called again."""
    make = logging.getLogRecordFactory()
    if getattr(make, "redacts", False):
        return

    def guarded(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        try:
            record.msg, record.args = redact(record.getMessage()), ()
        except (TypeError, ValueError):
            pass  # a wrong format string: logging tells it in its own way
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return record

    guarded.redacts = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(guarded)
