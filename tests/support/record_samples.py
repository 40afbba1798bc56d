"""A record of every kind with every field filled, as plain values, made from the types alone.

Not a record that the board would take: what it says does not fit together. It is for those that
read records whatever they say.
"""

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from msgspec import inspect

from suffrage.board.kinds import KINDS

__all__ = ["Plain", "altered", "field_names", "plain_record"]

_TEXT: Final = "Seen at the door."


@dataclass(frozen=True)
class Plain:
    """A record without signature, and its payload: a table, a text, or nothing."""

    head: dict[str, Any]
    body: dict[str, Any] | str | None

    @property
    def payload(self) -> bytes | None:
        """The payload's bytes."""
        if self.body is None:
            return None
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()

    @property
    def record(self) -> bytes:
        """The record's bytes, which name the payload."""
        data = self.payload
        named = {} if data is None else {"payload": hashlib.sha256(data).hexdigest()}
        sized = {} if data is None else {"size": len(data)}
        return json.dumps(self.head | named | sized).encode()


def plain_record(kind: str) -> Plain:
    """A record of a signed kind."""
    made = KINDS[kind]
    by, at = "commission@chair", "2023-01-12T21:30:00Z"
    head = {**_sample(inspect.type_info(made.head)), "kind": kind, "by": by, "at": at}
    if isinstance(made.body, str):
        return Plain(head, _TEXT)
    return Plain(head, None if made.body is None else _sample(inspect.type_info(made.body)))


def altered(plain: Plain) -> Iterator[tuple[str, Plain]]:
    """The same record with one value or one name of a table changed, each in turn."""
    for path in _leaves(plain.head):
        head = deepcopy(plain.head)
        _alter(head, path)
        yield ".".join(map(str, path)), Plain(head, plain.body)
    if isinstance(plain.body, str):
        yield "text", Plain(plain.head, plain.body + " No.")
    for path in _leaves(plain.body) if isinstance(plain.body, dict) else ():
        body = deepcopy(plain.body)
        _alter(body, path)
        yield ".".join(map(str, path)), Plain(plain.head, body)


def field_names() -> set[str]:
    """Every field of every record and payload, as it is written in their bytes."""
    found: set[str] = set()
    for kind in KINDS.values():
        for part in (kind.head, kind.body):
            if isinstance(part, type):
                _names(inspect.type_info(part), found)
    return found


def _names(info: Any, found: set[str]) -> None:
    if isinstance(info, inspect.StructType):
        found.update(field.encode_name for field in info.fields)
        for field in info.fields:
            _names(field.type, found)
    for inner in getattr(info, "types", ()):
        _names(inner, found)
    for name in ("item_type", "value_type"):
        if hasattr(info, name):
            _names(getattr(info, name), found)


def _sample(info: Any) -> Any:
    if isinstance(info, inspect.StructType):
        tag = {} if info.tag_field is None else {info.tag_field: info.tag}
        return tag | {field.encode_name: _sample(field.type) for field in info.fields}
    if isinstance(info, inspect.UnionType):
        rich = [one for one in info.types if not isinstance(one, inspect.LiteralType)]
        return _sample(next((one for one in rich if not _unset(one)), info.types[0]))
    if isinstance(info, inspect.DictType):
        return {f"key-{number}": _sample(info.value_type) for number in (1, 2)}
    if isinstance(info, inspect.VarTupleType):
        return [_sample(info.item_type), _sample(info.item_type)]
    return _scalar(info)


def _unset(info: Any) -> bool:
    return type(info).__name__ == "UnsetType"


def _scalar(info: Any) -> Any:
    if isinstance(info, inspect.LiteralType):
        return info.values[0]
    if isinstance(info, inspect.BoolType):
        return True
    if isinstance(info, inspect.IntType):
        return 7
    if isinstance(info, inspect.CustomType) and info.cls is Fraction:
        return "1/3"
    return _written(getattr(info, "pattern", None) or "")


def _written(pattern: str) -> str:
    """A text of the kind that a pattern asks for."""
    if "T(?:[01]" in pattern:
        return "2023-01-12T21:30:00Z"
    if pattern.startswith("^(?=19"):
        return "2023-01-12"
    length = 128 if "{128}" in pattern else 64
    return "ab" * (length // 2) if f"[0-9a-f]{{{length}}}" in pattern else "some-word"


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, one in value.items():
            if str(key).startswith("key-"):
                yield (*path, f"~{key}")
            yield from _leaves(one, (*path, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, (*path, place))
    elif path != ("kind",):
        yield path


def _alter(value: Any, path: tuple[Any, ...]) -> None:
    for part in path[:-1]:
        value = value[part]
    last = path[-1]
    if isinstance(last, str) and last.startswith("~"):
        value["another"] = value.pop(last[1:])
    else:
        value[last] = _other(value[last])


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    changed = {"2023-01-12T21:30:00Z": "2023-01-12T21:30:01Z", "2023-01-12": "2023-01-13"}
    if value in changed:
        return changed[value]
    if value == "1/3":
        return "33333/99999"
    return f"cd{value[2:]}" if set(value) <= set("ab") else f"{value}x"
