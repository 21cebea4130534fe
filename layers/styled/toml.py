"""A configured layer as the TOML that makes it. Pure; any thread."""

from __future__ import annotations

import json
from typing import Any

from layers.styled.config import LayerConfig, differences


def to_toml(kind: str, config: LayerConfig) -> str:
    """A [[map.layer]] table with what differs from the defaults."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in type(config).model_fields.items()
                if not field.is_required()}
    plain = config.model_dump(mode="json")
    base = {name: value.model_dump(mode="json") if hasattr(value, "model_dump") else value for name, value in defaults.items()}
    changed = differences(base, plain)
    style = changed.pop("style", {})
    lines = ["[[map.layer]]", f"kind = {_value(kind)}", *(f"{name} = {_value(value)}" for name, value in changed.items())]
    if style:
        label = style.pop("label", None)
        lines += ["", "[map.layer.style]", *(f"{name} = {_value(value)}" for name, value in style.items())]
        if label:
            lines += ["", "[map.layer.style.label]", *(f"{name} = {_value(value)}" for name, value in label.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value!r}" if abs(value) < 1e15 else f"{value:e}"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in value.items() if inner not in (None, "")) + " }"
    if isinstance(value, (list, tuple)):
        if value and isinstance(value[0], dict):
            return "[\n" + "".join(f"    {_value(one)},\n" for one in value) + "]"
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(value)


def _text(value: Any) -> str:
    # JSON's escapes are TOML's too; DEL alone is allowed there and not here.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
