"""The sidecar of a document: its name + ".yml", what is known of it besides the bytes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chiso.model import FORMS, Sidecar
from chiso.readers.fault import ReadFault
from chiso.strict_yaml import YamlFault, parse_yaml

KEYS = tuple(field.name for field in fields(Sidecar))
_DATES = ("published", "retrieved")
_MAX_BYTES = 64 * 1024


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar at `path`; where there is none, an empty one (every key is optional).

    Raises ReadFault bad_sidecar: not UTF-8, not YAML, not a mapping, an unknown key, a bad date, an unknown form.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Sidecar()
    return parse_sidecar(str(path), data)


def parse_sidecar(name: str, data: bytes) -> Sidecar:
    """The same from bytes; `name` stands in messages."""
    remedy = f"a sidecar has lines 'key: value' with the keys {', '.join(KEYS)}"
    if len(data) > _MAX_BYTES:
        raise ReadFault("bad_sidecar", f"{name}: {len(data)} bytes is too long for a sidecar; {remedy}")
    try:
        values = parse_yaml(data)
    except YamlFault as error:
        raise ReadFault("bad_sidecar", f"{name}: {error}; {remedy}") from error
    if values is None:
        return Sidecar()
    if not isinstance(values, dict):
        raise ReadFault("bad_sidecar", f"{name}: not a mapping; {remedy}")
    return Sidecar(**{str(key): _check_value(name, key, value) for key, value in values.items() if value is not None})


def _check_value(name: str, key: object, value: object) -> Any:
    if key not in KEYS:
        raise ReadFault("bad_sidecar", f"{name}: unknown key {key!r}; the keys are {', '.join(KEYS)}")
    if not isinstance(value, str):
        raise ReadFault("bad_sidecar", f"{name}: {key}: {value!r} is not text; put the value in quotes")
    value = value.strip()
    if key in _DATES:
        return _parse_date(name, str(key), value)
    if key == "form" and value not in FORMS:
        raise ReadFault("bad_sidecar", f"{name}: form: {value!r} is unknown; use one of {', '.join(FORMS)}")
    return value or None


def _parse_date(name: str, key: str, value: str) -> date:
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except ValueError as error:
        raise ReadFault("bad_sidecar", f"{name}: {key}: {value!r} is no date; write it as 2025-03-15") from error
