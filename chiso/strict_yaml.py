"""YAML that people write by hand: a key given twice is an error, dates stay as written, nothing but plain values."""

from __future__ import annotations

from typing import Any

import yaml


class StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses a key given twice (it would silently win) and leaves dates to the reader's own check."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML declares it on the instance
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As SafeLoader; raises ConstructorError with the line of a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                problem = f"the key {key.value!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")
        return super().construct_mapping(node, deep)


class YamlFault(ValueError):
    """Text that is not YAML of this kind; str() says where and why."""


def parse_yaml(data: bytes) -> Any:
    """The value of one YAML document (None for an empty one).

    Raises YamlFault: 'byte 9 is not UTF-8', 'line 2, column 5: not valid YAML (...)'.
    """
    try:
        return yaml.load(data.decode("utf-8-sig"), StrictLoader)
    except UnicodeDecodeError as error:
        raise YamlFault(f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise YamlFault(f"{place}not valid YAML ({error.problem})") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlFault(f"not valid YAML ({error})") from error
