"""An election of two rounds online, and a registrar's working folder for it.

Entropy is planted: ``planted`` gives credentials that a test knows, so that it can look for them
wherever they must not be.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.support.folders import policy_of
from tests.support.online_election import BOX, OnlineSimulation, online_definition

from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.model import canonical
from suffrage.model.definition import Definition, from_plain
from suffrage.registrar.deliver import Handed, Letter
from suffrage.registrar.electorate import Voter
from suffrage.registrar.runs import Run
from suffrage.verify import write_policy

UNIT = "99-001"
SECOND = "abroad-2"
UUIDS = {BOX: "BoxForTestRun1", SECOND: "BoxForTestRound2"}
RUNS = (
    Run(BOX, 1, UUIDS[BOX], "Ed25519"),
    Run(SECOND, 1, UUIDS[SECOND], "Ed25519"),
)
SHAPE = re.compile(
    r"[1-9A-HJ-NP-Za-km-z]{5}(?:-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}){1}-[1-9A-HJ-NP-Za-km-z]{6}"
)
"""What a credential looks like."""


def two_rounds(carrier: str = "e-mail", registrar: str = "") -> Definition:
    """The online election, with a box for the second round too, and both uuids fixed."""
    plain: dict[str, Any] = json.loads(canonical.encode(online_definition()))
    code = {"e-mail": "letter", "letter": "e-mail"}.get(carrier, "letter")
    first = plain["boxes"][0] | {
        "uuid": UUIDS[BOX],
        "factors": {"code": code, "credential": carrier},
    }
    second = first | {
        "id": SECOND,
        "contest": "first-secretary",
        "channel": BOX,
        "opens": "2023-01-18T12:00:00Z",
        "closes": "2023-01-19T16:00:00Z",
        "uuid": UUIDS[SECOND],
    }
    plain["boxes"] = [first, second]
    plain["contests"][0]["title"] = {"en": "Orientation <text>", "fr": "Texte d'orientation"}
    if registrar:
        plain["keys"]["registrar"] = registrar
    return from_plain(plain)


class TwoRounds(OnlineSimulation):
    """The simulated election over ``two_rounds``, with its rules fixed."""

    def __init__(self, carrier: str = "e-mail", registrar: str = "") -> None:
        super().__init__(two_rounds(carrier, registrar))
        self.convene().fix_rules()


def state_of(carrier: str = "e-mail") -> State:
    """The state before any credential."""
    return TwoRounds(carrier).state


def voters(number: int = 6) -> tuple[Voter, ...]:
    """So many members, in two languages."""
    return tuple(
        Voter(
            number=f"A/{place:04}",
            name=f"Member {place}",
            language="fr" if place % 2 else "en",
            email=f"member{place}@example.org",
            address=(f"{place} rue Basse", "75012 Paris"),
        )
        for place in range(1, number + 1)
    )


def planted(seed: str = "planted") -> Callable[[int], bytes]:
    """Entropy that a test can repeat."""
    blocks = _blocks(seed)
    return lambda size: b"".join(next(blocks) for _ in range(-(-size // 32)))[:size]


def _blocks(seed: str) -> Iterator[bytes]:
    number = 0
    while True:
        yield hashlib.sha256(f"{seed} {number}".encode()).digest()
        number += 1


class Post:
    """A channel that remembers what it carried; it refuses or breaks where it is told to."""

    def __init__(self, refused: Sequence[str] = (), breaks_at: int = -1) -> None:
        self.carried: list[Letter] = []
        self.refused = tuple(refused)
        self.breaks_at = breaks_at
        self.error: BaseException | None = None

    def carry(self, letters: Sequence[Letter]) -> Iterator[Handed]:
        for index, letter in enumerate(letters):
            if len(self.carried) == self.breaks_at and self.error is not None:
                raise self.error
            self.carried.append(letter)
            no = SuffrageError("mail.refused", reply=550)
            yield Handed(index, no if letter.voter.number in self.refused else None)


CSV_HEAD = "number;section;first;last;mail;street;town;language"


def members_csv(number: int = 6, name: str = "Ada") -> bytes:
    """The office's file: the online section and one member of another."""
    rows = [CSV_HEAD, "P/1;75-001;Pia;Paper;pia@example.org;1 rue Haute;75001 Paris;fr"]
    rows += [
        f"A/{n:04};{UNIT};{name};No {n};member{n}@example.org;{n} rue Basse;75012 Paris;"
        f"{'fr' if n % 2 else 'en'}"
        for n in range(1, number + 1)
    ]
    return "\n".join(rows).encode()


def write_board(folder: Path, simulation: OnlineSimulation) -> None:
    """The public folder and its policy, as copied to the registrar's computer."""
    public = folder / "public"
    for path in sorted(public.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    for name, data in simulation.files().items():
        target = public / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "policy.toml").write_bytes(write_policy(policy_of(simulation)))


def settings_toml(recipients: dict[str, str], tables: str = "") -> str:
    """A ``registrar.toml`` with these recipients, and further tables."""
    lines = [f"{json.dumps(role)} = {json.dumps(key)}" for role, key in recipients.items()]
    return f"""
suffrage-registrar = 1
channel = "{BOX}"
language = "en"
[board]
folder = "public"
policy = "policy.toml"
[members]
csv = "members.csv"
number = "number"
unit = ["section"]
name = ["first", "last"]
email = "mail"
address = ["street", "town"]
language = "language"
[recipients]
{chr(10).join(lines)}
{tables}
"""
