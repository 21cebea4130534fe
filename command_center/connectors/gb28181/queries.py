"""Documents sent to devices, and the lists that they answer with. Any thread asks; the connector's thread collects."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from command_center.connectors.gb28181 import manscdp
from command_center.connectors.gb28181.collect import Collection
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.registrar import Device
from command_center.connectors.gb28181.transactions import Pending, Transactions

_XML = [("Content-Type", manscdp.CONTENT_TYPE)]
_Key = tuple[str, str, int]


class Queries:
    """What was asked and is not yet whole."""

    def __init__(self, config: Gb28181Config, transactions: Transactions) -> None:
        self._config, self._transactions = config, transactions
        self._collections: dict[_Key, Collection] = {}
        self._lock = threading.Lock()

    def tell(self, device: Device, root: str, command: str, target: str, fields: Sequence[tuple[str, str]] = (),
             serial: int = 0) -> Pending:
        """Send a document about a device or channel to its device; gives the pending request."""
        body = manscdp.write(root, command, serial or self._transactions.serial(), target, fields)
        return self._transactions.start(
            self._transactions.build("MESSAGE", device.identifier, device.peer, headers=_XML, body=body), device.peer)

    def ask(self, device: Device, command: str, target: str, fields: Sequence[tuple[str, str]] = ()) -> Collection:
        """Ask for a list."""
        serial = self._transactions.serial()
        collection = Collection(device.identifier, command, serial, self._config.max_channels,
                                self._config.catalogue_idle_s, target)
        with self._lock:
            self._collections[device.identifier, command, serial] = collection
        collection.pending = self.tell(device, "Query", command, target, fields, serial)
        return collection

    def of(self, device: Device, document: manscdp.Document) -> Collection | None:
        """The collection that a response belongs to."""
        if document.root != "Response":
            return None
        with self._lock:
            return self._collections.get((device.identifier, document.command, document.serial))

    def over(self) -> list[Collection]:
        """Those that have just been given up as they are."""
        with self._lock:
            return [each for each in self._collections.values() if each.is_over()]

    def forget(self, collection: Collection) -> None:
        """It was taken."""
        with self._lock:
            self._collections.pop((collection.device, collection.command, collection.serial), None)
