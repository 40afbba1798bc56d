"""Whom to believe: what the convening notice prints, as a file (``docs/spec/policy.md``).

It comes from outside the folder and makes a consistent folder the board of one election: its
origin, the log's key, the hash of the frozen definition, the witnesses and their quorum.
"""

import json
import tomllib
from collections.abc import Iterable
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.values import CampId, Digest, Value
from suffrage.tlog.keys import COSIGNER, PLAIN, Key, parse_key

__all__ = ["Policy", "PolicyWitnesses", "parse_policy", "write_policy"]

_LARGEST: Final = 64 * 1024


class PolicyWitnesses(Value, frozen=True):
    """How many of these keys must have cosigned; keys are C2SP verifier keys by camp."""

    quorum: Annotated[int, Meta(ge=0)] = 0
    keys: dict[CampId, str] = {}  # noqa: RUF012  (the library copies the default)


class Policy(Value, frozen=True, rename={"version": "suffrage-policy"}):
    """The identity of an election, as printed."""

    version: Literal[1]
    origin: str
    log_key: str
    definition: Digest
    witnesses: PolicyWitnesses = PolicyWitnesses()

    @property
    def log(self) -> Key:
        """The key of the log."""
        return parse_key(self.log_key)

    @property
    def witness_keys(self) -> tuple[Key, ...]:
        """The keys of the witnesses."""
        return tuple(parse_key(text) for text in self.witnesses.keys.values())


def parse_policy(data: bytes) -> Policy:
    """The policy of a TOML file.

    Raises ``Malformed`` with the place: ``trust.file`` (no TOML), ``canonical.shape`` (a field
    is missing, unknown or of another shape), ``trust.key`` (a log key that is not the origin's,
    a witness key of another type), ``trust.key-twice``, ``trust.quorum-keys``, and what
    ``parse_key`` raises.
    """
    if len(data) > _LARGEST:
        raise Malformed("trust.file", detail=f"{len(data)} bytes")
    try:
        plain = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("trust.file", detail=str(error)) from error
    policy = canonical.convert(plain, Policy)
    log = _key(policy.log_key, PLAIN, "log_key")
    if log.name != policy.origin:
        raise Malformed("trust.key", at="log_key", name=log.name)
    places = ((camp, f"witnesses.keys.{camp}") for camp in policy.witnesses.keys)
    keys = [_key(policy.witnesses.keys[camp], COSIGNER, at) for camp, at in places]
    _check_distinct([log, *keys])
    if policy.witnesses.quorum > len(keys):
        raise Malformed("trust.quorum-keys", at="witnesses.quorum", keys=len(keys))
    return policy


def write_policy(policy: Policy) -> bytes:
    """The TOML that the convening notice prints; ``parse_policy`` reads the same policy."""
    lines = [
        f"suffrage-policy = {policy.version}",
        f"origin = {_quoted(policy.origin)}",
        f"log_key = {_quoted(policy.log_key)}",
        f"definition = {_quoted(policy.definition)}",
        "",
        "[witnesses]",
        f"quorum = {policy.witnesses.quorum}",
        "",
        "[witnesses.keys]",
        *(f"{camp} = {_quoted(key)}" for camp, key in policy.witnesses.keys.items()),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _key(text: str, kind: int, at: str) -> Key:
    try:
        key = parse_key(text)
    except Malformed as error:
        raise Malformed(error.code, at=at, **error.fields) from error
    if key.kind != kind:
        raise Malformed("trust.key", at=at, name=key.name)
    return key


def _check_distinct(keys: Iterable[Key]) -> None:
    """One key under two names would let one signer count twice."""
    seen: set[bytes] = set()
    for key in keys:
        if key.public in seen:
            raise Malformed("trust.key-twice", at="witnesses.keys", name=key.name)
        seen.add(key.public)
