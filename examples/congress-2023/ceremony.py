"""The camps make a key together, as ``suffrage trustee certify`` … ``share`` do: any two decrypt.

A trustee's computer is here a folder with one private file a key, into which the office never
looks. Messages lie in another folder, where the organiser's part brings them from step to step;
nothing in it is secret. The digits that people read out by telephone are compared here.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from stage import CAMPS, Stage

from suffrage.adapters.private_file import create_private, held
from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.trustee.announce import announcement, signing_key
from suffrage.trustee.ceremony import agree, begin, commit, finish, public_key
from suffrage.trustee.gather import LIST, TRUSTEES, gather, sent_name
from suffrage.trustee.saved import BoardScope, Saved, read_saved, write_saved
from suffrage.trustee.scope import board_scope
from suffrage.verify.policy import parse_policy

__all__ = ["Keys", "Member", "certify", "make_key", "scope_of"]


@dataclass(frozen=True)
class Member:
    """One camp's trustee: its number, its role and signing key on the board, its private file."""

    index: int
    camp: str
    role: str
    signing: str
    file: Path


@dataclass(frozen=True)
class Keys:
    """The shares of one run's key, and the folder of messages between those who hold them."""

    box: str
    run: int
    members: tuple[Member, ...]
    messages: Path


def certify(stage: Stage, box: str, run: int) -> Keys:
    """Step 1: each program draws its secrets, under the policy of the convening notice."""
    declared = stage.definition.box_by_id[box]
    of, need = declared.trustees.of, declared.trustees.need
    policy = parse_policy(stage.policy.read_bytes())
    messages = stage.out / "ceremonies" / f"{box}-{run}"
    messages.mkdir(parents=True)
    members = []
    for index, camp in zip(range(1, of + 1), CAMPS, strict=True):
        scope = board_scope(policy, box, run, f"trustee@{camp}", os.urandom)
        step = begin(scope, index, declared.group, os.urandom, of=of, need=need)
        file = stage.out / "trustees" / camp / f"{box}-{run}.key"
        file.parent.mkdir(parents=True, exist_ok=True)
        create_private(file, write_saved(step.saved))
        (messages / sent_name("certificate", index)).write_bytes(step.message)
        members.append(Member(index, camp, scope.role, signing_key(scope), file))
    return Keys(box, run, tuple(members), messages)


def make_key(stage: Stage, keys: Keys) -> bytes:
    """Steps 2 to 5, and each trustee's word on the board; the public record of them all is given.

    Raises ``SystemExit`` where two members would read out different digits.
    """
    _gather(keys)
    read_out = {_digits(member, keys) for member in keys.members}
    if len(read_out) != 1:
        raise SystemExit("the members of the ceremony were sent different lists")
    stage.screen.say(stage.at, f"all read aloud: {read_out.pop()}")
    for member in keys.members:
        _commit(member, keys)
    _gather(keys)
    for member in keys.members:
        stage.take(_finish(member, keys, stage.at))
    _gather(keys)
    return (keys.messages / TRUSTEES).read_bytes()


def scope_of(saved: Saved) -> BoardScope:
    """What a key of the demo is for; all serve a board."""
    if not isinstance(saved.scope, BoardScope):
        raise TypeError
    return saved.scope


def _gather(keys: Keys) -> None:
    """The organiser's part, whichever step is next."""
    sent = {path.name: path.read_bytes() for path in keys.messages.iterdir()}
    for name, data in gather(sent).files.items():
        (keys.messages / name).write_bytes(data)


def _digits(member: Member, keys: Keys) -> str:
    """What this member reads out: of the list as it came here."""
    with held(member.file) as file:
        agreed = agree(read_saved(file.data), (keys.messages / LIST).read_bytes())
    return fingerprint(agreed.certificates)


def _commit(member: Member, keys: Keys) -> None:
    """Step 3: a polynomial, and a sealed share for each of the others."""
    with held(member.file) as file:
        agreed = agree(read_saved(file.data), (keys.messages / LIST).read_bytes())
        step = commit(agreed, os.urandom)
        file.replace(write_saved(step.saved))
    (keys.messages / sent_name("polynomial", member.index)).write_bytes(step.message)


def _finish(member: Member, keys: Keys, now: str) -> bytes:
    """Step 5: the shares that came are checked; the signed record of the own key is given."""
    vinput = keys.messages / sent_name("input", member.index)
    with held(member.file) as file:
        step = finish(read_saved(file.data), vinput.read_bytes(), os.urandom)
        file.replace(write_saved(step.saved))
    (keys.messages / sent_name("output", member.index)).write_bytes(step.message)
    return announcement(scope_of(step.saved), member.index, public_key(step.message), now)
