"""A back end of the keyring package that several processes share: a file that FILE_KEYRING names. For tests; with
PYTHON_KEYRING_BACKEND=tests.servers.file_keyring.FileKeyring the package itself loads it, as it does a desktop's."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeyring(KeyringBackend):
    """Locked while a file beside it says so."""

    priority = 5.0  # type: ignore[assignment]  # as that of a desktop's secret service

    @property
    def _path(self) -> Path:
        path = Path(os.environ["FILE_KEYRING"])
        if path.with_suffix(".locked").exists():
            raise KeyringLocked(f"locked, it holds {path.read_text() if path.exists() else ''}")  # what a careless one says
        return path

    def _all(self) -> dict[str, str]:
        return json.loads(self._path.read_text()) if self._path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._path.write_text(json.dumps(self._all() | {f"{service} {username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        known = self._all()
        if known.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("not there")
        self._path.write_text(json.dumps(known))


class PlainKeyring(FileKeyring):
    """As the package's own plain-text file: it works, but protects nothing."""

    priority = 0.5  # type: ignore[assignment]
