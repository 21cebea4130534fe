"""Keeps passwords out of the journal: sources that deliver camera addresses with passwords in them are common. The
password goes into the store of secrets, the address keeps its user. Called by the connector's thread."""

from __future__ import annotations

import logging

import msgspec

from command_center.domain.addresses import split_password
from command_center.domain.events import CameraSeen, Event
from command_center.secrets import SecretsError, keep_secret

log = logging.getLogger("command_center.connectors")


def without_password(event: Event, origin: str, keep: bool) -> Event:
    """The event, its camera addresses without passwords. keep: put them into the store (not while only trying)."""
    if not isinstance(event, CameraSeen) or not ("@" in event.main_url or "@" in event.sub_url):
        return event
    main, sub = split_password(event.main_url), split_password(event.sub_url)
    for each in (main, sub):
        if keep and each.password:
            _keep(each.name, each.user, each.password, origin)
    if not (main.password or sub.password):
        return event
    return msgspec.structs.replace(event, main_url=main.url, sub_url=sub.url)


def _keep(name: str, user: str, password: str, origin: str) -> None:
    try:
        keep_secret(name, user, password, origin=origin or "unknown")
    except SecretsError as error:
        log.warning("the password of %s cannot be kept: %s", name, error)
