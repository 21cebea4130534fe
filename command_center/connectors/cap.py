"""Warnings in CAP: files, folders, EDXL-DE, Atom and RSS feeds with embedded or linked alerts; also the JSON of two
Chinese weather services. On the connector's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from pydantic import Field

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.cap_alert import (
    Parsed,
    Unusable,
    keep_what_stands,
    level_of,
    moment,
    named_values,
    parse_alert,
    parse_area,
    references,
)
from command_center.connectors.cap_json import parse_warning, warnings_in
from command_center.connectors.seen import Seen
from command_center.connectors.source import Document, DocumentConfig, DocumentConnector
from command_center.connectors.truncated import load_whole_records
from command_center.connectors.xml import children, local, namespace, parse_xml, text_of
from command_center.connectors.xml_recovery import recover_xml
from command_center.domain.events import Event, WarningCancelled, WarningIssued, WarningUpdated
from command_center.domain.time import now_utc

_CAP_TYPE = "application/cap+xml"
_MAX_LINKS = 20_000  # remembered
_FEEDS = ("feed", "rss", "RDF", "channel")


class Damage(NamedTuple):
    """reason: "" for a whole document; cut: ids of the elements that the damage cut."""

    reason: str = ""
    cut: frozenset[int] = frozenset()


def _parsed(body: bytes) -> tuple[Element, Damage]:
    """The document, or what stands of a damaged one. Raises ValueError where nothing does, or for a hostile one."""
    try:
        return parse_xml(body), Damage()
    except ValueError as error:
        found = recover_xml(body) if str(error).startswith("bad_xml") else None
        if found is None:
            raise
        return found.root, Damage(f"damaged: {error}"[:200], found.cut)


class CapConfig(DocumentConfig):
    """A feed, a file or a folder of alerts."""

    poll_s: float = Field(30.0, gt=0, le=86400, description="seconds between two requests")
    max_bytes: int = Field(8 << 20, gt=0, description="largest message or file that is read")
    languages: tuple[str, ...] = Field(("zh", "en"), description="languages of info blocks, the best first")
    follow_links: bool = Field(True, description="fetch alerts that a feed only links (from its own server)")


class CapConnector(DocumentConnector):
    """Warnings: CAP alerts, feeds of them, EDXL-DE."""

    kind = "cap"
    tier = "silver"
    Config = CapConfig
    suffixes = (".cap", ".xml", ".atom", ".rss", ".json", ".edxl")
    accept = "application/cap+xml, application/atom+xml, application/rss+xml, application/xml, */*;q=0.5"

    def __init__(self, config: CapConfig) -> None:
        super().__init__(config)
        self._seen = Seen()
        self._linked: dict[str, str] = {}  # link -> mark of the entry when its alert was fetched

    def remember(self, events: Sequence[Event]) -> None:
        """Warnings that the journal already holds."""
        for event in events:
            self._seen.is_news(event)

    def read(self, document: Document, sink: EventSink) -> None:
        """One document with any number of alerts."""
        if document.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            self._read_json(document, sink)
            return
        try:
            root, damage = _parsed(document.body)
        except ValueError as error:
            sink.bad(str(error), document.body)
            return
        before = [element for element in root.iter() if local(element) == "alert"]
        entries = [element for element in root.iter() if local(element) in ("entry", "item")] if (
            local(root) in _FEEDS) else []
        inside = {id(alert) for entry in entries for alert in entry.iter() if local(alert) == "alert"}
        if damage.reason:
            damaged = [alert for alert in before if id(alert) in damage.cut] or (before if len(before) == 1 else [])
            damage = Damage(damage.reason, frozenset(map(id, damaged)))
            entries = [entry for entry in entries if id(entry) not in damage.cut]
            if not damaged:  # what was lost is counted once; the whole records beside it are good
                sink.bad(damage.reason, document.body)
        for alert in before:
            self._publish(sink, lambda alert=alert: self._alert(alert, damage), document.body)
        for entry in entries:
            if not any(id(element) in inside for element in entry.iter()):
                self._entry(entry, document, sink)
        if not before and not entries and not damage.reason:
            if local(root) in _FEEDS:
                sink.alive()  # a feed without entries is how calm weather looks
            else:
                sink.bad(f"no_alert: root element {local(root)}", document.body)

    def _alert(self, alert: Element, damage: Damage) -> Parsed:
        if id(alert) in damage.cut:
            keep_what_stands(alert, damage.reason.removeprefix("damaged: "))
        parsed = parse_alert(alert, self.config.languages, self.config.crs, self.config.id)
        return parsed._replace(problems=(damage.reason, *parsed.problems)) if id(alert) in damage.cut else parsed

    def _publish(self, sink: EventSink, parse: Any, raw: bytes, where: str = "") -> bool:
        """Count one record: good, bad (kept or not) or skipped. Says whether there was a readable one."""
        try:
            parsed: Parsed = parse()
            is_news = parsed.event is not None and self._seen.is_news(parsed.event)
        except (ValueError, OverflowError, RecursionError) as error:
            sink.bad(f"{where}{error}", raw)
            return False
        if parsed.event is None:
            sink.skip("acknowledgement")
        elif not is_news:
            sink.skip("unchanged")
        elif parsed.problems:
            # A warning with a broken shape is still a warning: it is published, and counted once, as bad.
            sink.publish([parsed.event], 0)
            sink.bad("; ".join(parsed.problems), raw)
        else:
            sink.publish([parsed.event])
        return True

    def _read_json(self, document: Document, sink: EventSink) -> None:
        try:
            items = warnings_in(load_whole_records(document.body, sink))
        except ValueError as error:
            sink.bad(str(error), document.body)
            return
        if items is None:
            sink.bad("no_alert: JSON of no known service", document.body)
            return
        for item in items:
            self._publish(sink, lambda item=item: parse_warning(
                item, self.config.id, self.config.languages, self.config.crs), document.body)
        if not items:
            sink.alive()

    # --- feeds

    def _entry(self, entry: Element, document: Document, sink: EventSink) -> None:
        link = self._link(entry, document)
        mark = text_of(entry, "updated") or text_of(entry, "pubDate") or text_of(entry, "guid")
        if link and self._linked.get(link) == mark and mark:
            sink.skip("unchanged")
            return
        trouble = self._fetch(link, sink) if link else "no_alert"
        if not trouble:
            self._linked[link] = mark
            if len(self._linked) > _MAX_LINKS:
                self._linked.pop(next(iter(self._linked)))
        elif any("emergency:cap" in namespace(child) and text_of(child) for child in entry.iter()):
            self._publish(sink, lambda: self._from_entry(entry), b"")
        elif link:
            sink.bad(f"linked: {trouble}")
        else:
            sink.skip(trouble)

    def _link(self, entry: Element, document: Document) -> str:
        """The URL of an entry's alert where it may be fetched, else ""."""
        if not document.url or not self.config.follow_links:
            return ""
        links = [(child.get("type", ""), child.get("href") or child.get("url") or text_of(child))
                 for child in entry if local(child) in ("link", "enclosure")]
        links = [(kind, urljoin(document.url, href)) for kind, href in links if href]
        best = [href for kind, href in links if kind == _CAP_TYPE] or [
            href for kind, href in links if href.partition("?")[0].endswith((".cap", ".xml"))]
        return next((href for href in best if self.client.same_origin(href)), "")

    def _fetch(self, link: str, sink: EventSink) -> str:
        """Fetch and publish a linked alert; says why that was not possible, else ""."""
        try:
            response = self.client.get(link, accept=_CAP_TYPE, conditional=False, stop=self._stop)
            assert response is not None
            root, damage = _parsed(response.body)
            alerts = [element for element in root.iter() if local(element) == "alert"]
            if not alerts:
                raise ValueError(damage.reason or f"no_alert: root element {local(root)}")
        except (ConnectorError, ValueError) as error:
            return str(error)
        if damage.reason:
            damage = Damage(damage.reason, frozenset(map(id, alerts)))
        first = True
        for alert in alerts:
            if first:
                self._publish(sink, lambda alert=alert: self._alert(alert, damage), response.body, "linked: ")
            elif (event := self._alert(alert, damage).event) is not None and self._seen.is_news(event):
                sink.publish([event], 0)  # one entry is one record
            first = False
        return ""

    def _from_entry(self, entry: Element) -> Parsed:
        """A warning from the CAP elements that a feed copies into its entries."""
        identifier = text_of(entry, "identifier") or text_of(entry, "id") or text_of(entry, "guid")
        if not identifier:
            raise Unusable("missing_identifier")
        sent = moment(text_of(entry, "sent") or text_of(entry, "published") or text_of(entry, "updated")
                      or text_of(entry, "pubDate"))
        kind, title = text_of(entry, "msgType").lower(), text_of(entry, "title")
        shared: dict[str, Any] = {"at_utc": sent or now_utc(), "source": self.config.id, "identifier": identifier,
                                  "status": text_of(entry, "status") or "Actual",
                                  "references": references(text_of(entry, "references"))}
        if kind in ("ack", "error"):
            return Parsed(None)
        if kind == "cancel":
            return Parsed(WarningCancelled(**shared, reason=title))
        problems: list[str] = []
        area = parse_area(entry, self.config.crs, problems)
        event = (WarningUpdated if kind == "update" else WarningIssued)(
            **shared, sent_utc=sent, headline=title, event=text_of(entry, "event") or title,
            description=text_of(entry, "summary") or text_of(entry, "description"),
            severity=text_of(entry, "severity"), urgency=text_of(entry, "urgency"),
            certainty=text_of(entry, "certainty"), category=text_of(entry, "category"),
            sender=" ".join(text_of(author) for author in children(entry, "author")),
            effective_utc=moment(text_of(entry, "effective")), onset_utc=moment(text_of(entry, "onset")),
            expires_utc=moment(text_of(entry, "expires")), areas=(area,),
            level=level_of(named_values(entry, "parameter"), title))
        return Parsed(event, tuple(problems))
