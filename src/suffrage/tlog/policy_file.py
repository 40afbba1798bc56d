r"""The text of a policy: lines ``log``, ``witness``, ``group`` and ``quorum``.

Source: C2SP tlog-policy (untagged). Departures: the file is UTF-8, since key names are; only
types 01 for logs and 04 for witnesses are read. Each refusal says the line.

>>> parse_policy(b"quorum none\n").quorum is None
True
"""

import re
from typing import Final

from suffrage.errors import Malformed
from suffrage.tlog.keys import COSIGNER, PLAIN, Key, parse_key
from suffrage.tlog.policy import Group, Log, Policy, Witness

__all__ = ["parse_policy"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_NONE: Final = "none"


def parse_policy(data: bytes) -> Policy:
    """The policy of a file.

    Raises ``Malformed`` with the line: ``policy.text``, ``policy.line`` (unknown keyword or
    wrong number of words), ``policy.key`` (a type that the role does not use),
    ``policy.key_twice``, ``policy.name`` (taken or reserved), ``policy.need``,
    ``policy.member`` (not defined before), ``policy.member_twice``, ``policy.quorum_name``,
    ``policy.quorum_count``, and what ``parse_key`` raises.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("policy.text", at=f"byte {error.start}") from error
    draft = _Draft()
    for number, line in enumerate(text.split("\n"), 1):
        try:
            draft.read(line)
        except Malformed as error:
            raise Malformed(error.code, at=f"line {number}", **error.fields) from error
    return draft.finish()


class _Draft:
    """What has been read so far; lines refer only to names above them."""

    def __init__(self) -> None:
        self.logs: list[Log] = []
        self.witnesses: list[Witness] = []
        self.groups: list[Group] = []
        self.quorums: list[str] = []
        self.names: set[str] = set()
        self.members: set[str] = set()

    def read(self, line: str) -> None:
        if _FORBIDDEN.search(line):
            raise Malformed("policy.text")
        words = _BLANKS.split(line.strip(" \t"))
        if not words[0] or words[0].startswith("#"):
            return
        match words[0]:
            case "log":
                self.read_log(words[1:])
            case "witness":
                self.read_witness(words[1:])
            case "group":
                self.read_group(words[1:])
            case "quorum":
                self.read_quorum(words[1:])
            case _:
                raise Malformed("policy.line")

    def read_log(self, words: list[str]) -> None:
        _check_count(words, 1, 2)
        key = _read_key(words[0], PLAIN, [log.key for log in self.logs])
        self.logs.append(Log(key, *words[1:]))

    def read_witness(self, words: list[str]) -> None:
        _check_count(words, 2, 3)
        key = _read_key(words[1], COSIGNER, [witness.key for witness in self.witnesses])
        self.define(words[0])
        self.witnesses.append(Witness(words[0], key, *words[2:]))

    def read_group(self, words: list[str]) -> None:
        _check_count(words, 3, None)
        name, need, *members = words
        for member in members:
            if member not in self.names:
                raise Malformed("policy.member", name=member)
            # Each witness counts towards the quorum in one way only.
            if member in self.members:
                raise Malformed("policy.member_twice", name=member)
            self.members.add(member)
        self.define(name)
        self.groups.append(Group(name, _read_need(need, len(members)), tuple(members)))

    def read_quorum(self, words: list[str]) -> None:
        _check_count(words, 1, 1)
        if words[0] != _NONE and words[0] not in self.names:
            raise Malformed("policy.quorum_name", name=words[0])
        self.quorums.append(words[0])

    def define(self, name: str) -> None:
        if name == _NONE or name in self.names:
            raise Malformed("policy.name", name=name)
        self.names.add(name)

    def finish(self) -> Policy:
        if len(self.quorums) != 1:
            raise Malformed("policy.quorum_count", found=len(self.quorums))
        quorum = None if self.quorums[0] == _NONE else self.quorums[0]
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), quorum)


def _check_count(words: list[str], least: int, most: int | None) -> None:
    if len(words) < least or (most is not None and len(words) > most):
        raise Malformed("policy.line")


def _read_key(text: str, kind: int, others: list[Key]) -> Key:
    key = parse_key(text)
    if key.kind != kind:
        raise Malformed("policy.key", kind=f"{key.kind:02x}", name=key.name)
    # Two names for one key would let one signer count twice.
    if key.public in {other.public for other in others}:
        raise Malformed("policy.key_twice", name=key.name)
    return key


def _read_need(text: str, members: int) -> int:
    if text in {"any", "all"}:
        return 1 if text == "any" else members
    if _NUMBER.fullmatch(text) is None or int(text) > members:
        raise Malformed("policy.need", members=members)
    return int(text)
