"""The table of an MQTT source in the configuration. Read once; any thread."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from command_center.connectors.base import ConnectorConfig
from command_center.connectors.mapping import EventName, EventRule
from command_center.time_zone import ZoneName

IN_FLIGHT = 100  # QoS 1 and 2 messages that wait for their acknowledgement


class Topic(BaseModel):
    """A subscription and what its messages become."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: str = Field(min_length=1, max_length=65535, description="topic filter, + and # allowed")
    qos: Literal[0, 1, 2] = Field(1, description="quality of service asked for")
    payload: Literal["auto", "json", "text"] = Field("auto", description="how a message is read")
    event: EventName = Field("ObservationMade", description="event a message becomes, with `mapping`")
    mapping: dict[str, Any] = Field({}, description="field -> JMESPath; _topic, _levels[0], _retained are there too")
    when: str = Field("", description="JMESPath that must be true")
    items: str = Field("", description="JMESPath of a list in the message; empty: the message is one item")

    @field_validator("topic")
    @classmethod
    def _filter(cls, value: str) -> str:
        levels = value.split("/")
        if any(("#" in level or "+" in level) and len(level) > 1 for level in levels) or "#" in levels[:-1]:
            raise ValueError("a topic filter: + stands for a whole level, # for the rest at the end")
        return value

    @model_validator(mode="after")
    def _rule_is_good(self) -> Topic:
        self.rule()
        return self

    def rule(self) -> EventRule:
        """As a rule of the mapping."""
        return EventRule(event=self.event, mapping=self.mapping, when=self.when)


class MqttConfig(ConnectorConfig):
    """url is mqtt://host:1883 or mqtts://host:8883; one topic with its mapping, or several in `topics`."""

    url: str = Field(description="mqtt:// or mqtts:// and the broker's host and port")
    username: str = Field("", description="user at the broker")
    password: str = Field("", description="write ${VARIABLE}, not the password")
    client_id: str = Field("", description="name at the broker, unique there; empty: made of this source's id")
    protocol: Literal["auto", "5", "3.1.1"] = Field("auto", description="auto: 5, and 3.1.1 where 5 is refused")
    keepalive_s: int = Field(30, ge=5, le=3600, description="seconds after which a silent connection counts as lost")
    session_s: int = Field(3600, ge=0, description="seconds the broker keeps QoS 1 and 2 messages for us")
    ca_file: str = Field("", description="trusted certificates for mqtts; empty: the system's")
    cert_file: str = Field("", description="our certificate, if the broker asks for one")
    key_file: str = Field("", description="its private key")
    topics: tuple[Topic, ...] = Field((), description="subscriptions")
    topic: str = Field("", description="the one topic, instead of `topics`")
    qos: Literal[0, 1, 2] = Field(1, description="its quality of service")
    payload: Literal["auto", "json", "text"] = Field("auto", description="how its messages are read")
    event: EventName = Field("ObservationMade", description="its event")
    mapping: dict[str, Any] = Field({}, description="its mapping")
    when: str = Field("", description="its condition")
    items: str = Field("", description="JMESPath of a list in its messages")
    timezone: ZoneName = Field("UTC", description="IANA time zone of times that state none")
    queue_size: int = Field(10_000, ge=IN_FLIGHT * 2, description="messages that may wait; more of QoS 0 are dropped")
    max_bytes: int = Field(1 << 20, gt=0, description="largest message that is read")

    @field_validator("qos", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    @model_validator(mode="after")
    def _complete(self) -> MqttConfig:
        parts = urlsplit(self.url)
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
            raise ValueError("url: an mqtt:// or mqtts:// URL with a host")
        if bool(self.topic) == bool(self.topics):
            raise ValueError("either topic or topics")
        self.subscriptions()
        return self

    def subscriptions(self) -> tuple[Topic, ...]:
        """The topics, however they are written."""
        return self.topics or (Topic(topic=self.topic, qos=self.qos, payload=self.payload, event=self.event,
                                     mapping=self.mapping, when=self.when, items=self.items),)
