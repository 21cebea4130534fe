"""Passwords of cameras and sources, by name: the system's keyring where there is one, else a file that only its owner
reads. Any thread, any process.

A secret is read in the process that opens the stream, at the moment of connecting, so that a password that was set
anew heals a camera at its next try, and none is ever in the journal, in a message between processes, in a process's
arguments or in a log. The file holds names, users and hosts of all secrets; the passwords themselves only of those
that are not in the keyring.
"""

from __future__ import annotations

import contextlib
import fcntl
import fnmatch
import json
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from command_center.redaction import know

log = logging.getLogger("command_center.secrets")
SERVICE = "command-center"
FILE_VARIABLE = "COMMAND_CENTER_SECRETS"


class Known(NamedTuple):
    """A secret without its password. hosts: patterns ("10.1.*") of the hosts that may be given it, none: any;
    origin: the connector that delivered it, "" if a person set it; kept_in: "keyring" or "file"."""

    name: str
    user: str
    hosts: tuple[str, ...]
    origin: str
    kept_in: str


class SecretsError(Exception):
    """The store cannot be read or written; the text says why, without any secret."""


def secrets_file() -> Path:
    """Where the store lies: COMMAND_CENTER_SECRETS, else the user's configuration folder."""
    told = os.environ.get(FILE_VARIABLE)
    return Path(told) if told else Path(platformdirs.user_config_dir(SERVICE)) / "secrets.json"


def secret_for(name: str, host: str = "") -> tuple[str, str] | None:
    """User and password of a name, None if there is none or `host` may not have it. Never raises: a store that
    cannot be read is a warning in the log, and a camera that refuses."""
    try:
        entry = _read().get(name)
        if entry is None or not _may_have(entry, host):
            return None
        password = _keyring_password(name) if entry.get("keyring") else entry.get("password")
    except SecretsError as error:
        log.warning("%s", error)
        return None
    if password is None:
        return None
    know(password)
    return str(entry.get("user", "")), str(password)


def secret_of_user(user: str, host: str, port: int | None) -> tuple[str, str] | None:
    """The secret for an address that names its user only, most precise name first: user@host:port, user@host, user."""
    names = ([f"{user}@{host}:{port}"] if port else []) + [f"{user}@{host}", user]
    return next((found for name in names if (found := secret_for(name, host)) is not None), None)


def store_stamp() -> int:
    """Another number whenever the store changed; 0 without one."""
    try:
        return secrets_file().stat().st_mtime_ns
    except OSError:
        return 0


def known_secrets() -> list[Known]:
    """All secrets by name, without passwords. Raises SecretsError."""
    return [Known(name, str(entry.get("user", "")), tuple(entry.get("hosts", ())), str(entry.get("origin", "")),
                  "keyring" if entry.get("keyring") else "file") for name, entry in sorted(_read().items())]


def keep_secret(name: str, user: str, password: str, hosts: Sequence[str] = (), origin: str = "") -> bool:
    """Set a secret; False if nothing changed. What a person set is not overwritten by an `origin`. Raises
    SecretsError."""
    know(password)
    with _locked():
        entries = _read()
        former = entries.get(name)
        if origin and former is not None and (not former.get("origin") or former.get("password") == password):
            return False
        entry: dict[str, Any] = {"user": user, "hosts": list(hosts)}
        if origin:
            entry |= {"origin": origin, "password": password}
        elif _put_into_keyring(name, password):
            entry["keyring"] = True
        else:
            entry["password"] = password
        entries[name] = entry
        _write(entries)
    return True


def forget_secret(name: str) -> bool:
    """Remove a secret; False if there was none. Raises SecretsError."""
    with _locked():
        entries = _read()
        entry = entries.pop(name, None)
        if entry is None:
            return False
        if entry.get("keyring"):
            _remove_from_keyring(name)
        _write(entries)
    return True


def _may_have(entry: dict[str, Any], host: str) -> bool:
    hosts = entry.get("hosts") or ()
    return not hosts or not host or any(fnmatch.fnmatchcase(host.lower(), str(each).lower()) for each in hosts)


def _read() -> dict[str, dict[str, Any]]:
    path = secrets_file()
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                os.fchmod(file.fileno(), 0o600)
                log.warning("%s was readable by others; it no longer is", path)
            entries = json.loads(file.read() or b"{}")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SecretsError(f"{path}: {type(error).__name__}") from error  # ValueError would quote the text
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        raise SecretsError(f"{path}: not a table of secrets")
    return entries


def _write(entries: dict[str, dict[str, Any]]) -> None:
    path = secrets_file()
    try:
        handle, fresh = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # mkstemp makes it 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entries, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise SecretsError(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """Of two writers the second reads what the first wrote."""
    path = secrets_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SecretsError(f"{path}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _keyring() -> Any:
    """The keyring package with a back end that works unattended, or None. Not a dependency: it serves where a desk
    has it; with COMMAND_CENTER_SECRETS the file was chosen."""
    if os.environ.get(FILE_VARIABLE):
        return None
    try:
        import keyring  # type: ignore[import-not-found]

        return keyring if keyring.get_keyring().priority >= 1 else None
    except Exception:  # its back ends fail in ways of their own
        return None


def _put_into_keyring(name: str, password: str) -> bool:
    ring = _keyring()
    if ring is None:
        return False
    try:
        ring.set_password(SERVICE, name, password)
    except Exception as error:
        log.warning("the keyring does not take a secret (%s); it goes into the file", type(error).__name__)
        return False
    return True


def _keyring_password(name: str) -> str | None:
    ring = _keyring()
    try:
        return None if ring is None else ring.get_password(SERVICE, name)
    except Exception as error:
        raise SecretsError(f"keyring: {type(error).__name__}") from error


def _remove_from_keyring(name: str) -> None:
    ring = _keyring()
    try:
        if ring is not None:
            ring.delete_password(SERVICE, name)
    except Exception as error:
        log.warning("the keyring does not remove a secret: %s", type(error).__name__)
