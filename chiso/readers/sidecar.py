"""The sidecar of a document: its name + ".yml", what is known of it besides the bytes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from chiso.model import FORMS, Sidecar
from chiso.readers.fault import ReadFault

KEYS = tuple(field.name for field in fields(Sidecar))
_DATES = ("published", "retrieved")
_MAX_BYTES = 64 * 1024


class _Loader(yaml.SafeLoader):
    """SafeLoader that keeps dates as written (we check them ourselves) and refuses a key given twice."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


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
        values = yaml.load(data.decode("utf-8-sig"), _Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        raise ReadFault("bad_sidecar", f"{name}: byte {error.start} is not UTF-8; save the sidecar as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ReadFault("bad_sidecar", f"{name}: {place}not valid YAML ({error.problem}); {remedy}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadFault("bad_sidecar", f"{name}: not valid YAML ({error}); {remedy}") from error
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
