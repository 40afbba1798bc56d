"""Whom to believe: the known logs and witnesses, and how many witnesses make a quorum.

A policy comes from outside the log, printed or sent. Source: C2SP tlog-policy (untagged);
``policy_file`` reads its text.
"""

from collections.abc import Collection
from dataclasses import dataclass

from suffrage.errors import NotVerified
from suffrage.tlog.checkpoint import OpenCheckpoint, open_checkpoint
from suffrage.tlog.keys import Key

__all__ = ["Cosigned", "Group", "Log", "Policy", "Witness", "check_quorum", "open_under"]


@dataclass(frozen=True, slots=True)
class Log:
    """A log to believe: its key, whose name is its origin, and perhaps where it is served."""

    key: Key
    url: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness under the name that groups and the quorum use."""

    name: str
    key: Key
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """At least ``need`` of the members, witnesses or earlier groups, must have cosigned."""

    name: str
    need: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Known logs and witnesses; ``quorum`` names a witness or group, or is None for none.

    ``groups`` stand in the order of the file, each after its members.
    """

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str | None


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness of the policy, by its name there, and the Unix time of its cosignature."""

    name: str
    time: int


def open_under(policy: Policy, data: bytes) -> OpenCheckpoint:
    """A checkpoint that one of the policy's logs signed; its quorum is not yet checked.

    Raises what ``open_checkpoint`` raises.
    """
    keys = [log.key for log in policy.logs] + [witness.key for witness in policy.witnesses]
    return open_checkpoint(data, keys)


def check_quorum(policy: Policy, opened: OpenCheckpoint) -> tuple[Cosigned, ...]:
    """The policy's witnesses that cosigned, if they are enough.

    Raises ``NotVerified("policy.quorum")`` with how many did, if they are not.
    """
    times = {signed.key: signed.time for signed in opened.note.signed if signed.time is not None}
    cosigned = tuple(
        Cosigned(witness.name, times[witness.key])
        for witness in policy.witnesses
        if witness.key in times
    )
    if policy.quorum is not None:
        satisfied = _satisfied(policy, {one.name for one in cosigned})
        if policy.quorum not in satisfied:
            raise NotVerified("policy.quorum", quorum=policy.quorum, cosigned=len(cosigned))
    return cosigned


def _satisfied(policy: Policy, cosigned: Collection[str]) -> set[str]:
    """The names, of witnesses and groups, that hold when these witnesses cosigned."""
    holding = set(cosigned)
    for group in policy.groups:
        if len(holding.intersection(group.members)) >= group.need:
            holding.add(group.name)
    return holding
